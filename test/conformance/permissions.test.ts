import { beforeAll, describe, expect, it } from 'vitest'
import { createBinding, removeBinding } from '../../src/main/domain/access/bindings.ts'
import { createRole, editRole, managedRole } from '../../src/main/domain/access/roles.ts'
import type { Change } from '../../src/main/domain/change.ts'
import { enableIntegration } from '../../src/main/domain/integrations.ts'
import { GROUP_SCHEMA } from '../../src/main/protocol/schema/group.ts'
import { USER_SCHEMA } from '../../src/main/protocol/schema/user.ts'
import { bindingsOfSubject } from '../../src/main/store/bindings.ts'
import { serviceAccountOfIntegration } from '../../src/main/store/service-accounts.ts'
import type { Permissions } from '../../src/shared/console/access.ts'
import { ADMIN, fileEndpoint, type Tenant } from '../support/scim-endpoint.ts'

const endpoint = await fileEndpoint()
let tenant: Tenant
let names = 0

beforeAll(async () => {
  tenant = await endpoint.tenant('acme')
})

const change = <T>(work: (change: Change) => Promise<T>): Promise<T> => endpoint.data.domain.change({ actor: ADMIN }, work)

const FULL: Permissions = {
  GROUPS: ['CREATE', 'READ', 'UPDATE', 'DELETE'],
  USERS: ['CREATE', 'READ', 'UPDATE'],
  BINDINGS: ['CREATE', 'READ', 'UPDATE', 'DELETE'],
}

/** Sets what SCIMProvisioner permits for the time of the work. */
async function narrowed<T>(permissions: Permissions, work: () => Promise<T>): Promise<T> {
  const set = (wanted: Permissions) =>
    change(async (unit) =>
      editRole(unit, tenant.organization, await managedRole(unit.tx, tenant.organization, 'SCIMProvisioner'), { permissions: wanted }),
    )
  await set(permissions)
  try {
    return await work()
  } finally {
    await set(FULL)
  }
}

const without = (resource: 'GROUPS' | 'USERS' | 'BINDINGS', action: string): Permissions => ({
  ...FULL,
  [resource]: FULL[resource]?.filter((each) => each !== action),
})

interface Made {
  readonly user: string
  readonly group: string
}

async function made(): Promise<Made> {
  const n = ++names
  return {
    user: await tenant.scim.create('/Users', { userName: `u${n}@acme.example` }),
    group: await tenant.scim.create('/Groups', { displayName: `G${n}` }),
  }
}

const rename = [{ op: 'replace', path: 'displayName', value: 'Renamed' }]
const search = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'] }

/** What each request needs, by the method and place of it. */
const REQUESTS: readonly [string, Permissions, (of: Made) => Promise<{ status: number; body: Record<string, unknown> }>][] = [
  ['USERS:READ', without('USERS', 'READ'), ({ user }) => tenant.scim.get(`/Users/${user}`)],
  ['USERS:READ', without('USERS', 'READ'), () => tenant.scim.get('/Users?filter=userName%20eq%20%22x%22')],
  ['USERS:READ', without('USERS', 'READ'), () => tenant.scim.post('/Users/.search', search)],
  ['GROUPS:READ', without('GROUPS', 'READ'), ({ group }) => tenant.scim.get(`/Groups/${group}`)],
  ['GROUPS:READ', without('GROUPS', 'READ'), () => tenant.scim.get('/Groups')],
  ['GROUPS:READ', without('GROUPS', 'READ'), () => tenant.scim.post('/Groups/.search', search)],
  ['GROUPS:READ', without('GROUPS', 'READ'), () => tenant.scim.post('/.search', search)],
  ['USERS:READ', without('USERS', 'READ'), () => tenant.scim.get('/')],
  ['USERS:CREATE', without('USERS', 'CREATE'), () => tenant.scim.post('/Users', { schemas: [USER_SCHEMA], userName: `n${++names}` })],
  ['USERS:UPDATE', without('USERS', 'UPDATE'), ({ user }) => tenant.scim.patch(`/Users/${user}`, rename)],
  ['USERS:UPDATE', without('USERS', 'UPDATE'), ({ user }) => tenant.scim.put(`/Users/${user}`, { userName: `n${++names}` })],
  ['BINDINGS:DELETE', without('BINDINGS', 'DELETE'), ({ user }) => tenant.scim.delete(`/Users/${user}`)],
  [
    'GROUPS:CREATE',
    without('GROUPS', 'CREATE'),
    () => tenant.scim.post('/Groups', { schemas: [GROUP_SCHEMA], displayName: `N${++names}` }),
  ],
  ['GROUPS:UPDATE', without('GROUPS', 'UPDATE'), ({ group }) => tenant.scim.patch(`/Groups/${group}`, rename)],
  ['GROUPS:UPDATE', without('GROUPS', 'UPDATE'), ({ group }) => tenant.scim.put(`/Groups/${group}`, { displayName: `N${++names}` })],
  ['GROUPS:DELETE', without('GROUPS', 'DELETE'), ({ group }) => tenant.scim.delete(`/Groups/${group}`)],
]

