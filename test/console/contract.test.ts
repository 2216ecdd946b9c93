import { describe, expect, it } from 'vitest'
import { createBinding } from '../../src/main/domain/access/bindings.ts'
import { createRole } from '../../src/main/domain/access/roles.ts'
import { createServiceAccount } from '../../src/main/domain/access/service-accounts.ts'
import { logExchange } from '../../src/main/domain/activity/log.ts'
import { issueApiToken } from '../../src/main/domain/api-tokens.ts'
import { createIntegration } from '../../src/main/domain/integrations.ts'
import { issueToken } from '../../src/main/domain/tokens.ts'
import { contract, type InputOf, methodNamed, type MethodName } from '../../src/shared/console/contract.ts'
import { sendTest } from '../../src/main/domain/webhooks/deliveries.ts'
import { createWebhook } from '../../src/main/domain/webhooks/webhooks.ts'
import { insertTeamMember } from '../../src/main/store/teams.ts'
import { ADMIN, type World } from '../support/world.ts'
import { newConsole } from './console.ts'

const URN = 'urn:example:2.0:User'

/** An organization with something of everything that a screen can show. */
async function filled(world: World) {
  const acme = await world.organization('acme')
  const other = await world.organization('other')
  const [ann, bob, cid] = await Promise.all(
    ['ann', 'bob', 'cid'].map((name) =>
      world.provision(acme, name, {
        displayName: name.toUpperCase(),
        emails: [{ value: `${name}@example.com`, primary: true }],
        externalId: name,
      }),
    ),
  )
  if (!ann || !bob || !cid) throw new Error('three people were provisioned')
  await world.provision(other, 'ann')
  await world.patchUser(acme, bob, { op: 'replace', path: 'active', value: false })
  const inner = await world.push(acme, 'Inner', { members: [{ value: cid.id }] })
  const data = await world.push(acme, 'Data', { externalId: 'X1', members: [{ value: ann.id }, { value: bob.id }, { value: inner.id }] })
  const lake = await world.push(acme, 'Lake', { members: [{ value: ann.id }] })
  const manual = await world.enter(acme, '3f2504e0-4f89-11d3-9a0c-0305e82c3301', 'a label')
  const delegated = await world.team(acme, 'delegated', data)
  const byHand = await world.team(acme, 'by-hand')
  await world.addMember(acme, byHand, ann)
  const [orphaned, orphanedToo] = [await world.team(acme, 'orphaned', lake), await world.team(acme, 'orphaned-too', lake)]
  await world.database.write((tx) => insertTeamMember(tx, orphaned.id, cid.seq, 'sign-in', world.time.now))
  await world.deleteGroup(acme, lake)
  const undone = await world.team(acme, 'undone', data)
  await world.unlink(acme, undone)
  await world.push(other, 'Shared')
  await world.refusedPush(acme, 'Shared')
  const [problem] = await world.problems(acme)
  if (problem === undefined) throw new Error('a name conflict was recorded')
  await world.database.write((tx) => logged(tx, acme.id, world.time.now))
  const access = await world.step(ADMIN, acme, async (change, organization) => {
    const role = await createRole(change, organization, { name: 'Auditor', description: '', permissions: { AUDIT: ['READ'] } })
    const binding = await createBinding(change, organization, role, { kind: 'user', id: ann.id })
    const account = await createServiceAccount(change, organization, 'terraform', '', role)
    const { row: apiToken } = await issueApiToken(change, account, 'first', 90)
    const { row: appToken } = await issueApiToken(change, null, 'payroll', null)
    const wanted = { name: 'okta', description: '', preset: 'okta', enabled: true } as const
    const integration = await createIntegration(change, organization, wanted)
    await issueToken(change, integration, null)
    return { role, binding, account, apiToken, appToken, integration }
  })
  const workspace = await world.workspace(acme, 'research')
  await world.grant(acme, workspace, { kind: 'team', id: delegated.id }, 'launch')
  await world.grant(acme, workspace, { kind: 'group', id: data.id }, 'view')
  await world.grant(acme, workspace, { kind: 'user', id: ann.id }, 'owner')
  const webhook = await world.step(ADMIN, acme, async (change, { id }) => {
    const made = await createWebhook(change, { organization: id, url: 'http://127.0.0.1:9/hook', description: 'd', actions: ['group.*'] })
    const delivery = await sendTest(change, made.webhook)
    return { webhookId: made.webhook.id, deliveryId: delivery.id }
  })
  const guest = await world.addPerson(acme, 'guest')
  await world.setRole(acme, ann, 'owner')
  return {
    ...access,
    ...webhook,
    organizationId: acme.id as number,
    ann,
    bob,
    inner,
    data,
    manual,
    delegated,
    byHand,
    orphaned,
    orphanedToo,
    undone,
    problemId: problem.id,
    workspace,
    guest,
  }
}

