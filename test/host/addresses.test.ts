import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { addressesFor, DEFAULT_ADDRESSES } from '../../src/main/host/addresses.ts'
import { serveCommand, systemdUnit } from '../../src/main/host/start-at-login.ts'
import { methodNamed } from '../../src/shared/console/contract.ts'
import { musterProcess, startService } from '../cli/process.ts'
import { muster } from '../cli/terminal.ts'
import { fileHost } from '../support/real-host.ts'

const { host, ask, folder } = await fileHost()
const refusal = async (input: object) => {
  const result = await host.door.call('service.setAddresses', input, { kind: 'person', name: 'Test' })
  return result.ok ? null : result.error
}
/** A program that has a port. */
async function occupant(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}

describe('X5: addresses are kept for the next start', () => {
  it('in the data folder beside the database, with what the command line decided', async () => {
    const before = await ask('service.addresses', {})
    expect(methodNamed('service.addresses')?.output.parse(before)).toEqual(before)
    expect(before).toMatchObject({ now: { scimUrl: host.scimUrl, tls: false }, next: DEFAULT_ADDRESSES, restartNeeded: false })
    expect(before.commandLine).toContain('scimPort')
    expect(before.machine.some(({ loopback }) => loopback)).toBe(true)
    const after = await ask('service.setAddresses', { scimPort: 0, consolePort: 0 })
    expect(after.next).toMatchObject({ scimPort: 0, consolePort: 0 })
    expect(statSync(join(folder, 'addresses.json')).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(join(folder, 'addresses.json'), 'utf8'))).toEqual(after.next)
    expect((await ask('activity.audit', { action: 'service.addresses-changed' })).items[0]).toMatchObject({ before: before.next })
    expect(addressesFor(folder, { scimHost: '::1' })).toEqual({ addresses: { ...after.next, scimHost: '::1' }, decided: ['scimHost'] })
  })

  it('a port that is taken is named, and another offered', async () => {
    const port = await occupant()
    const error = await refusal({ scimPort: port })
    expect(error?.code).toBe('address_refused')
    expect(error?.message).toMatch(new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is taken.* Port \\d+ is free\\.`))
    const offered = Number(/Port (\d+) is free/.exec(error?.message ?? '')?.[1])
    expect((await ask('service.setAddresses', { scimPort: offered })).next.scimPort).toBe(offered)
    expect(await refusal({ scimHost: '203.0.113.7', insecureAddressAllowed: true })).toMatchObject({
      message: expect.stringMatching(/this machine has no such address/) as string,
    })
  })

  it('E8: one that others can read is refused until it is accepted; TLS needs a certificate first', async () => {
    expect(await refusal({ scimHost: '0.0.0.0' })).toMatchObject({ code: 'address_refused', issues: [{ path: 'scimHost' }] })
    expect((await refusal({ tls: true }))?.message).toMatch(/no certificate yet/)
    await ask('service.generateCertificate', { names: ['localhost'] })
    expect((await ask('service.setAddresses', { scimHost: '0.0.0.0', tls: true })).next.tls).toBe(true)
    expect(await refusal({ tls: false })).toMatchObject({ code: 'address_refused' })
    await ask('service.setAddresses', { scimHost: '127.0.0.1', tls: false })
  })

  it('a file that cannot be understood is told of, and starts nothing', async () => {
    const place = mkdtempSync(join(tmpdir(), 'muster-addresses-'))
    onTestFinished(() => rmSync(place, { recursive: true, force: true }))
    writeFileSync(join(place, 'addresses.json'), '{')
    const run = await musterProcess(['serve', '--data', place])
    expect(run).toMatchObject({ status: 1, err: expect.stringMatching(/addresses\.json cannot be understood/) as string })
  })
})

it('E8: muster serve goes by what is kept; TLS turned on from the command line holds from the next start', async () => {
  const place = mkdtempSync(join(tmpdir(), 'muster-addresses-'))
  onTestFinished(() => rmSync(place, { recursive: true, force: true }))
  await muster(['org', 'create', 'acme', '--data', place])
  expect((await muster(['tls', 'on', '--data', place])).err).toMatch(/no certificate yet/)
  await muster(['tls', 'generate', '--names', 'localhost', '--data', place])
  expect((await muster(['tls', 'on', '--data', place])).out).toMatch(/From the next start on/)
  const service = await startService(place)
  onTestFinished(() => void service.child.kill('SIGKILL'))
  expect(service.scim).toMatch(/^https:/)
  expect((await muster(['tls', 'status', '--data', place])).out).toMatch(/TLS is in use[^]*SHA-256 +[\dA-F:]{95}/)
  expect(await service.stop()).toBe(0)
  const other = await musterProcess(['serve', '--tls-cert', 'a.pem', '--data', place])
  expect(other).toMatchObject({ status: 2, err: expect.stringMatching(/belong together/) as string })
})

describe('start at login, without a desktop', () => {
  it('is a unit to install, which starts this very service', async () => {
    const state = await ask('service.startAtLogin', {})
    expect(state).toMatchObject({ how: 'unit', enabled: false })
    expect(state.unit).toContain(`serve --no-open --data ${folder}`)
    expect(serveCommand('/data')[0]).toBe(process.execPath)
    const result = await host.door.call('service.setStartAtLogin', { enabled: true }, { kind: 'person', name: 'Test' })
    expect(result).toMatchObject({ ok: false, error: { code: 'not_available' } })
  })

  it('quotes what systemd would take apart', () => {
    expect(systemdUnit(['/opt/my muster/node', '--data', '/a"b\\c%d$e'])).toContain(
      'ExecStart="/opt/my muster/node" --data "/a\\"b\\\\c%%d$$e"',
    )
  })
})
