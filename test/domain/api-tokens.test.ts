import { describe, expect, it } from 'vitest'
import { createRole, managedRole } from '../../src/main/domain/access/roles.ts'
import { createServiceAccount, removeServiceAccount, requireServiceAccount } from '../../src/main/domain/access/service-accounts.ts'
import { permissionNames } from '../../src/main/domain/access/permissions.ts'
import {
  API_TOKEN_PREFIX,
  APPLICATION_TOKEN_PREFIX,
  checkApiToken,
  describeApiToken,
  issueApiToken,
  noteApiTokenUse,
  revokeApiToken,
  type TokenHolder,
} from '../../src/main/domain/api-tokens.ts'
import { generateToken, issueToken, isWellFormed, requireIntegration } from '../../src/main/domain/tokens.ts'
import { apiTokensOf } from '../../src/main/store/api-tokens.ts'
import { serviceAccountOfIntegration } from '../../src/main/store/service-accounts.ts'
import type { TokenLifetime } from '../../src/shared/console/tokens.ts'
import { seededRandom } from '../support/data-folder.ts'
import { ADMIN, newWorld } from '../support/world.ts'

const DAY = 86_400_000

async function apiWorld() {
  const world = newWorld()
  const acme = await world.organization('acme')
  const account = await world.step(ADMIN, acme, async (change, organization) =>
    createServiceAccount(change, organization, 'terraform', '', await managedRole(change.tx, organization, 'Viewer')),
  )
  return {
    ...world,
    acme,
    account,
    issue: (holder: TokenHolder, name = 'first', lifetime: TokenLifetime = null) =>
      world.step(ADMIN, acme, (change) => issueApiToken(change, holder, name, lifetime)),
    revoke: (holder: TokenHolder, id: string) => world.step(ADMIN, acme, (change) => revokeApiToken(change, holder, id)),
    check: (presented: string | undefined) => world.domain.read((tx) => checkApiToken(tx, presented, world.time.now)),
  }
}

