import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'

const DAY = 86_400_000

const OID = {
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
  commonName: [0x55, 0x04, 0x03],
  subjectKeyIdentifier: [0x55, 0x1d, 0x0e],
  keyUsage: [0x55, 0x1d, 0x0f],
  subjectAltName: [0x55, 0x1d, 0x11],
  basicConstraints: [0x55, 0x1d, 0x13],
  extendedKeyUsage: [0x55, 0x1d, 0x25],
  serverAuth: [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01],
} as const

/** One value of DER (X.690 §8.1): tag, length, content. */
function der(tag: number, ...content: readonly (Buffer | readonly number[])[]): Buffer {
  const body = Buffer.concat(content.map((part) => Buffer.from(part)))
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body])
  const length = body.length < 0x100 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts)
const oid = (bytes: readonly number[]): Buffer => der(0x06, bytes)
const octets = (content: Buffer): Buffer => der(0x04, content)
const bits = (content: Buffer, unused = 0): Buffer => der(0x03, [unused], content)

/** RFC 5280 §4.1.2.5: two digits of the year until 2049. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, '')
  return digits < '2050' ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits))
}

/** RFC 5280 §4.2.1.6. */
function alternativeName(name: string): Buffer {
  return isIP(name) === 0 ? der(0x82, Buffer.from(name, 'ascii')) : der(0x87, addressBytes(name))
}

function addressBytes(address: string): number[] {
  if (isIP(address) === 4) return address.split('.').map(Number)
  // The last four bytes of an IPv6 address may be written as IPv4.
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a: string, b: string, c: string, d: string) =>
    [a, b, c, d]
      .map((each) => Number(each).toString(16).padStart(2, '0'))
      .join('')
      .replace(/^(.{4})/, '$1:'),
  )
  const [head = '', tail] = plain.split('::')
  const groups = (text: string | undefined): string[] => (text === undefined || text === '' ? [] : text.split(':'))
  const [before, after] = [groups(head), groups(tail)]
  const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after]
  return all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff])
}

function extension(id: readonly number[], critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [der(0x01, [0xff])] : []), octets(value))
}

const pem = (label: string, content: Buffer): string =>
  `-----BEGIN ${label}-----\n${content.toString('base64').replaceAll(/(.{64})(?=.)/g, '$1\n')}\n-----END ${label}-----\n`

/**
 * A self-signed certificate for a server (RFC 5280): ECDSA on P-256 with SHA-256, valid for host names and IP addresses, from an hour
 * before `now` (clocks differ) for `days`. Both PEM; the key is new and nowhere else.
 */
export function selfSigned(names: readonly string[], days: number, now: number): { certificate: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const serial = randomBytes(16)
  // Positive, and never shorter.
  serial[0] = (serial[0] ?? 0) & 0x3f || 0x40
  const algorithm = sequence(oid(OID.ecdsaWithSha256))
  const called = sequence(der(0x31, sequence(oid(OID.commonName), der(0x0c, Buffer.from((names[0] ?? 'muster').slice(0, 64))))))
  const extensions = sequence(
    extension(OID.basicConstraints, true, sequence()),
    extension(OID.keyUsage, true, bits(Buffer.from([0x80]), 7)),
    extension(OID.extendedKeyUsage, false, sequence(oid(OID.serverAuth))),
    extension(OID.subjectAltName, false, sequence(...names.map(alternativeName))),
    extension(OID.subjectKeyIdentifier, false, octets(createHash('sha256').update(spki).digest().subarray(0, 20))),
  )
  const signed = sequence(
    der(0xa0, der(0x02, [2])),
    der(0x02, serial),
    algorithm,
    called,
    sequence(time(now - 3_600_000), time(now + days * DAY)),
    called,
    spki,
    der(0xa3, extensions),
  )
  return {
    certificate: pem('CERTIFICATE', sequence(signed, algorithm, bits(sign('sha256', signed, privateKey)))),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
