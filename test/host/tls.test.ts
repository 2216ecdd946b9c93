import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { readCertificate, requireValid } from '../../src/main/domain/certificates.ts'
import { type Host, type HostOptions, startHost } from '../../src/main/host/host.ts'
import { selfSigned } from '../../src/main/host/tls/self-signed.ts'
import { methodNamed } from '../../src/shared/console/contract.ts'
import { muster } from '../cli/terminal.ts'

const DAY = 86_400_000
const now = Date.now()

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'muster-tls-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function serving(dataDir: string, scim: Partial<NonNullable<HostOptions['scim']>>) {
  const host = await startHost({
    dataDir,
    mode: 'headless',
    scim: { host: '127.0.0.1', port: 0, ...scim },
    console: { host: '127.0.0.1', port: 0 },
    staticDir: null,
  })
  onTestFinished(() => host.close())
  return host
}

async function ask(host: Host, method: string, input: unknown = {}) {
  const result = await host.door.call(method, input, { kind: 'person', name: 'Test' })
  if (!result.ok) throw new Error(result.error.message)
  expect(methodNamed(method)?.output.parse(result.value)).toEqual(result.value)
  return result.value as never
}

/** The status of a call that trusts `ca` only. */
function call(url: string, ca: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { ca, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.once('error', reject)
    sent.end()
  })
}

/** What a new connection is shown. */
async function shown(url: string, options: object = {}): Promise<string> {
  const { port } = new URL(url)
  const socket: TLSSocket = connect({ host: '127.0.0.1', port: Number(port), rejectUnauthorized: false, ...options })
  try {
    await new Promise((resolve, reject) => {
      socket.once('secureConnect', resolve)
      socket.once('error', reject)
    })
    return socket.getPeerCertificate().fingerprint256
  } finally {
    socket.destroy()
  }
}

describe('a generated certificate', () => {
  it.each([1, 398, 825])('is one that others read as it was meant, for %i days', (days) => {
    const names = ['scim.acme.example', '*.acme.example', '10.0.0.5', '2001:db8::7', '::1', '::ffff:10.1.2.3', 'localhost']
    const made = selfSigned(names, days, now)
    const read = readCertificate(made.certificate, made.key)
    expect(read).toMatchObject({ selfSigned: true, issuer: 'CN=scim.acme.example' })
    expect(read.names).toEqual([
      'scim.acme.example',
      '*.acme.example',
      '10.0.0.5',
      '2001:DB8:0:0:0:0:0:7',
      '0:0:0:0:0:0:0:1',
      '0:0:0:0:0:FFFF:A01:203',
      'localhost',
    ])
    expect(read.notAfter - now).toBeLessThanOrEqual(days * DAY)
    expect(read.notAfter - now).toBeGreaterThan(days * DAY - 2000)
    expect(read.notBefore).toBeLessThan(now)
  })

  it('is taken by OpenSSL as a server’s, with its extensions, and dates beyond 2050', () => {
    const folder = place()
    const file = join(folder, 'a.pem')
    writeFileSync(file, selfSigned(['scim.acme.example'], 398, now).certificate)
    const openssl = (...args: string[]): string => execFileSync('openssl', args, { encoding: 'utf8' })
    expect(openssl('verify', '-CAfile', file, '-purpose', 'sslserver', '-verify_hostname', 'scim.acme.example', file)).toMatch(/: OK/)
    const text = openssl('x509', '-in', file, '-noout', '-text')
    for (const words of [/Version: 3/, /prime256v1/, /ecdsa-with-SHA256/, /Digital Signature/, /TLS Web Server Authentication/])
      expect(text).toMatch(words)
    const later = selfSigned(['a'], 1, Date.UTC(2055, 0, 1))
    expect(new Date(readCertificate(later.certificate, later.key).notAfter).getUTCFullYear()).toBe(2055)
  })
})

