import { describe, expect, it } from 'vitest'
import { methodNamed } from '../../src/shared/console/contract.ts'
import { muster } from '../cli/terminal.ts'
import { fileHost, type RealHost } from '../support/real-host.ts'

const { host, ask, organization, folder } = await fileHost()
type Org = Awaited<ReturnType<RealHost['organization']>>

const HEADERS = { 'content-type': 'application/scim+json' }
async function scim(to: Org, method: string, path: string, body?: unknown, token = to.token) {
  const answer = await fetch(to.mounts.okta + path, {
    method,
    headers: { ...HEADERS, authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as { id: string } }
}
/** The newest entry of the log for this organization that `found` tells. */
async function logged(org: Org, status: number): Promise<string> {
  let id: string | undefined
  await expect
    .poll(async () => {
      const { items } = await ask('activity.requests', { organizationId: org.id })
      id = items.find((each) => each.status === status)?.id
      return id
    })
    .toBeDefined()
  return id ?? ''
}
const state = async (org: Org) => ({
  users: (await ask('users.list', { organizationId: org.id })).total,
  groups: (await ask('catalog.list', { organizationId: org.id })).total,
  audit: (await ask('activity.audit', {})).total,
  requests: (await ask('activity.requests', { organizationId: org.id })).total,
  problems: (await ask('problems.list', { organizationId: org.id })).total,
})
const refusal = async (requestId: string) => {
  const result = await host.door.call('activity.replay', { requestId }, { kind: 'person', name: 'Test' })
  return result.ok ? null : result.error
}

describe('J18: a logged request is rehearsed', () => {
  it('as the service would answer it now, with what it would change, and nothing of it stays', async () => {
    const org = await organization('first')
    const { body: ann } = await scim(org, 'POST', '/Users', { userName: 'ann' })
    await scim(org, 'POST', '/Groups', { displayName: 'Taken' })
    expect((await scim(org, 'POST', '/Groups', { displayName: 'Taken', members: [{ value: ann.id }] })).status).toBe(409)
    const requestId = await logged(org, 409)
    const again = await ask('activity.replay', { requestId })
    expect(methodNamed('activity.replay')?.output.parse(again)).toEqual(again)
    expect(again).toMatchObject({ status: 409, events: [], integrationName: 'group-mapping' })

    const taken = (await ask('catalog.list', { organizationId: org.id })).items[0]
    await scim(org, 'PATCH', `/Groups/${taken?.id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: 'displayName', value: 'Renamed' }],
    })
    const before = await state(org)
    const heard: number[] = []
    const stop = host.door.subscribe(({ revision }) => heard.push(revision))
    const now = await ask('activity.replay', { requestId })
    expect(now.status).toBe(201)
    expect(JSON.parse(now.body ?? '')).toMatchObject({ displayName: 'Taken', members: [{ value: ann.id }] })
    expect(now.events[0]).toMatchObject({ action: 'group.pushed', target: { name: 'Taken' }, actor: { kind: 'service-account' } })
    expect(await state(org)).toEqual(before)
    expect(heard).toEqual([])
    stop()
    expect((await ask('activity.verifyAudit', {})).ok).toBe(true)
  })

  it('with what follows from it, which stays undone too: nobody joins a team', async () => {
    const org = await organization('cascade')
    const { body: ann } = await scim(org, 'POST', '/Users', { userName: 'bea' })
    const { body: group } = await scim(org, 'POST', '/Groups', { displayName: 'Cascade' })
    await ask('teams.create', { organizationId: org.id, name: 'team', groupId: group.id })
    const patch = (op: string) =>
      scim(org, 'PATCH', `/Groups/${group.id}`, {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op, path: 'members', value: [{ value: ann.id }] }],
      })
    expect((await patch('add')).status).toBe(204)
    const requestId = await logged(org, 204)
    expect((await ask('activity.replay', { requestId })).events).toEqual([])
    await scim(org, 'PUT', `/Groups/${group.id}`, { displayName: 'Cascade', members: [] })
    const { items } = await ask('teams.list', { organizationId: org.id })
    expect(items[0]?.memberCount).toBe(0)
    const { status, events } = await ask('activity.replay', { requestId })
    expect(status).toBe(204)
    expect(events[0]).toMatchObject({ target: { type: 'group', id: group.id } })
    expect((await ask('teams.list', { organizationId: org.id })).items[0]?.memberCount).toBe(0)
  })

  it('each operation of a bulk request by itself, as it is otherwise', async () => {
    const org = await organization('bulk')
    const Operations = ['one', 'one', 'two'].map((userName, i) => ({ method: 'POST', path: '/Users', bulkId: `b${i}`, data: { userName } }))
    await scim(org, 'POST', '/Bulk', { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations })
    const requestId = await logged(org, 200)
    const before = await state(org)
    expect(before.users).toBe(2)
    for (const { id } of (await ask('users.list', { organizationId: org.id })).items) await scim(org, 'DELETE', `/Users/${id}`)
    const { body, events } = await ask('activity.replay', { requestId })
    const statuses = (JSON.parse(body ?? '') as { Operations: { status: string }[] }).Operations.map(({ status }) => status)
    expect(statuses).toEqual(['201', '409', '201'])
    expect(events).toHaveLength(2)
    expect((await state(org)).users).toBe(0)
  })

  it('without a token, and says so where the one that arrived was wrong; a disabled integration stays disabled', async () => {
    const org = await organization('tokenless')
    expect((await scim(org, 'GET', '/Users?startIndex=1&count=2', undefined, 'muster_wrong')).status).toBe(401)
    const requestId = await logged(org, 401)
    await ask('tokens.revoke', { organizationId: org.id, integration: 'group-mapping' })
    const { status, notes } = await ask('activity.replay', { requestId })
    expect(status).toBe(200)
    expect(notes.join(' ')).toMatch(/refused for its token/)
    const integration = (await ask('integrations.list', { organizationId: org.id })).integrations[0]
    await ask('integrations.setEnabled', { organizationId: org.id, integrationId: integration?.id ?? '', enabled: false })
    expect((await ask('activity.replay', { requestId })).status).toBe(403)
  })

  it('not when the log holds only a part of it', async () => {
    const org = await organization('parts')
    await scim(org, 'POST', '/Users', { userName: 'long', title: 'x'.repeat(20_000) })
    expect(await refusal(await logged(org, 201))).toMatchObject({
      code: 'not_replayable',
      message: expect.stringMatching(/only the beginning .* 20\d\d\d bytes/) as string,
    })
    await ask('settings.update', { logBodies: false })
    // The settings are read again a moment after they were changed.
    await expect
      .poll(async () => {
        await scim(org, 'POST', '/Users', { nothing: true })
        return refusal(await logged(org, 400))
      })
      .toMatchObject({
        code: 'not_replayable',
        message: expect.stringMatching(/keeping bodies was off/) as string,
      })
    await scim(org, 'POST', '/Users', { userName: 'unread' }, 'muster_wrong')
    expect((await refusal(await logged(org, 401)))?.message).toMatch(/before its body was read/)
    await ask('settings.update', { logBodies: true })
    await expect
      .poll(async () => {
        await scim(org, 'POST', '/Users', { kept: true })
        return refusal(await logged(org, 400))
      })
      .toBeNull()
    expect((await refusal('999999'))?.code).toBe('not_found')
  })

  it('from the command line', async () => {
    const org = await organization('line')
    // Bodies are kept again a moment after the test before this one turned that on.
    await expect
      .poll(async () => {
        await scim(org, 'POST', '/Users', { nothing: true })
        return refusal(await logged(org, 400))
      })
      .toBeNull()
    await scim(org, 'POST', '/Users', { userName: 'dan' })
    const requestId = await logged(org, 201)
    const { status, out, err } = await muster(['log', 'replay', requestId, '--data', folder])
    expect(err).toBe('')
    expect(out).toMatch(/It would be answered 409/)
    expect(out).toMatch(/It would change nothing/)
    expect(status).toBe(1)
  })
})
