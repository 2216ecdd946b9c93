import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scimClient } from '../support/scim-client.ts'
import { type Service, startService } from './process.ts'
import { type Run, muster } from './terminal.ts'

/** What the commands print, as far as it is looked at here. */
interface Printed {
  readonly id: string
  readonly name: string
  readonly endpoint: string
  readonly token: string
  readonly integration: { readonly name: string } | null
  readonly [other: string]: unknown
}

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'muster-access-'))
  await succeed('org', 'create', 'acme')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const run = (...args: string[]): Promise<Run> => muster([...args, '--data', dir])

async function succeed(...args: string[]): Promise<string> {
  const { status, out, err } = await run(...args)
  expect({ status, err }).toEqual({ status: 0, err: '' })
  return out
}

const json = async (...args: string[]): Promise<Printed> => JSON.parse(await succeed(...args, '--json')) as Printed
const rows = async (...args: string[]): Promise<Printed[]> => JSON.parse(await succeed(...args, '--json')) as Printed[]

describe('muster integration', () => {
  it('I1: create prints id, endpoint and, this once, the token; the name has a rule', async () => {
    const made = await json('integration', 'create', 'okta-production', '--org', 'acme', '--preset', 'okta')
    expect(made).toMatchObject({ name: 'okta-production', preset: 'okta', enabled: true, type: 'SCIM', builtIn: false })
    expect(made.endpoint).toMatch(new RegExp(`/api/v1/acme/integrations/${made.id}/scim/v2$`))
    expect(made.token).toMatch(/^muster_scim_[0-9A-Za-z]{188}$/)
    expect(await succeed('integration', 'list', '--org', 'acme', '--json')).not.toContain(made.token)
    const wrong = await run('integration', 'create', 'Okta Production', '--org', 'acme')
    expect(wrong.status).toBe(1)
    expect(wrong.err).toMatch(/lower-case letters and digits/)
    expect((await run('integration', 'create', 'x', '--org', 'acme', '--preset', 'nobody')).status).toBe(2)
  })

  it('I2, I4, T6: what is switched, narrowed and removed at the terminal holds for the next request', async () => {
    const made = await json('integration', 'create', 'okta', '--org', 'acme', '--disabled')
    const service: Service = await startService(dir)
    try {
      const path = new URL(made.endpoint).pathname
      const scim = scimClient(service.scim + path, made.token)
      const push = async (name: string): Promise<number> => (await scim.post('/Groups', { displayName: name })).status
      expect(await push('One')).toBe(403)
      expect(await json('integration', 'enable', 'okta', '--org', 'acme')).toMatchObject({ enabled: true })
      expect(await push('One')).toBe(201)
      // The role is what counts: another one is bound in the place of SCIMProvisioner.
      await succeed('role', 'create', 'reader', '--org', 'acme', '--permissions', 'GROUPS:READ,USERS:READ')
      const account = (await rows('service-account', 'list', '--org', 'acme')).find(({ integration }) => integration?.name === 'okta')
      const name = account?.name ?? ''
      await succeed('binding', 'create', 'reader', '--org', 'acme', '--service-account', name)
      await succeed('binding', 'remove', 'SCIMProvisioner', '--org', 'acme', '--service-account', name)
      expect(await push('Two')).toBe(403)
      expect((await scim.get('/Groups')).status).toBe(200)
      expect(await json('integration', 'remove', 'okta', '--org', 'acme')).toMatchObject({ name: 'okta' })
      expect((await scim.get('/Groups')).status).toBe(401)
      expect((await scim.get('/Groups')).body).not.toHaveProperty('stack')
      scim.close()
      expect((await run('integration', 'remove', 'group-mapping', '--org', 'acme')).status).toBe(1)
      expect((await run('integration', 'enable', 'okta', '--org', 'acme')).err).toMatch(/There is no integration "okta"/)
    } finally {
      service.child.kill('SIGKILL')
    }
  })
})

describe('muster service-account', () => {
  it('I5: create binds a role and prints, this once, a token of the management API', async () => {
    const made = await json('service-account', 'create', 'terraform', '--org', 'acme', '--role', 'Viewer')
    expect(made.token).toMatch(/^muster_api_/)
    expect(made['roles']).toMatchObject([{ name: 'Viewer' }])
    expect(await succeed('service-account', 'list', '--org', 'acme', '--json')).not.toContain(made.token)
    expect((await run('service-account', 'create', 'x', '--org', 'acme', '--role', 'Nobody')).err).toMatch(
      /There is no role "Nobody" in acme. There is .*Admin/,
    )
    expect(await succeed('service-account', 'remove', 'terraform', '--org', 'acme')).toMatch(/Its tokens open nothing any more/)
    expect(await succeed('service-account', 'list', '--org', 'acme', '--json')).not.toContain('terraform')
  })
})

