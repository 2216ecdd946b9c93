import { describe, expect, it } from 'vitest'
import { ACTIONS, type Permissions, RESOURCES } from '../../src/shared/console/access.ts'
import { revokeApiToken } from '../../src/main/domain/api-tokens.ts'
import type { Permission } from '../../src/main/domain/access/permissions.ts'
import { routes } from '../../src/main/management/routes/index.ts'
import type { Route } from '../../src/main/management/route.ts'
import { ADMIN } from '../support/scim-endpoint.ts'
import { apiTokenByHash } from '../../src/main/store/api-tokens.ts'
import { tokenHash } from '../../src/main/domain/tokens.ts'
import { requireServiceAccount } from '../../src/main/domain/access/service-accounts.ts'
import { type ApiTenant, fileApi } from './fixture.ts'

const api = await fileApi()
const acme = await api.organization('acme')
const globex = await api.organization('globex')
/** Where whatever is let through does what it does. */
const initech = await api.organization('initech')
const app = await api.application('portal')

const at = (route: Route, tenant: Pick<ApiTenant, 'organization'>, id = 'nobody'): string =>
  route.path
    .replace('{orgId}', String(tenant.organization.id))
    .replace('{tenant}', tenant.organization.slug)
    .replaceAll(/\{\w+\}/g, id)

const name = ({ method, path }: Route): string => `${method} ${path}`
const inOrganization = routes.filter(({ path }) => /\{(?:orgId|tenant)\}/.test(path))
const permitted = routes.flatMap((route) => ('permission' in route.needs ? [{ route, permission: route.needs.permission }] : []))
const forApplications = routes.filter(({ needs }) => 'applications' in needs)
const bodyOf = ({ body }: Route): unknown => (body === undefined ? undefined : {})

/** Everything but one thing. */
function allBut(permission: Permission): Permissions {
  const [without, action] = permission.split(':')
  return Object.fromEntries(RESOURCES.map((resource) => [resource, ACTIONS.filter((each) => resource !== without || each !== action)]))
}

describe('I4: the roles of a service account are what it may do', () => {
  it.each(permitted.map(({ route, permission }) => [name(route), permission, route] as const))(
    'I4: %s without %s is 403, and says so',
    async (_, permission, route) => {
      const lacking = await api.holding(acme, allBut(permission))
      const { status, body } = await lacking.send(route.method, at(route, acme), bodyOf(route))
      expect({ status, code: body.code }).toEqual({ status: 403, code: 'forbidden' })
      expect(body.message).toContain(permission)
    },
  )

  it.each(permitted.map(({ route, permission }) => [name(route), permission, route] as const))(
    'I4: %s is let through with %s alone',
    async (_, permission, route) => {
      const [resource = '', action = ''] = permission.split(':')
      const client = await api.holding(initech, { [resource]: [action] })
      const { status } = await client.send(route.method, at(route, initech), bodyOf(route))
      expect(status).not.toBe(403)
      expect(status).not.toBe(401)
    },
  )

  it('I3: the managed role Viewer reads everything and changes nothing', async () => {
    const viewer = await api.holding(acme, 'Viewer')
    for (const { route } of permitted) {
      const { status } = await viewer.send(route.method, at(route, acme), bodyOf(route))
      if (route.method === 'GET') expect([name(route), status]).not.toEqual([name(route), 403])
      else expect([name(route), status]).toEqual([name(route), 403])
    }
  })

  it('a role that is taken away gives nothing any more, at once', async () => {
    const account = await acme.api.create(`${acme.v1}/service-accounts`, { name: 'demoted', role: 'Viewer' })
    const { token } = await acme.api.create(`${acme.v1}/service-accounts/${account.id}/api-tokens`, { name: 'test' })
    expect((await acme.api.get(`${acme.orgs}/teams`, { token })).status).toBe(200)
    expect((await acme.api.delete(`${acme.v1}/bindings/${account.roles[0]?.bindingId}`)).status).toBe(204)
    expect((await acme.api.get(`${acme.orgs}/teams`, { token })).status).toBe(403)
  })

  it('nobody gives what she does not have: not by a role, a binding, an account or a token', async () => {
    const { results: roles } = (await acme.api.get(`${acme.v1}/roles`)).body
    const admin = roles.find((role) => role.name === 'Admin')?.id
    const { results: accounts } = (await acme.api.get(`${acme.v1}/service-accounts`)).body
    const boss = accounts.find((account) => account.roles[0]?.name === 'Admin')?.id
    const client = await api.holding(acme, {
      ROLES: ['CREATE', 'UPDATE'],
      BINDINGS: ['CREATE'],
      SERVICE_ACCOUNTS: ['CREATE'],
      TOKENS: ['CREATE'],
    })
    const mine = await client.create(`${acme.v1}/roles`, { name: 'Mine', permissions: { ROLES: ['CREATE'] } })
    const attempts = [
      client.post(`${acme.v1}/roles`, { name: 'More', permissions: { TEAMS: ['DELETE'] } }),
      client.put(`${acme.v1}/roles/${mine.id}`, { permissions: { AUDIT: ['READ'] } }),
      client.post(`${acme.v1}/bindings`, { type: 'SERVICE_ACCOUNT', externalId: boss, roleId: admin }),
      client.post(`${acme.v1}/service-accounts`, { name: 'puppet', role: 'Admin' }),
      client.post(`${acme.v1}/service-accounts/${boss}/api-tokens`, { name: 'stolen' }),
    ]
    for (const { status, body } of await Promise.all(attempts)) {
      expect(status).toBe(403)
      expect(body.message).toContain('itself')
    }
  })
})