describe('I4: the role is what is enforced', () => {
  it.each(REQUESTS.map((each, index) => [index, ...each] as const))('I4: request %i needs %s', async (_index, needed, permissions, ask) => {
    const of = await made()
    const count = async () => [
      (await tenant.scim.get('/Users')).body['totalResults'],
      (await tenant.scim.get('/Groups')).body['totalResults'],
    ]
    const before = await count()
    const refused = await narrowed(permissions, () => ask(of))
    expect([refused.status, refused.body['status']]).toEqual([403, '403'])
    expect(refused.body['detail']).toContain(needed)
    expect(await count()).toEqual(before)
    expect((await ask(of)).status).toBeLessThan(300)
  })

  it('I4: discovery needs no permission', async () => {
    const statuses = await narrowed({}, async () => {
      const answers = []
      for (const path of ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas']) answers.push((await tenant.scim.get(path)).status)
      return answers
    })
    expect(statuses).toEqual([200, 200, 200])
  })

  it('I4: in a bulk request each operation needs what it would need alone', async () => {
    const { user } = await made()
    const answer = await narrowed(without('GROUPS', 'CREATE'), () =>
      tenant.scim.post('/Bulk', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations: [
          { method: 'PATCH', path: `/Users/${user}`, data: { Operations: rename } },
          { method: 'POST', path: '/Groups', bulkId: 'g', data: { displayName: `B${++names}` } },
        ],
      }),
    )
    const operations = answer.body['Operations'] as { status: string; response?: { detail: string } }[]
    expect([answer.status, operations.map((each) => each.status)]).toEqual([200, ['200', '403']])
    expect(operations[1]?.response?.detail).toContain('GROUPS:CREATE')
  })

  it('I4: the service account can be bound to another role instead, and to none', async () => {
    const { organization, integration } = tenant
    const rebind = (permissions: Permissions | undefined) =>
      change(async (unit) => {
        const account = await serviceAccountOfIntegration(unit.tx, integration.id)
        if (account === undefined) throw new Error('the integration has a service account')
        const subject = { kind: 'service-account', id: account.id } as const
        for (const binding of await bindingsOfSubject(unit.tx, organization.id, subject)) await removeBinding(unit, organization, binding)
        if (permissions === undefined) return
        const role =
          permissions === FULL
            ? await managedRole(unit.tx, organization, 'SCIMProvisioner')
            : await createRole(unit, organization, { name: `R${++names}`, description: '', permissions })
        await createBinding(unit, organization, role, subject)
      })
    const push = async () => (await tenant.scim.post('/Groups', { displayName: `P${++names}` })).status
    const read = async () => (await tenant.scim.get('/Groups')).status
    await rebind({ GROUPS: ['READ'] })
    expect([await push(), await read()]).toEqual([403, 200])
    await rebind(undefined)
    expect([await push(), await read()]).toEqual([403, 403])
    await rebind(FULL)
    expect([await push(), await read()]).toEqual([201, 200])
  })

  it('I4, L1: the refusal is in the log, for the administrator to act on', async () => {
    await narrowed(without('GROUPS', 'CREATE'), () => tenant.scim.post('/Groups', { displayName: 'Refused here' }))
    await endpoint.flush()
    const row = await endpoint.data.database.read((tx) =>
      tx.get<{ status: number; problem: number; resourceName: string; integration: string; detail: string }>(
        `SELECT status, problem, resource_name AS resourceName, integration_id AS integration, detail FROM provisioning_log ORDER BY seq DESC LIMIT 1`,
      ),
    )
    expect(row).toMatchObject({ status: 403, problem: 1, integration: tenant.integration.id })
    expect(row?.detail).toContain('GROUPS:CREATE')
  })

  it('I4: one organization’s role says nothing about another’s', async () => {
    const other = await endpoint.tenant('globex')
    const status = await narrowed({}, async () => (await other.scim.post('/Groups', { displayName: `O${++names}` })).status)
    expect(status).toBe(201)
  })
})

describe('I2: a disabled integration', () => {
  it('I2, L1: answers every request with a valid token 403 and logs it, and one with a wrong token 401 as ever', async () => {
    const set = (enabled: boolean) =>
      change((unit) => enableIntegration(unit, tenant.organization, { ...tenant.integration, enabled: enabled ? 0 : 1 }, enabled))
    await set(false)
    const asked = [
      await tenant.scim.get('/ServiceProviderConfig'),
      await tenant.scim.get('/Users'),
      await tenant.scim.post('/Groups', { displayName: 'No' }),
      await tenant.scim.post('/Bulk', { Operations: [] }),
      await tenant.scim.delete('/Users/x'),
    ]
    expect(asked.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
    for (const { body } of asked) expect([body['status'], body['detail']]).toEqual(['403', expect.stringContaining('disabled')])
    expect((await tenant.scim.get('/Users', { token: 'muster_scim_wrong' })).status).toBe(401)
    await endpoint.flush()
    const logged = await endpoint.data.database.read((tx) =>
      tx.all<{ status: number }>(
        'SELECT status FROM provisioning_log WHERE integration_id = ? ORDER BY seq DESC LIMIT 6',
        tenant.integration.id,
      ),
    )
    expect(logged.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([401, 403, 403, 403, 403, 403])
    await set(true)
    expect((await tenant.scim.get('/Users')).status).toBe(200)
  })
})
