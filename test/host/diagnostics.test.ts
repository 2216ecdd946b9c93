import { createServer } from 'node:http'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { anonymiser } from '../../src/main/domain/diagnostics.ts'
import { report } from '../../src/main/host/incidents.ts'
import { methodNamed } from '../../src/shared/console/contract.ts'
import { muster } from '../cli/terminal.ts'
import { fileHost } from '../support/real-host.ts'

const { host, ask, organization, folder } = await fileHost()

describe('the diagnostics bundle', () => {
  it('says how the service is, and nobody’s name, no token and no body', async () => {
    const org = await organization('secretive')
    const call = (path: string, body?: object) =>
      fetch(org.mounts.okta + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${org.token}`, 'content-type': 'application/scim+json', 'user-agent': 'Okta SCIM Client' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    expect((await call('/Users', { userName: 'ada.lovelace@example.com', displayName: 'Ada Lovelace' })).status).toBe(201)
    await call('/Users?filter=userName%20eq%20%22ada.lovelace@example.com%22&count=2')
    await call('/Users/ada.lovelace@example.com')
    report(`incident 1: it failed for ada.lovelace@example.com in ${homedir()}/data with ${org.token}`)
    await expect.poll(async () => (await ask('activity.requests', { organizationId: org.id })).total).toBe(3)

    const bundle = await ask('service.diagnostics', { entries: 50 })
    expect(methodNamed('service.diagnostics')?.output.parse(bundle)).toEqual(bundle)
    for (const secret of ['ada', 'Lovelace', 'secretive', org.token, 'PRIVATE KEY'])
      expect(bundle.text.toLowerCase()).not.toContain(secret.toLowerCase())
    const told = JSON.parse(bundle.text) as {
      versions: { node: string }
      health: { verdict: string }
      database: { rows: Record<string, number> }
      requests: { method: string; path: string; status: number; client: string }[]
      incidents: { entry: string }[]
    }
    expect(told.versions.node).toBe(process.versions.node)
    expect(told.database.rows['accounts']).toBe(1)
    expect(told.requests.map(({ method, status }) => `${method} ${status}`)).toEqual(['GET 404', 'GET 200', 'POST 201'])
    expect(told.requests[1]?.path).toMatch(/\/Users\?filter&count$/)
    // The same name is the same mark, wherever it stands.
    const mark = /Users\/(#[\da-f]{8})$/.exec(told.requests[0]?.path ?? '')?.[1]
    expect(told.incidents.at(-1)?.entry).toContain(`it failed for ${mark} in ~/data with [redacted]`)
    expect(told.requests[0]?.client).toBe('Okta')
  })

  it('is written by the command line to a new file, for its owner only', async () => {
    const out = join(folder, 'bundle.json')
    expect((await muster(['diagnostics', '--out', out, '--data', folder])).status).toBe(0)
    expect(statSync(out).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(out, 'utf8'))).toHaveProperty('health')
    expect(await muster(['diagnostics', '--out', out, '--data', folder])).toMatchObject({ status: 1 })
  })

  it('marks names, and means something else by them each time', () => {
    const [one, other] = [anonymiser(new Uint8Array([1]), '/home/ada'), anonymiser(new Uint8Array([2]), '/home/ada')]
    expect(one.mark('Ada@x.example')).toBe(one.mark('ada@x.example'))
    expect(one.mark('ada@x.example')).not.toBe(other.mark('ada@x.example'))
    expect(one.text('/home/ada/x by ada@x.example')).toBe(`~/x by ${one.mark('ada@x.example')}`)
    expect(one.path('/api/v1/acme/integrations/018f2c4e-7a10-7bbb-8000-000000000001/scim/v2/Users')).toBe(
      `/api/v1/${one.mark('acme')}/integrations/018f2c4e-7a10-7bbb-8000-000000000001/scim/v2/Users`,
    )
  })
})

describe('E3: the test from outside', () => {
  const test = async (publicUrl: string | null) => {
    await ask('settings.update', { publicUrl })
    // The settings are read again a moment after they were changed.
    return expect.poll(async () => {
      const result = await host.door.call('service.testFromOutside', {}, { kind: 'person', name: 'Test' })
      const value = result.ok ? (result.value as { url: string; verdict: string; summary: string }) : null
      return value?.url === publicUrl ? `${value?.verdict}: ${value?.summary}` : result.ok ? null : result.error.message
    })
  }
  const elsewhere = async (status: number, headers: Record<string, string> = {}): Promise<string> => {
    const server = createServer((_req, res) => res.writeHead(status, headers).end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const address = server.address()
    return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
  }

  it('tells that this very service answered, and leaves no trace in the log', async () => {
    const { total } = await ask('activity.requests', {})
    await (await test(host.scimUrl)).toMatch(/^warning: This service answered, over plain HTTP/)
    expect((await ask('activity.requests', {})).total).toBe(total)
    // Nobody else can have it answered so.
    expect((await fetch(`${host.scimUrl}/.well-known/muster-reachability/`)).status).toBe(404)
  })

  it('tells who else answered, or why nobody did', async () => {
    await (await test(await elsewhere(302, { location: 'https://other.example/' }))).toMatch(/^error: The address redirects \(302\)/)
    await (await test(await elsewhere(502))).toMatch(/^error: Something else answered \(502\)/)
    await (await test(await elsewhere(401, { 'www-authenticate': 'Bearer realm="Muster SCIM"' }))).toMatch(/Another SCIM service answered/)
    await (await test('http://127.0.0.1:1')).toMatch(/^error: Nothing listens there/)
    await (await test(`${host.scimUrl?.replace('http:', 'https:')}`)).toMatch(/^error: There is no TLS/)
    await (await test(null)).toMatch(/no public URL to call/)
  })
})

describe('L1: the log is cleared by hand', () => {
  it('whole, and the audit trail says who did', async () => {
    await expect.poll(async () => (await ask('activity.requests', {})).total).toBeGreaterThan(0)
    const { total } = await ask('activity.requests', {})
    expect(await ask('activity.clearRequests', {})).toEqual({ cleared: total })
    expect((await ask('activity.requests', {})).total).toBe(0)
    expect((await ask('activity.audit', { action: 'log.cleared' })).items[0]).toMatchObject({
      actor: { name: 'Test' },
      after: { entries: total },
    })
    expect(existsSync(join(folder, 'muster.db'))).toBe(true)
  })
})