describe('a token sees its own organization and nothing of another', () => {
  it.each(inOrganization.map((route) => [name(route), route] as const))('%s in another organization is 404', async (_, route) => {
    const elsewhere = await acme.api.send(route.method, at(route, globex), bodyOf(route))
    const nowhere = await acme.api.send(
      route.method,
      at(route, { organization: { ...globex.organization, id: 999 as never, slug: 'nowhere' } }),
      bodyOf(route),
    )
    expect(elsewhere.status).toBe(404)
    expect(nowhere.status).toBe(404)
    const named = (text: string): string => text.replaceAll(/\b(?:nowhere|globex|999|2)\b/g, '…')
    expect(named(elsewhere.text)).toBe(named(nowhere.text))
  })

  it.each(inOrganization.map((route) => [name(route), route] as const))(
    '%s in another organization is 404 without the permission too',
    async (_, route) => {
      const nothing = await api.holding(acme, {})
      expect((await nothing.send(route.method, at(route, globex), bodyOf(route))).status).toBe(404)
    },
  )

  it('what has the id of something in another organization is not there', async () => {
    const team = await globex.api.create(`${globex.orgs}/teams`, { name: 'secret-team' })
    const group = await globex.api.create(`${globex.orgs}/idp-groups`, { displayName: 'Secret Group' })
    const workspace = await globex.api.create(`${globex.orgs}/workspaces`, { name: 'secret-space' })
    const role = await globex.api.create(`${globex.v1}/roles`, { name: 'Secret', permissions: {} })
    const account = await globex.api.create(`${globex.v1}/service-accounts`, { name: 'secret', role: 'Viewer' })
    const integration = await globex.api.create(`${globex.v1}/security-integrations`, { name: 'secret', type: 'SCIM' })
    const user = await globex.scim.create('/Users', { userName: 'secret@globex.example' })
    const paths = [
      `${acme.orgs}/teams/${team.id}`,
      `${acme.orgs}/teams/${team.id}/members`,
      `${acme.orgs}/teams/${team.id}/workspaces`,
      `${acme.orgs}/idp-groups/${group.id}`,
      `${acme.orgs}/workspaces/${workspace.id}`,
      `${acme.orgs}/workspaces/${workspace.id}/participants`,
      `${acme.orgs}/users/${user}`,
      `${acme.orgs}/users/${user}/teams`,
      `${acme.orgs}/users/${user}/roles`,
      `${acme.orgs}/members/${user}`,
      `${acme.v1}/roles/${role.id}`,
      `${acme.v1}/service-accounts/${account.id}`,
      `${acme.v1}/service-accounts/${account.id}/api-tokens`,
      `${acme.v1}/security-integrations/${integration.id}`,
    ]
    for (const path of paths) {
      const { status, text } = await acme.api.get(path)
      expect([path, status]).toEqual([path, 404])
      expect(text.toLowerCase()).not.toContain('secret')
    }
    const mine = await acme.api.create(`${acme.orgs}/teams`, { name: 'mine' })
    expect((await acme.api.put(`${acme.orgs}/teams/${mine.id}`, { idpGroupId: group.id })).status).toBe(404)
    expect((await acme.api.post(`${acme.orgs}/teams/${mine.id}/members`, { userId: user })).status).toBe(404)
    expect((await acme.api.post(`${acme.orgs}/teams/${mine.id}/workspaces`, { workspaceId: workspace.id, role: 'view' })).status).toBe(404)
    expect((await acme.api.post(`${acme.v1}/bindings`, { type: 'USER', externalId: user, roleId: role.id })).status).toBe(404)
    expect((await acme.api.get(`${acme.v1}/audit?search=secret`)).body.results).toEqual([])
  })

  it('G7: a name that another organization has is refused without naming that organization', async () => {
    await globex.api.create(`${globex.orgs}/idp-groups`, { displayName: 'Shared Name' })
    const { status, body, text } = await acme.api.post(`${acme.orgs}/idp-groups`, { displayName: 'shared name' })
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'name_taken' })
    expect(text.toLowerCase()).not.toContain('globex')
  })
})