const logged = (tx: Parameters<typeof logExchange>[0], organizationId: Parameters<typeof logExchange>[1]['organizationId'], at: number) =>
  logExchange(
    tx,
    {
      at,
      organizationId,
      integrationId: null,
      method: 'POST',
      path: '/scim/v2/Users',
      remoteAddress: '127.0.0.1',
      requestHeaders: { 'user-agent': 'Okta SCIM Client 1.0.0' },
      requestBody: '{"userName":"ann"}',
      status: 409,
      scimType: 'uniqueness',
      responseHeaders: { 'content-type': 'application/scim+json' },
      responseBody: '{"status":"409"}',
      durationUs: 1234,
      resource: { type: 'User', id: null, name: 'ann' },
      notes: ['x: unknown attribute, ignored'],
      correlationId: 'c1',
    },
    true,
  )

type Filled = Awaited<ReturnType<typeof filled>>

/** Nouns that only a process can answer for, with its sockets and files: test/host asks them of a real one. */
const OF_THE_PROCESS = ['health', 'backups', 'service'] as const
type Asked = Exclude<MethodName, `${(typeof OF_THE_PROCESS)[number]}.${string}`>

/** What to ask each method for, of the filled organization. A method of the contract without a row here is a type error, and fails. */
const ASKED: { readonly [M in Asked]: (of: Filled) => InputOf<M> } = {
  'organizations.list': () => ({}),
  'organizations.create': () => ({ name: 'third' }),
  'organizations.rename': ({ organizationId }) => ({ organizationId, name: 'renamed' }),
  'organizations.removalImpact': ({ organizationId }) => ({ organizationId }),
  'organizations.remove': ({ organizationId }) => ({ organizationId, confirmation: 'acme' }),
  'organizations.setPolicy': ({ organizationId }) => ({ organizationId, policy: { membershipSources: 'scim' } }),
  'tokens.endpoint': ({ organizationId }) => ({ organizationId }),
  'tokens.issue': ({ organizationId }) => ({ organizationId, lifetimeDays: 90 }),
  'tokens.revoke': ({ organizationId }) => ({ organizationId, integration: 'group-mapping' }),
  'catalog.list': ({ organizationId }) => ({ organizationId, sort: 'members', descending: true }),
  'catalog.get': ({ organizationId, manual }) => ({ organizationId, groupId: manual.id }),
  'catalog.members': ({ organizationId, data }) => ({ organizationId, groupId: data.id }),
  'catalog.raw': ({ organizationId, data }) => ({ organizationId, groupId: data.id }),
  'catalog.add': ({ organizationId, byHand }) => ({
    organizationId,
    displayName: 'new@example.com',
    preset: 'google',
    label: 'x',
    teamId: byHand.id,
  }),
  'catalog.update': ({ organizationId, manual }) => ({ organizationId, groupId: manual.id, displayName: 'Renamed', label: null }),
  'catalog.removalImpact': ({ organizationId, data }) => ({ organizationId, groupId: data.id }),
  'catalog.remove': ({ organizationId, manual }) => ({ organizationId, groupId: manual.id }),
  'teams.list': ({ organizationId }) => ({ organizationId }),
  'teams.get': ({ organizationId, orphaned }) => ({ organizationId, teamId: orphaned.id }),
  'teams.members': ({ organizationId, delegated }) => ({ organizationId, teamId: delegated.id }),
  'teams.create': ({ organizationId, inner }) => ({ organizationId, name: 'created', description: 'd', groupId: inner.id }),
  'teams.update': ({ organizationId, byHand }) => ({ organizationId, teamId: byHand.id, description: 'changed' }),
  'teams.remove': ({ organizationId, byHand }) => ({ organizationId, teamId: byHand.id }),
  'teams.linkImpact': ({ organizationId, byHand, data }) => ({ organizationId, teamId: byHand.id, groupId: data.id }),
  'teams.link': ({ organizationId, orphaned, inner }) => ({ organizationId, teamId: orphaned.id, groupId: inner.id }),
  'teams.undoUnlink': ({ organizationId, undone }) => ({ organizationId, teamId: undone.id }),
  'teams.unlink': ({ organizationId, delegated }) => ({ organizationId, teamId: delegated.id }),
  'teams.addMember': ({ organizationId, byHand, bob }) => ({ organizationId, teamId: byHand.id, userId: bob.id }),
  'teams.removeMember': ({ organizationId, byHand, ann }) => ({ organizationId, teamId: byHand.id, userId: ann.id }),
  'users.list': ({ organizationId }) => ({ organizationId }),
  'users.get': ({ organizationId, ann }) => ({ organizationId, userId: ann.id }),
  'accounts.list': () => ({}),
  'accounts.get': ({ ann }) => ({ accountId: ann.id }),
  'activity.requests': () => ({}),
  'activity.request': () => ({ requestId: '1' }),
  'activity.replay': () => ({ requestId: '1' }),
  'activity.clearRequests': () => ({}),
  'activity.audit': ({ organizationId }) => ({ organizationId }),
  'activity.verifyAudit': () => ({}),
  'activity.exportAudit': () => ({ format: 'csv' }),
  'activity.exportRequests': () => ({ format: 'har' }),
  'attributes.report': ({ organizationId }) => ({ organizationId, preset: 'entra' }),
  'attributes.sample': ({ organizationId }) => ({ organizationId, resourceType: 'User', payload: '{"userName":"ann","x":1}' }),
  'orphans.list': ({ organizationId }) => ({ organizationId }),
  'orphans.members': ({ organizationId, orphanedToo }) => ({ organizationId, teamId: orphanedToo.id }),
  'orphans.returnToManual': ({ organizationId, orphanedToo }) => ({ organizationId, teamId: orphanedToo.id, restoreMembers: true }),
  'orphans.decide': ({ organizationId, orphanedToo }) => ({
    organizationId,
    teamIds: [orphanedToo.id],
    decision: 'return-without-members',
  }),
  'settings.get': () => ({}),
  'settings.update': () => ({ publicUrl: 'https://scim.example.com' }),
  'settings.status': () => ({}),
  'overview.get': ({ organizationId }) => ({ organizationId }),
  'webhooks.list': ({ organizationId }) => ({ organizationId }),
  'webhooks.create': () => ({ organizationId: null, url: 'http://localhost:9/all', actions: [] }),
  'webhooks.update': ({ webhookId }) => ({ webhookId, enabled: false, actions: ['team.*'] }),
  'webhooks.rotate': ({ webhookId }) => ({ webhookId }),
  'webhooks.remove': ({ webhookId }) => ({ webhookId }),
  'webhooks.test': ({ webhookId }) => ({ webhookId }),
  'webhooks.deliveries': ({ webhookId }) => ({ webhookId, state: 'waiting' }),
  'webhooks.delivery': ({ deliveryId }) => ({ deliveryId }),
  'webhooks.redeliver': ({ deliveryId }) => ({ deliveryId }),
  'problems.list': ({ organizationId }) => ({ organizationId }),
  'problems.get': ({ problemId }) => ({ problemId }),
  'problems.resolve': ({ problemId }) => ({ problemId }),
  'workspaces.list': ({ organizationId }) => ({ organizationId }),
  'workspaces.get': ({ organizationId, workspace }) => ({ organizationId, workspaceId: workspace.id }),
  'workspaces.create': ({ organizationId }) => ({ organizationId, name: 'lab', description: 'd' }),
  'workspaces.update': ({ organizationId, workspace }) => ({ organizationId, workspaceId: workspace.id, name: 'renamed' }),
  'workspaces.remove': ({ organizationId, workspace }) => ({ organizationId, workspaceId: workspace.id }),
  'workspaces.participants': ({ organizationId, workspace }) => ({ organizationId, workspaceId: workspace.id }),
  'workspaces.grant': ({ organizationId, workspace, guest }) => ({
    organizationId,
    workspaceId: workspace.id,
    subject: { kind: 'user', id: guest.id },
    role: 'connect',
  }),
  'workspaces.revoke': ({ organizationId, workspace, ann }) => ({
    organizationId,
    workspaceId: workspace.id,
    subject: { kind: 'user', id: ann.id },
  }),
  'workspaces.participations': ({ organizationId, data }) => ({ organizationId, subject: { kind: 'group', id: data.id } }),
  'members.list': ({ organizationId }) => ({ organizationId }),
  'members.get': ({ organizationId, ann }) => ({ organizationId, userId: ann.id }),
  'members.add': ({ organizationId }) => ({ organizationId, userName: 'new', displayName: 'New', email: 'new@example.com', role: 'owner' }),
  'members.setRole': ({ organizationId, guest }) => ({ organizationId, userId: guest.id, role: 'owner' }),
  'members.removalImpact': ({ organizationId, guest }) => ({ organizationId, userId: guest.id }),
  'members.remove': ({ organizationId, guest }) => ({ organizationId, userId: guest.id }),
  'effectiveAccess.of': ({ organizationId, ann }) => ({ organizationId, userId: ann.id }),
  'effectiveAccess.groupOrder': ({ organizationId }) => ({ organizationId }),
  'effectiveAccess.setGroupOrder': ({ organizationId, data }) => ({ organizationId, groupIds: [data.id] }),
  'signIns.evaluate': () => ({ userName: 'ann', claims: { groups: ['nothing'] } }),
  'signIns.apply': () => ({ userName: 'ann', claims: { groups: [] } }),
  'signIns.last': ({ organizationId, ann }) => ({ organizationId, userId: ann.id }),
  'rollout.counts': ({ organizationId }) => ({ organizationId }),
  'rollout.list': ({ organizationId }) => ({ organizationId, standing: 'started', search: 'ann' }),
  'rollout.preview': ({ organizationId, ann }) => ({ organizationId, userId: ann.id }),
  'rollout.start': ({ organizationId, ann }) => ({ organizationId, userIds: [ann.id] }),
  'rollout.startAll': ({ organizationId }) => ({ organizationId }),
  'rollout.stop': ({ organizationId, ann }) => ({ organizationId, userId: ann.id }),
  'schemas.list': ({ organizationId }) => ({ organizationId }),
  'schemas.usage': ({ organizationId }) => ({ organizationId, urn: URN }),
  'schemas.add': ({ organizationId }) => ({
    organizationId,
    schema: { id: `${URN}2`, name: 'Two', attributes: [{ name: 'badge' }] },
    resourceType: 'User',
  }),
  'schemas.update': ({ organizationId }) => ({
    organizationId,
    schema: { id: URN, name: 'Renamed', attributes: [{ name: 'badge' }, { name: 'desk' }] },
  }),
  'schemas.remove': ({ organizationId }) => ({ organizationId, urn: URN }),
  'access.roles': ({ organizationId }) => ({ organizationId }),
  'access.createRole': ({ organizationId }) => ({ organizationId, name: 'Reader', permissions: { GROUPS: ['READ'] } }),
  'access.updateRole': ({ organizationId, role }) => ({ organizationId, roleId: role.id, permissions: { USERS: ['READ', 'UPDATE'] } }),
  'access.removeRole': ({ organizationId, role }) => ({ organizationId, roleId: role.id, withBindings: true }),
  'access.bindings': ({ organizationId, role }) => ({ organizationId, roleId: role.id }),
  'access.createBinding': ({ organizationId, role, data }) => ({
    organizationId,
    roleId: role.id,
    subject: { kind: 'group', id: data.id },
  }),
  'access.removeBinding': ({ organizationId, binding }) => ({ organizationId, bindingId: binding.id }),
  'access.serviceAccounts': ({ organizationId }) => ({ organizationId }),
  'access.createServiceAccount': ({ organizationId, role }) => ({ organizationId, name: 'ci', roleId: role.id, lifetimeDays: 30 }),
  'access.removeServiceAccount': ({ organizationId, account }) => ({ organizationId, serviceAccountId: account.id }),
  'access.issueApiToken': ({ organizationId, account }) => ({ organizationId, serviceAccountId: account.id, name: 'second' }),
  'access.revokeApiToken': ({ organizationId, account, apiToken }) => ({
    organizationId,
    serviceAccountId: account.id,
    tokenId: apiToken.id,
  }),
  'applications.tokens': () => ({}),
  'applications.issueToken': () => ({ name: 'billing' }),
  'applications.revokeToken': ({ appToken }) => ({ tokenId: appToken.id }),
  'integrations.list': ({ organizationId }) => ({ organizationId }),
  'integrations.get': ({ organizationId, integration }) => ({ organizationId, integrationId: integration.id }),
  'integrations.create': ({ organizationId }) => ({ organizationId, name: 'entra', preset: 'entra', enabled: false, lifetimeDays: 365 }),
  'integrations.update': ({ organizationId, integration }) => ({
    organizationId,
    integrationId: integration.id,
    description: 'x',
    patchAnswer: 'resource',
  }),
  'integrations.setEnabled': ({ organizationId, integration }) => ({ organizationId, integrationId: integration.id, enabled: false }),
  'integrations.removalImpact': ({ organizationId, integration }) => ({ organizationId, integrationId: integration.id }),
  'integrations.remove': ({ organizationId, integration }) => ({ organizationId, integrationId: integration.id }),
}

