import { hostname } from 'node:os'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Certificate, TlsState } from '../../../shared/console/service.ts'
import { numberOption } from '../args.ts'
import type { Args, AskingCommand, Output } from '../command.ts'
import { Failure } from '../failure.ts'
import { iso } from '../text.ts'

const shownCertificate = (certificate: Certificate | null) =>
  certificate && { ...certificate, notBefore: iso(certificate.notBefore), notAfter: iso(certificate.notAfter) }

const shown = ({ inUse, kept, source, failure, nextStart }: TlsState) => ({
  source,
  inUse: shownCertificate(inUse),
  kept: shownCertificate(kept),
  failure,
  nextStart,
})

function inWords(certificate: Certificate): string {
  const { names, issuer, selfSigned, notAfter, fingerprint } = certificate
  const by = selfSigned ? 'itself' : issuer
  return [
    `  Names        ${names.join(', ')}`,
    `  Issued by    ${by}`,
    `  Valid until  ${iso(notAfter)}`,
    `  SHA-256      ${fingerprint}`,
  ].join('\n')
}

function stateInWords(state: TlsState): string {
  const { inUse, kept, source, failure, nextStart } = state
  const lines = [
    inUse === null
      ? 'TLS is not in use now.'
      : `TLS is in use, with ${source === 'files' ? 'files of the command line' : 'the certificate of the data folder'}:`,
  ]
  if (inUse !== null) lines.push(inWords(inUse))
  if (kept !== null && kept.fingerprint !== inUse?.fingerprint) lines.push('Kept in the data folder:', inWords(kept))
  if (failure !== null) lines.push(`The last one that was put in place could not be used: ${failure}`)
  if (inUse === null && nextStart) lines.push('From the next start on, the service uses TLS.')
  return lines.join('\n')
}

const answered = (state: TlsState): Output => ({ json: shown(state), text: stateInWords(state) })

const generate: AskingCommand = {
  words: 'tls generate',
  operands: [],
  summary: 'generate a self-signed certificate',
  about:
    'Generates a self-signed certificate (P-256) for the SCIM service and keeps it in the data folder. It is in use at once where TLS is on; "muster tls on" turns it on. Whoever connects has to be told to trust it: compare the fingerprint.',
  options: {
    names: { value: 'NAMES', about: 'host names and IP addresses, separated by commas; without it those of this machine' },
    days: { value: 'N', about: 'days for which it is valid, 825 at the most; without it 398' },
  },
  example: 'muster tls generate --names scim.acme.example,10.0.0.5',
  async ask(call, args) {
    const days = numberOption(generate.words, args, 'days', 1, 825) ?? 398
    const names = args.text('names')?.split(',') ?? (await call('service.tls', {})).suggestedNames
    return answered(await call('service.generateCertificate', { names: names.length === 0 ? [hostname()] : names, days }))
  },
}

const imported: AskingCommand = {
  words: 'tls import',
  operands: [],
  summary: 'use a certificate of your own',
  about:
    'Checks a certificate chain and its private key (PEM) and keeps a copy in the data folder. Where somebody else renews the files, name them to "muster serve" instead: they are read again when they change.',
  options: {
    cert: { value: 'FILE', about: 'the certificate, and behind it those of its issuers', required: true },
    key: { value: 'FILE', about: 'its private key, without a passphrase', required: true },
  },
  example: 'muster tls import --cert fullchain.pem --key privkey.pem',
  async ask(call, args) {
    return answered(await call('service.importCertificate', { certificate: text(args, 'cert'), key: text(args, 'key') }))
  },
}

const status: AskingCommand = {
  words: 'tls status',
  operands: [],
  summary: 'show the certificate in use',
  about: 'Shows which certificate the SCIM service uses, until when it is valid, and its fingerprint.',
  options: {},
  example: 'muster tls status',
  ask: async (call) => answered(await call('service.tls', {})),
}

const switched = (on: boolean): AskingCommand => ({
  words: on ? 'tls on' : 'tls off',
  operands: [],
  summary: `${on ? 'use' : 'do without'} TLS from the next start on`,
  about: on
    ? 'From its next start on, the SCIM service uses TLS with the certificate that is kept in the data folder.'
    : 'From its next start on, the SCIM service speaks plain HTTP, on an address of this machine only unless that is accepted.',
  options: {},
  example: `muster tls ${on ? 'on' : 'off'}`,
  async ask(call) {
    const { next } = await call('service.setAddresses', { tls: on })
    return { json: next, text: `From the next start on, the SCIM service ${on ? 'uses TLS' : 'speaks plain HTTP'}.` }
  },
})

function text(args: Args, option: string): string {
  const file = resolve(args.text(option) ?? '')
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

export const tlsCommands = [generate, imported, status, switched(true), switched(false)]