describe('T6: each kind of token opens its own doors', () => {
  it('a SCIM token opens nothing here', async () => {
    const { status, headers } = await acme.api.get(`${acme.orgs}/teams`, { token: acme.token })
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toBe('Bearer realm="Muster API", error="invalid_token"')
  })

  it('the token of a service account, or of an application, opens no SCIM endpoint', async () => {
    expect((await acme.scim.get('/Users?count=0', { token: acme.api.token })).status).toBe(401)
    expect((await acme.scim.get('/Users?count=0', { token: app.token })).status).toBe(401)
    expect((await acme.scim.get('/Users?count=0')).status).toBe(200)
  })

  it.each(permitted.filter(({ route }) => !forApplications.includes(route)).map(({ route }) => [name(route), route] as const))(
    'an application is refused %s',
    async (_, route) => {
      expect((await app.send(route.method, at(route, acme), bodyOf(route))).status).toBe(403)
    },
  )

  it.each(forApplications.map((route) => [name(route), route] as const))('an application may %s', async (_, route) => {
    const { status } = await app.send(route.method, at(route, acme), bodyOf(route))
    expect([200, 400, 404]).toContain(status)
  })

  it('what is for applications only is refused to a service account, whatever its role', async () => {
    for (const route of routes.filter(({ needs }) => !('anyone' in needs) && !('permission' in needs)))
      expect([name(route), (await acme.api.send(route.method, at(route, acme), bodyOf(route))).status]).toEqual([name(route), 403])
  })
})

describe('T5: 401, and no more than is safe', () => {
  const refusal = async (sending: { token: string | null; headers?: Record<string, string> }) => {
    const { status, headers, body, text } = await acme.api.get(`${acme.orgs}/teams`, sending)
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'unauthorized' })
    expect(text).not.toContain('muster_')
    // A success clears the count of failures from this address, so that no test waits for another's.
    await globex.api.get(`${globex.orgs}/teams`)
    return { message: body.message, challenge: headers.get('www-authenticate') }
  }

  it('T5: without a token the scheme alone is told', async () => {
    expect(await refusal({ token: null })).toEqual({
      message: expect.stringContaining('Authorization: Bearer') as unknown,
      challenge: 'Bearer realm="Muster API"',
    })
  })

  it('T5: malformed, unknown, revoked and expired ones are told apart', async () => {
    const { token } = acme.api
    expect((await refusal({ token: token.slice(0, -1) })).message).toContain('not a complete Muster token')
    expect((await refusal({ token: null, headers: { authorization: `Basic ${token}` } })).message).toContain('not a complete Muster token')
    expect((await refusal({ token: acme.token })).message).toContain('does not open the management API')
    const other = await api.holding(acme, 'Viewer')
    await api.data.domain.change({ actor: ADMIN }, async (change) => {
      const row = await apiTokenByHash(change.tx, tokenHash(other.token))
      const holder = await requireServiceAccount(change.tx, acme.organization, row?.serviceAccountId ?? '')
      await revokeApiToken(change, holder, row?.id ?? '')
    })
    expect((await refusal({ token: other.token })).message).toContain('has been revoked')
    const account = await acme.api.create(`${acme.v1}/service-accounts`, { name: 'short-lived', role: 'Viewer' })
    const issued = await acme.api.create(`${acme.v1}/service-accounts/${account.id}/api-tokens`, { name: 'month', lifetimeDays: 30 })
    expect((await acme.api.get(`${acme.orgs}/teams`, { token: issued.token })).status).toBe(200)
    api.data.time.now += 30 * 86_400_000
    expect((await refusal({ token: issued.token })).message).toContain('has expired')
    api.data.time.now -= 30 * 86_400_000
  })

  it('T5: comes before anything is told of the organization or of the body', async () => {
    for (const path of [`/api/orgs/999/teams`, `${acme.orgs}/teams/nobody`, '/api/v1/nowhere/roles']) {
      expect((await acme.api.get(path, { token: null })).status).toBe(401)
      await globex.api.get(`${globex.orgs}/teams`)
    }
  })
})
