import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import type { Certificate } from '../../../shared/console/service.ts'
import { readCertificate } from '../../domain/certificates.ts'
import { DomainError } from '../../domain/error.ts'

/** Where the certificate of the SCIM listener is: files that somebody else renews, or the data folder. */
export type TlsSource = { readonly kind: 'files'; readonly certificate: string; readonly key: string } | { readonly kind: 'data-folder' }

export interface Identity {
  /** PEM, own certificate first. */
  readonly cert: string
  readonly key: string
  readonly certificate: Certificate
}

const fileIn = (dataDir: string): string => join(dataDir, 'tls', 'server.pem')
const KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/

/** Certificate and key in one file, so that a reader sees the old ones or the new ones; for the owner only from its first byte. */
export function keepIdentity(dataDir: string, cert: string, key: string): void {
  const file = fileIn(dataDir)
  mkdirSync(join(dataDir, 'tls'), { recursive: true, mode: 0o700 })
  rmSync(`${file}.new`, { force: true })
  writeFileSync(`${file}.new`, `${key.trim()}\n${cert.trim()}\n`, { mode: 0o600, flag: 'wx', flush: true })
  renameSync(`${file}.new`, file)
}

/** Throws DomainError when it cannot be read, or what is there cannot be used. */
export function loadIdentity(source: TlsSource, dataDir: string): Identity {
  if (source.kind === 'files') return named(source, () => identityOf(read(source.certificate), read(source.key)))
  const file = fileIn(dataDir)
  if (statSync(file, { throwIfNoEntry: false }) === undefined)
    throw new DomainError(
      'not_available',
      'TLS is on, and there is no certificate yet: generate one with "muster tls generate", or turn TLS off with "muster tls off".',
    )
  const text = read(file)
  return identityOf(text, KEY.exec(text)?.[0] ?? '')
}

/** What is wrong with one of two files is of use with their names only. */
function named({ certificate, key }: Extract<TlsSource, { kind: 'files' }>, load: () => Identity): Identity {
  try {
    return load()
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid')
      throw new DomainError('invalid', `${error.message} (${certificate}, ${key})`)
    throw error
  }
}

/** Null when there is none that can be used. */
export function keptIdentity(dataDir: string): Identity | null {
  try {
    return loadIdentity({ kind: 'data-folder' }, dataDir)
  } catch {
    return null
  }
}

export function identityOf(cert: string, key: string): Identity {
  const certificate = readCertificate(cert, key)
  try {
    createSecureContext({ cert, key, minVersion: 'TLSv1.2' })
  } catch (error) {
    throw new DomainError('invalid', `The certificate cannot be used for TLS: ${error instanceof Error ? error.message : String(error)}`, {
      field: 'certificate',
    })
  }
  return { cert, key, certificate }
}

/** Changes when any of the files does. */
export function stampOf(source: TlsSource, dataDir: string): string {
  const files = source.kind === 'files' ? [source.certificate, source.key] : [fileIn(dataDir)]
  return files
    .map((file) => {
      const found = statSync(file, { throwIfNoEntry: false })
      return found === undefined ? '-' : `${found.mtimeMs}/${found.size}/${found.ino}`
    })
    .join(' ')
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new DomainError('not_available', `The file ${file} cannot be read: ${code === 'ENOENT' ? 'it is not there' : code}.`)
  }
}
