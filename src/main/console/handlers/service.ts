import { given } from '../../domain/given.ts'
import type { HandlersOf } from '../context.ts'

export const serviceHandlers: HandlersOf<'service'> = {
  'service.addresses': ({ operations }) => operations.service.addresses(),
  'service.setAddresses': ({ operations, actor }, wanted) => operations.service.setAddresses(given(wanted), actor),
  'service.tls': ({ operations }) => operations.service.tls(),
  'service.generateCertificate': ({ operations, actor }, input) => operations.service.generateCertificate(input, actor),
  'service.importCertificate': ({ operations, actor }, input) => operations.service.importCertificate(input, actor),
  'service.testFromOutside': ({ operations }) => operations.service.testFromOutside(),
  'service.diagnostics': ({ operations }, { entries }) => operations.service.diagnostics(entries),
  'service.startAtLogin': ({ operations }) => operations.service.startAtLogin(),
  'service.setStartAtLogin': ({ operations, actor }, { enabled }) => operations.service.setStartAtLogin(enabled, actor),
}