describe('a certificate of one’s own is checked before it is used', () => {
  const own = selfSigned(['a.example'], 30, now)
  const other = selfSigned(['b.example'], 30, now)

  it.each([
    ['no certificate', 'hello', own.key, /no certificate/],
    ['half of one', `${own.certificate.slice(0, 200)}\n-----END CERTIFICATE-----`, own.key, /cannot be read/],
    ['another key', own.certificate, other.key, /not the one of the certificate/],
    ['no key', own.certificate, own.certificate, /no private key/],
    ['a chain in the wrong order', other.certificate + own.certificate, own.key, /wrong order/],
    ['a chain of strangers', own.certificate + other.certificate, own.key, /did not issue/],
  ])('%s', (_, certificate, key, why) => {
    expect(() => readCertificate(certificate, key)).toThrow(why)
  })

  it('expired, or not yet valid', () => {
    const old = selfSigned(['a.example'], 1, now - 3 * DAY)
    expect(() => requireValid(readCertificate(old.certificate, old.key), now)).toThrow(/expired on \d/)
    const early = selfSigned(['a.example'], 10, now + 3 * DAY)
    expect(() => requireValid(readCertificate(early.certificate, early.key), now)).toThrow(/not valid before/)
  })
})

describe('E8: TLS on the SCIM listener', () => {
  it('with what is kept in the data folder, exchanged without a restart, for the owner only', async () => {
    const folder = place()
    const before = await muster(['tls', 'generate', '--names', 'localhost,127.0.0.1', '--data', folder])
    expect(before.status).toBe(1)
    await muster(['org', 'create', 'acme', '--data', folder])
    const { out } = await muster(['tls', 'generate', '--names', 'localhost,127.0.0.1', '--json', '--data', folder])
    const first = (JSON.parse(out) as { kept: { fingerprint: string; pem: string } }).kept
    expect(statSync(join(folder, 'tls', 'server.pem')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'tls')).mode & 0o777).toBe(0o700)

    const host = await serving(folder, { tls: { kind: 'data-folder' } })
    expect(host.scimUrl).toMatch(/^https:\/\/127\.0\.0\.1:/)
    expect(await call(`${host.scimUrl}/nowhere`, first.pem)).toBe(404)
    expect(await shown(host.scimUrl ?? '')).toBe(first.fingerprint)
    await expect(shown(host.scimUrl ?? '', { maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })).rejects.toThrow(/version|protocol/i)
    await expect(fetch(`${host.scimUrl?.replace('https', 'http')}/nowhere`)).rejects.toThrow('fetch failed')

    const next: { inUse: { fingerprint: string } } = await ask(host, 'service.generateCertificate', { names: ['localhost'], days: 10 })
    expect(next.inUse.fingerprint).not.toBe(first.fingerprint)
    expect(await shown(host.scimUrl ?? '')).toBe(next.inUse.fingerprint)
    const { items }: { items: { after: object }[] } = await ask(host, 'activity.audit', { action: 'certificate.generated' })
    expect(JSON.stringify(items)).not.toMatch(/PRIVATE/)
    expect(items).toHaveLength(2)

    // Ten days: worth a warning everywhere.
    const status: { warnings: { code: string }[] } = await ask(host, 'settings.status')
    expect(status.warnings.map(({ code }) => code)).toEqual(['certificate-expiring'])
    const health: { checks: { id: string; verdict: string }[] } = await ask(host, 'health.get')
    expect(health.checks.find(({ id }) => id === 'tls')).toMatchObject({ verdict: 'warning' })

    const refused = await host.door.call('service.importCertificate', { certificate: 'x', key: 'y' }, { kind: 'person', name: 'Test' })
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid' } })
    expect(await shown(host.scimUrl ?? '')).toBe(next.inUse.fingerprint)
  })

  it('from the command line: one’s own is checked, kept for its owner, and told of without its key', async () => {
    const folder = place()
    await muster(['org', 'create', 'acme', '--data', folder])
    const [cert, key, old] = ['cert.pem', 'key.pem', 'old.pem'].map((name) => join(folder, name)) as [string, string, string]
    const made = selfSigned(['scim.acme.example'], 90, now)
    const expired = selfSigned(['scim.acme.example'], 1, now - 3 * DAY)
    writeFileSync(cert, made.certificate)
    writeFileSync(key, made.key)
    writeFileSync(old, expired.certificate + expired.key)
    const refused = await muster(['tls', 'import', '--cert', old, '--key', old, '--data', folder])
    expect(refused).toMatchObject({ status: 1, err: expect.stringMatching(/expired on \d/) as string })
    const { status, out } = await muster(['tls', 'import', '--cert', cert, '--key', key, '--json', '--data', folder])
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ source: 'none', kept: { names: ['scim.acme.example'], standing: 'valid' } })
    expect(out).not.toContain('PRIVATE')
  })

  it('with files that somebody else renews: read again when they change, and what cannot be used leaves the one before', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const folder = place()
    const [certificate, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    const put = (made: { certificate: string; key: string }, at: number): void => {
      writeFileSync(certificate, made.certificate)
      writeFileSync(key, made.key)
      for (const file of [certificate, key]) utimesSync(file, at, at)
    }
    const first = selfSigned(['localhost'], 20, now)
    put(first, 1000)
    const host = await serving(join(folder, 'data'), { tls: { kind: 'files', certificate, key } })
    expect(await shown(host.scimUrl ?? '')).toBe(readCertificate(first.certificate, first.key).fingerprint)
    const open = async (): Promise<number> => ((await ask(host, 'problems.list', { state: 'open' })) as { items: unknown[] }).items.length
    await expect.poll(open).toBe(1)

    put({ certificate: 'not yet written', key: first.key }, 2000)
    vi.advanceTimersByTime(60_000)
    expect(await shown(host.scimUrl ?? '')).toBe(readCertificate(first.certificate, first.key).fingerprint)
    const status: { warnings: { code: string; hint: string }[] } = await ask(host, 'settings.status')
    expect(status.warnings.find(({ code }) => code === 'certificate-unusable')?.hint).toMatch(/no certificate/)

    const second = selfSigned(['localhost'], 90, now)
    put(second, 3000)
    vi.advanceTimersByTime(60_000)
    expect(await shown(host.scimUrl ?? '')).toBe(readCertificate(second.certificate, second.key).fingerprint)
    expect(((await ask(host, 'settings.status')) as { warnings: unknown[] }).warnings).toEqual([])
    await expect.poll(open).toBe(0)
  })

  it('X5: without a certificate that can be used nothing starts, and the folder is free afterwards', async () => {
    const folder = place()
    await expect(serving(folder, { tls: { kind: 'data-folder' } })).rejects.toThrow(/no certificate yet.*muster tls generate/)
    await expect(serving(folder, { tls: { kind: 'files', certificate: '/nowhere/a.pem', key: '/nowhere/b.pem' } })).rejects.toThrow(
      /a\.pem cannot be read: it is not there/,
    )
    writeFileSync(join(folder, 'odd.pem'), 'odd')
    const odd = { kind: 'files', certificate: join(folder, 'odd.pem'), key: join(folder, 'odd.pem') } as const
    await expect(serving(folder, { tls: odd })).rejects.toThrow(/There is no certificate in it.*odd\.pem/)
    await serving(folder, {})
  })

  it('makes another address than loopback safe; without it, that needs to be accepted, and is warned of', async () => {
    const folder = place()
    await expect(serving(folder, { host: '0.0.0.0' })).rejects.toThrow(/will not listen on 0\.0\.0\.0 without TLS/)
    const [certificate, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    const made = selfSigned(['localhost'], 90, now)
    writeFileSync(certificate, made.certificate)
    writeFileSync(key, made.key)
    const host = await serving(folder, { host: '0.0.0.0', tls: { kind: 'files', certificate, key } })
    expect(((await ask(host, 'settings.status')) as { warnings: unknown[] }).warnings).toEqual([])
    const accepted = await serving(join(folder, 'other'), { host: '0.0.0.0', insecureAddressAllowed: true })
    expect(((await ask(accepted, 'settings.status')) as { warnings: { code: string }[] }).warnings[0]?.code).toBe('insecure-address')
    expect(readFileSync(key, 'utf8')).toBe(made.key)
  })
})
