import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { Certificate, WatchedCertificate } from '../../shared/console/service.ts'
import { DomainError } from './error.ts'

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g
/** A certificate is warned of this long before its end, ms. */
const WARNED_BEFORE = 30 * 86_400_000

/**
 * Reads a chain (the service's own certificate first) and its private key, both PEM. Throws DomainError: not PEM, a key with a
 * passphrase, a key of another certificate, a chain in the wrong order, no names. Whether it is valid at this time is another question.
 */
export function readCertificate(chain: string, key: string): Certificate {
  const [own, ...issuers] = certificatesIn(chain)
  if (own === undefined) throw refused('certificate', 'There is no certificate in it: a line "-----BEGIN CERTIFICATE-----" is expected.')
  requireKeyOf(own, issuers, privateKey(key))
  requireOrder([own, ...issuers])
  const names = namesOf(own)
  if (names.length === 0)
    throw refused('certificate', 'The certificate names no host (subjectAltName): clients refuse it, whatever its common name is.')
  return {
    names,
    issuer: issuerOf(own),
    selfSigned: own.issuer === own.subject && own.verify(own.publicKey),
    notBefore: Date.parse(own.validFrom),
    notAfter: Date.parse(own.validTo),
    fingerprint: own.fingerprint256,
    pem: own.toString(),
  }
}

/** Refuses what no client would accept at this time. */
export function requireValid({ notBefore, notAfter }: Certificate, now: number): void {
  if (notAfter <= now) throw refused('certificate', `The certificate expired on ${day(notAfter)}. Use the renewed one.`)
  if (notBefore > now)
    throw refused('certificate', `The certificate is not valid before ${new Date(notBefore).toISOString()}. Check this machine’s clock.`)
}

export const isExpiring = ({ notAfter }: Pick<Certificate, 'notAfter'>, now: number): boolean => notAfter - now <= WARNED_BEFORE

export function watched(certificate: Certificate, now: number): WatchedCertificate {
  const standing = certificate.notAfter <= now ? 'expired' : isExpiring(certificate, now) ? 'expiring' : 'valid'
  return { ...certificate, standing }
}

function certificatesIn(text: string): X509Certificate[] {
  return [...text.matchAll(PEM)].map(([pem], index) => {
    try {
      return new X509Certificate(pem)
    } catch {
      throw refused('certificate', `Certificate ${index + 1} of the chain cannot be read: it was cut or altered.`)
    }
  })
}

function privateKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch (error) {
    if (/passphrase|interrupted|bad decrypt/i.test(String(error)) || pem.includes('ENCRYPTED'))
      throw refused('key', 'The private key is protected by a passphrase. Give it without one: openssl pkey -in key.pem -out plain.pem')
    throw refused('key', 'There is no private key in it that can be read: a line "-----BEGIN PRIVATE KEY-----" is expected.')
  }
}

function requireKeyOf(own: X509Certificate, issuers: readonly X509Certificate[], key: KeyObject): void {
  if (own.checkPrivateKey(key)) return
  const turned = issuers.some((each) => each.checkPrivateKey(key))
  throw refused(
    'key',
    turned
      ? 'The chain is in the wrong order: the certificate of the private key comes first, and who issued it after it.'
      : 'The private key is not the one of the certificate.',
  )
}

function requireOrder(chain: readonly X509Certificate[]): void {
  chain.forEach((each, index) => {
    const issuer = chain[index + 1]
    if (issuer !== undefined && !each.checkIssued(issuer))
      throw refused('certificate', `The chain is broken: certificate ${index + 2} did not issue certificate ${index + 1}.`)
  })
}

function namesOf(certificate: X509Certificate): string[] {
  return (certificate.subjectAltName ?? '')
    .split(', ')
    .map((entry) => /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1] ?? '')
    .filter((name) => name !== '')
}

const issuerOf = (certificate: X509Certificate): string => certificate.issuer.replaceAll('\n', ', ')

const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

const refused = (field: string, message: string): DomainError => new DomainError('invalid', message, { field })