describe('muster app-token', () => {
  it('is issued once, listed by its tail, and revoked', async () => {
    const made = await json('app-token', 'issue', 'wiki', '--lifetime', '30')
    expect(made.token).toMatch(/^muster_app_/)
    expect(await rows('app-token', 'list')).toMatchObject([{ name: 'wiki', tail: made.token.slice(-4), state: 'live' }])
    expect(await succeed('app-token', 'list', '--json')).not.toContain(made.token)
    await succeed('app-token', 'revoke', 'wiki')
    expect(await rows('app-token', 'list')).toEqual([])
    expect((await run('app-token', 'revoke', 'wiki')).err).toMatch(/There is no application token "wiki"/)
    expect((await run('app-token', 'issue', 'wiki', '--lifetime', '7')).status).toBe(2)
  })
})

describe('muster role and muster binding', () => {
  it('I5: a role is made of resources and actions, bound, and not removed while it is', async () => {
    await succeed('group', 'add', 'Platform', '--org', 'acme')
    await succeed('role', 'create', 'keeper', '--org', 'acme', '--permissions', 'groups:create+read, users:read')
    expect((await rows('role', 'list', '--org', 'acme')).find(({ name }) => name === 'keeper')).toMatchObject({
      managed: false,
      permissions: { GROUPS: ['CREATE', 'READ'], USERS: ['READ'] },
    })
    expect((await run('role', 'create', 'odd', '--org', 'acme', '--permissions', 'HOUSES:READ')).err).toMatch(/"HOUSES" is no resource/)
    await succeed('binding', 'create', 'keeper', '--org', 'acme', '--group', 'Platform')
    expect(await rows('binding', 'list', '--org', 'acme', '--role', 'keeper')).toMatchObject([
      { role: { name: 'keeper' }, subject: { kind: 'group', name: 'Platform' } },
    ])
    expect((await run('role', 'remove', 'keeper', '--org', 'acme')).status).toBe(1)
    expect((await run('role', 'remove', 'Admin', '--org', 'acme')).status).toBe(1)
    expect(await json('role', 'remove', 'keeper', '--org', 'acme', '--with-bindings')).toMatchObject({ name: 'keeper', bindings: 1 })
    expect((await run('binding', 'create', 'Viewer', '--org', 'acme')).status).toBe(2)
  })
})

describe('muster user access', () => {
  it('I5, I6: shows every role and permission of a person with where it comes from, and which role holds', async () => {
    await succeed('member', 'add', 'ann', '--org', 'acme')
    await succeed('team', 'create', 'crew', '--org', 'acme')
    await succeed('workspace', 'create', 'lab', '--org', 'acme')
    await succeed('workspace', 'grant', 'lab', '--org', 'acme', '--role', 'view', '--user', 'ann')
    await succeed('binding', 'create', 'Viewer', '--org', 'acme', '--user', 'ann')
    expect(await json('user', 'access', 'ann', '--org', 'acme')).toMatchObject({
      userName: 'ann',
      role: 'member',
      bindings: [{ role: { name: 'Viewer' }, source: { kind: 'direct' } }],
      workspaces: [{ workspace: { name: 'lab' }, role: 'view', candidates: [{ outcome: 'won' }] }],
    })
    expect(await succeed('user', 'access', 'ann', '--org', 'acme')).toMatch(
      /ann is a member\.[^]*lab +view +directly +holds[^]*Viewer +directly[^]*GROUPS:READ +Viewer directly/,
    )
  })
})

describe('muster workspace', () => {
  it('I6: a group is found by its whole name, short words and all, and by its id', async () => {
    const name = 'Platform with a rather long name'
    const group = await json('group', 'add', name, '--org', 'acme')
    await succeed('workspace', 'create', 'lab', '--org', 'acme')
    for (const given of [name, group.id])
      expect(await json('workspace', 'grant', 'lab', '--org', 'acme', '--group', given, '--role', 'view')).toMatchObject({ name })
    const nobody = await run(
      'workspace',
      'grant',
      'lab',
      '--org',
      'acme',
      '--group',
      '01a2155a-0000-7000-8000-000000000000',
      '--role',
      'view',
    )
    expect(nobody.status).toBe(1)
  })
})