describe('tokens of the management API', () => {
  it('T9: have prefixes of their own and the checksum form of the others', async () => {
    const { issue, account } = await apiWorld()
    const [api, app] = [await issue(account), await issue(null)]
    expect(api.token).toMatch(/^muster_api_[0-9A-Za-z]{188}$/)
    expect(app.token).toMatch(/^muster_app_[0-9A-Za-z]{188}$/)
    expect([isWellFormed(api.token, API_TOKEN_PREFIX), isWellFormed(app.token, APPLICATION_TOKEN_PREFIX)]).toEqual([true, true])
    expect(isWellFormed(api.token, APPLICATION_TOKEN_PREFIX)).toBe(false)
  })

  it('stand for a service account with what its roles permit, or for an application', async () => {
    const { issue, check, account, acme } = await apiWorld()
    const [api, app] = [await issue(account), await issue(null)]
    const caller = await check(api.token)
    if (caller.kind !== 'service-account') throw new Error(`it is ${caller.kind}`)
    expect([caller.organization.id, caller.serviceAccount.id]).toEqual([acme.id, account.id])
    expect([caller.permissions.has('GROUPS:READ'), caller.permissions.has('GROUPS:CREATE')]).toEqual([true, false])
    expect(await check(app.token)).toMatchObject({ kind: 'application', token: { name: 'first' } })
  })

  it('T5: what opens nothing is told apart', async () => {
    const { issue, revoke, check, account, time } = await apiWorld()
    const [dead, brief] = [await issue(account, 'dead'), await issue(account, 'brief', 30)]
    await revoke(account, dead.row.id)
    time.now += 30 * DAY
    const refusals = await Promise.all(
      [undefined, '', dead.token.slice(1), generateToken(seededRandom(5), API_TOKEN_PREFIX), dead.token, brief.token].map(check),
    )
    expect(refusals.map((each) => each.kind === 'refused' && each.refusal)).toEqual([
      'missing',
      'malformed',
      'malformed',
      'unknown',
      'revoked',
      'expired',
    ])
  })

  it('T6: a SCIM token opens nothing here', async () => {
    const { check, step, acme } = await apiWorld()
    const scim = await step(ADMIN, acme, async (change, organization) =>
      issueToken(change, await requireIntegration(change.tx, organization, undefined), null),
    )
    expect(await check(scim)).toEqual({ kind: 'refused', refusal: 'unknown' })
  })

  it('I5: follow the roles of the account at once, and end with it', async () => {
    const { issue, check, step, account, acme } = await apiWorld()
    const { token } = await issue(account)
    await step(ADMIN, acme, async (change, organization) =>
      removeServiceAccount(change, organization, await requireServiceAccount(change.tx, organization, account.id)),
    )
    expect(await check(token)).toEqual({ kind: 'refused', refusal: 'unknown' })
  })

  it('T4: last used is written down, not with each request', async () => {
    const { issue, check, account, domain, time, database } = await apiWorld()
    const { token } = await issue(account)
    const use = async (): Promise<number | null | undefined> => {
      const caller = await check(token)
      if (caller.kind === 'refused') throw new Error('it is refused')
      await noteApiTokenUse(domain, caller)
      return (await database.read((tx) => apiTokensOf(tx, account.id)))[0]?.lastUsedAt
    }
    const first = time.now
    expect(await use()).toBe(first)
    time.now += 14_000
    expect(await use()).toBe(first)
    time.now += 1_000
    expect(await use()).toBe(time.now)
  })

  it('T8: issue and revocation are audited without the token, which is nowhere in the database', async () => {
    const { issue, revoke, audit, account, database } = await apiWorld()
    const [api, app] = [await issue(account), await issue(null, 'payroll')]
    await revoke(account, api.row.id)
    await revoke(null, app.row.id)
    expect((await audit()).slice(-4).map((event) => [event.action, event.targetName, event.organizationId === null])).toEqual([
      ['api-token.issued', 'first of terraform', false],
      ['application-token.issued', 'payroll', true],
      ['api-token.revoked', 'first of terraform', false],
      ['application-token.revoked', 'payroll', true],
    ])
    const tables = await database.read((tx) =>
      tx.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'"),
    )
    for (const { name } of tables) {
      const rows = JSON.stringify(await database.read((tx) => tx.all<Record<string, unknown>>(`SELECT * FROM ${name}`)))
      for (const { token } of [api, app]) expect(rows).not.toContain(token.slice(20, 60))
    }
  })

  it('are not for the account of an integration, and have names that tell them apart', async () => {
    const { issue, acme, account, database } = await apiWorld()
    const acting = await database.read(async (tx) => serviceAccountOfIntegration(tx, (await requireIntegration(tx, acme, undefined)).id))
    if (acting === undefined) throw new Error('the built-in integration has a service account')
    await expect(issue(acting)).rejects.toMatchObject({ code: 'managed' })
    await issue(account)
    await expect(issue(account)).rejects.toMatchObject({ code: 'value_taken' })
  })

  it('are shown as expired when they have', async () => {
    const { issue, account, time } = await apiWorld()
    const { row } = await issue(account, 'brief', 90)
    expect(describeApiToken(row, time.now)).toMatchObject({ state: 'live', expiresAt: time.now + 90 * DAY })
    expect(describeApiToken(row, time.now + 90 * DAY)).toMatchObject({ state: 'expired' })
  })
})

describe('I5: a role of one’s own', () => {
  it('permits what it names, in the order in which permissions are told', async () => {
    const { step, acme } = await apiWorld()
    const role = await step(ADMIN, acme, (change, organization) =>
      createRole(change, organization, { name: 'x', description: '', permissions: { USERS: ['READ', 'CREATE'], AUDIT: [] } }),
    )
    expect(JSON.parse(role.permissions)).toEqual({ USERS: ['CREATE', 'READ'] })
    expect(permissionNames({ USERS: ['CREATE', 'READ'] })).toEqual(['USERS:CREATE', 'USERS:READ'])
  })
})