const METHODS = Object.entries(contract)
  .filter(([noun]) => !OF_THE_PROCESS.some((each) => each === noun))
  .flatMap(([noun, methods]) => Object.keys(methods).map((name) => `${noun}.${name}` as Asked))

describe('the contract', () => {
  it('has a question for each of its methods here', () => {
    expect(Object.keys(ASKED).toSorted()).toEqual(METHODS.toSorted())
  })

  it.each(METHODS)('%s answers with what the contract says, the whole of it and no more', async (method) => {
    const { world, ask } = newConsole()
    const of = await filled(world)
    await ask('tokens.issue', { organizationId: of.organizationId })
    await ask('schemas.add', { organizationId: of.organizationId, schema: { id: URN, name: 'Own', attributes: [{ name: 'badge' }] } })
    const answer: unknown = await ask(method, (ASKED[method] as (of: Filled) => never)(of))
    expect(methodNamed(method)?.output.parse(answer)).toEqual(answer)
    // It crosses as JSON over HTTP and as itself over IPC: it has to be the same.
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
  })

  it('has no method that is both a question and an order', () => {
    for (const method of METHODS) {
      const kind = methodNamed(method)?.kind
      const asks =
        /\.(list|get|members|participants|participations|groupOrder|of|people|raw|endpoint|requests?|replay|audit|status|usage|counts|preview|report|sample|evaluate|last|\w*Impact|verifyAudit|exportAudit|exportRequests|roles|bindings|serviceAccounts|tokens|deliver(?:y|ies))$/.test(
          method,
        )
      expect(`${method} ${kind}`).toBe(`${method} ${asks ? 'query' : 'command'}`)
    }
  })

  it('has questions that change nothing', async () => {
    const { world, ask } = newConsole()
    const of = await filled(world)
    await ask('schemas.add', { organizationId: of.organizationId, schema: { id: URN, name: 'Own', attributes: [{ name: 'badge' }] } })
    const version = () => world.database.write((tx) => tx.get('SELECT total_changes() AS changes'))
    const before = await version()
    for (const method of METHODS.filter((name) => methodNamed(name)?.kind === 'query'))
      await ask(method, (ASKED[method] as (of: Filled) => never)(of))
    expect(await version()).toEqual(before)
  })
})
