import { beforeEach, describe, expect, it } from 'vitest'
import { editRole, managedRole } from '../../src/main/domain/access/roles.ts'
import type { Change } from '../../src/main/domain/change.ts'
import { enableIntegration, requireIntegrationById } from '../../src/main/domain/integrations.ts'
import { describeProblem } from '../../src/main/domain/problems/describe.ts'
import { tellOfExpiringTokens } from '../../src/main/domain/problems/expiry.ts'
import { issueToken } from '../../src/main/domain/tokens.ts'
import { problemsPage } from '../../src/main/store/problems.ts'
import type { Problem } from '../../src/shared/console/problems.ts'
import { ADMIN, fileEndpoint, type Tenant } from '../support/scim-endpoint.ts'

const endpoint = await fileEndpoint()
const MINUTE = 60_000
const DAY = 86_400_000
let tenant: Tenant
let names = 0
beforeEach(async () => {
  tenant = await endpoint.tenant(`acme-${++names}`)
})

const { domain, time } = endpoint.data
const change = <T>(work: (unit: Change) => Promise<T>): Promise<T> => domain.change({ actor: ADMIN }, work)

async function problems(state: 'open' | 'resolved' = 'open'): Promise<Problem[]> {
  await endpoint.flush()
  return domain.read(async (tx) => {
    const rows = await problemsPage(
      tx,
      { organizationId: tenant.organization.id, state, severity: undefined, kind: undefined },
      undefined,
      50,
    )
    return Promise.all(rows.map((row) => describeProblem(tx, row)))
  })
}

/** An identity provider with a token that is wrong; each from an address that is not slowed down. */
async function refused(token: string, times: number): Promise<void> {
  const client = endpoint.client(tenant.mounts.okta, token)
  for (let i = 0; i < times; i++) {
    time.now += MINUTE + 1
    expect((await client.get('/Users')).status).toBe(401)
  }
}

const cut = (): string => tenant.token.slice(0, -1)

describe('what an identity provider is refused becomes a problem', () => {
  it('401: the third refused token in a row is told, and counted on; the next request that is let in resolves it', async () => {
    await refused(cut(), 2)
    expect(await problems()).toEqual([])
    await refused(cut(), 2)
    expect(await problems()).toMatchObject([
      {
        kind: 'unauthorized-requests',
        severity: 'error',
        count: 4,
        cause: expect.stringContaining('cut or altered'),
        integration: { id: tenant.integration.id, name: 'group-mapping' },
      },
    ])
    expect((await tenant.scim.get('/Users')).status).toBe(200)
    expect(await problems()).toEqual([])
    expect(await problems('resolved')).toMatchObject([{ kind: 'unauthorized-requests', resolvedBy: null }])
  })

  it('401: a request that is let in between begins the row anew', async () => {
    await refused(cut(), 2)
    await tenant.scim.get('/Users')
    await refused(cut(), 2)
    expect(await problems()).toEqual([])
  })

  it('401: a flood is counted, and writes once a minute at most', async () => {
    await refused(cut(), 3)
    const before = (await problems())[0]?.lastSeenAt
    const client = endpoint.client(tenant.mounts.okta, cut())
    for (let i = 0; i < 5; i++) await client.get('/Users')
    expect(await problems()).toMatchObject([{ count: 3, lastSeenAt: before }])
    await refused(cut(), 1)
    expect(await problems()).toMatchObject([{ count: 9 }])
  })

  it('401 with an expired token is told at once, and is over when the new one is used', async () => {
    const expired = await change((unit) => issueToken(unit, tenant.integration, 30))
    time.now += 31 * DAY
    await refused(expired, 1)
    expect(await problems()).toMatchObject([{ kind: 'token-expired-in-use', count: 1 }])
    const token = await change((unit) => issueToken(unit, tenant.integration, null))
    expect((await endpoint.client(tenant.mounts.okta, token).get('/Users')).status).toBe(200)
    expect(await problems()).toEqual([])
  })

  it('403 of a disabled integration, until it is enabled and asked again', async () => {
    const enable = (enabled: boolean) =>
      change(async (unit) =>
        enableIntegration(
          unit,
          tenant.organization,
          await requireIntegrationById(unit.tx, tenant.organization, tenant.integration.id),
          enabled,
        ),
      )
    await enable(false)
    expect((await tenant.scim.get('/Users')).status).toBe(403)
    expect(await problems()).toMatchObject([{ kind: 'forbidden-requests', title: 'group-mapping is disabled and receives requests' }])
    await enable(true)
    expect(await problems()).toHaveLength(1)
    expect((await tenant.scim.get('/Users')).status).toBe(200)
    expect(await problems()).toEqual([])
  })

  it('403 for a permission that the role lacks, until a request that needs it is let in', async () => {
    const permit = (actions: ('READ' | 'CREATE' | 'UPDATE' | 'DELETE')[]) =>
      change(async (unit) =>
        editRole(unit, tenant.organization, await managedRole(unit.tx, tenant.organization, 'SCIMProvisioner'), {
          permissions: { GROUPS: actions, USERS: ['CREATE', 'READ', 'UPDATE'] },
        }),
      )
    const push = () => tenant.scim.post('/Groups', { displayName: `Needs ${names}` })
    await permit(['READ'])
    expect((await push()).status).toBe(403)
    expect(await problems()).toMatchObject([{ kind: 'forbidden-requests', cause: expect.stringContaining('GROUPS:CREATE') }])
    expect((await tenant.scim.get('/Groups')).status).toBe(200)
    expect(await problems()).toHaveLength(1)
    await permit(['READ', 'CREATE'])
    expect((await push()).status).toBe(201)
    expect(await problems()).toEqual([])
  })

  it('too many failures among those that are let in, until most succeed again; questions for what is not there are none', async () => {
    const wrong = () => tenant.scim.post('/Users', { userName: '' })
    for (let i = 0; i < 25; i++) await tenant.scim.get('/Users/nobody')
    expect(await problems()).toEqual([])
    for (let i = 0; i < 20; i++) expect((await wrong()).status).toBe(400)
    expect(await problems()).toMatchObject([{ kind: 'error-rate', severity: 'warning' }])
    for (let i = 0; i < 45; i++) await tenant.scim.get('/Users')
    expect(await problems()).toEqual([])
  })
})

describe('a token that is about to expire', () => {
  const look = () => change(tellOfExpiringTokens)

  it('is told 14 days before, once, and is over when a new one is generated', async () => {
    await change((unit) => issueToken(unit, tenant.integration, 30))
    time.now += 15 * DAY
    await look()
    expect(await problems()).toEqual([])
    time.now += 2 * DAY
    await look()
    await look()
    expect(await problems()).toMatchObject([{ kind: 'token-expiring', severity: 'warning', count: 1 }])
    await change((unit) => issueToken(unit, tenant.integration, 30))
    expect(await problems()).toEqual([])
  })

  it('is not told of any more once it has expired', async () => {
    await change((unit) => issueToken(unit, tenant.integration, 30))
    time.now += 29 * DAY
    await look()
    expect(await problems()).toHaveLength(1)
    time.now += 2 * DAY
    await look()
    expect(await problems()).toEqual([])
  })
})
