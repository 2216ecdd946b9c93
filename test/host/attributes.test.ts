import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AttributeReport } from '../../src/shared/console/attributes.ts'
import { muster } from '../cli/terminal.ts'
import { fileHost, type RealHost } from '../support/real-host.ts'

const { host, ask, organization, folder } = await fileHost()
type Org = Awaited<ReturnType<RealHost['organization']>>

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

async function scim(to: Org, method: string, path: string, body: unknown): Promise<number> {
  const headers = { 'content-type': 'application/scim+json', authorization: `Bearer ${to.token}` }
  return (await fetch(to.mounts.entra + path, { method, headers, body: JSON.stringify(body) })).status
}

/** `attribute: resources` of one kind, with what is said of it. */
const arrived = ({ attributes }: AttributeReport, type: 'User' | 'Group') =>
  Object.fromEntries(
    attributes
      .filter(({ resourceType }) => resourceType === type)
      .map(({ attribute, resources, expected }) => [attribute, [resources, expected]]),
  )

describe('X7: the report', () => {
  it('J17: says which attributes arrived, from how many people, and which expected ones never did', async () => {
    const org = await organization('report')
    for (const [userName, more] of [
      [
        'ann',
        {
          externalId: 'a1',
          displayName: 'Ann',
          emails: [
            { type: 'work', value: 'ann@acme.example' },
            { type: 'home', value: 'a@b.example' },
          ],
        },
      ],
      ['bob', { externalId: 'b1', name: { givenName: 'Bob' }, [ENTERPRISE]: { department: 'Tools', manager: { value: 'x' } } }],
      ['cat', {}],
    ] as const)
      expect(await scim(org, 'POST', '/Users', { userName, ...more })).toBe(201)
    expect(await scim(org, 'POST', '/Groups', { displayName: 'Report pushed' })).toBe(201)
    await ask('catalog.add', { organizationId: org.id, displayName: 'Report by hand', preset: 'other' })

    const report = await ask('attributes.report', { organizationId: org.id, preset: 'entra' })
    expect(report).toMatchObject({ preset: 'entra', users: 3, groups: 1 })
    expect(arrived(report, 'User')).toEqual({
      userName: [3, 'required'],
      externalId: [2, 'required'],
      displayName: [1, 'required'],
      active: [3, 'required'],
      'emails[type eq "work"].value': [1, 'optional'],
      'name.givenName': [1, 'extra'],
      [`${ENTERPRISE}:department`]: [1, 'extra'],
      [`${ENTERPRISE}:manager.value`]: [1, 'extra'],
    })
    expect(arrived(report, 'Group')).toEqual({ displayName: [1, 'required'], externalId: [0, 'required'], members: [0, 'required'] })
  })

  it('R9: says what was ignored and why, how often, and in how many requests it looked', async () => {
    const org = await organization('ignored')
    await scim(org, 'POST', '/Users', { userName: 'ann', shoeSize: 44, password: 'hunter2-secret' })
    await scim(org, 'POST', '/Users', { userName: 'bob', shoeSize: 45, 'urn:acme:1.0:User': { badge: 1 } })
    const report = await ask('attributes.report', { organizationId: org.id })
    expect(report.ignored.map(({ attribute, because, requests, resourceType }) => [attribute, because, requests, resourceType])).toEqual([
      ['shoeSize', 'unknown', 2, 'User'],
      ['password', 'never-kept', 1, 'User'],
      ['urn:acme:1.0:User', 'unknown', 1, 'User'],
    ])
    expect(report.looked.requests).toBe(2)
    expect(JSON.stringify(report)).not.toContain('hunter2')
  })

  it('keeps to its organization', async () => {
    const org = await organization('lonely')
    const report = await ask('attributes.report', { organizationId: org.id, preset: 'okta' })
    expect(report).toMatchObject({ users: 0, groups: 0, ignored: [], looked: { requests: 0, since: null } })
    expect(report.attributes.every(({ resources }) => resources === 0)).toBe(true)
  })
})

describe('X7: a sample payload', () => {
  it('J17: shows the user that it would give and what is ignored, and nothing of it stays', async () => {
    const org = await organization('sample')
    const totals = async () => [
      (await ask('users.list', { organizationId: org.id })).total,
      (await ask('activity.audit', {})).total,
      (await ask('activity.requests', { organizationId: org.id })).total,
    ]
    const before = await totals()
    const payload = JSON.stringify({ userName: 'ann', active: 'False', 'name.givenName': 'Ann', shoeSize: 44 })
    const sample = await ask('attributes.sample', { organizationId: org.id, resourceType: 'User', payload })
    expect(sample).toMatchObject({
      status: 201,
      refusal: null,
      resource: { userName: 'ann', active: false, name: { givenName: 'Ann' } },
      notes: ['shoeSize: unknown attribute, ignored'],
    })
    expect(sample.events.map(({ action }) => action)).toContain('user.provisioned')
    expect(await totals()).toEqual(before)
  })

  it.each([
    ['what is not JSON', 'User', '{"userName": ', /not (?:valid )?JSON/i],
    ['a missing userName', 'User', '{"displayName":"Ann"}', /userName/],
    ['a wrong type', 'User', '{"userName":"ann","active":"perhaps"}', /active/],
    ['an unknown member', 'Group', '{"displayName":"Some","members":[{"value":"nobody"}]}', /nobody/],
  ] as const)('J17: tells why %s would be refused', async (what, resourceType, payload, why) => {
    const org = await organization(`refused-${what.replace(/\W+/g, '-')}`)
    const sample = await ask('attributes.sample', { organizationId: org.id, resourceType, payload })
    expect(sample).toMatchObject({ status: 400, resource: null, events: [] })
    expect(sample.refusal).toMatch(why)
  })

  it('I2, I4: obeys the integration that it is tried on', async () => {
    const org = await organization('obeys')
    const { integration } = await ask('integrations.create', { organizationId: org.id, name: 'second', enabled: false })
    const asked = { organizationId: org.id, resourceType: 'User', payload: '{"userName":"ann"}' } as const
    expect((await ask('attributes.sample', asked)).status).toBe(201)
    expect((await ask('attributes.sample', { ...asked, integrationId: integration.id })).status).toBe(403)
    const other = await organization('elsewhere')
    const answer = await host.door.call(
      'attributes.sample',
      { ...asked, organizationId: other.id, integrationId: integration.id },
      { kind: 'person', name: 'Test' },
    )
    expect(answer).toMatchObject({ ok: false, error: { code: 'not_found' } })
  })
})

describe('muster attributes', () => {
  const run = (...args: string[]) => muster([...args, '--data', folder])

  it('X7: report and try say the same in the terminal', async () => {
    const org = await organization('terminal')
    await scim(org, 'POST', '/Users', { userName: 'ann', shoeSize: 44 })
    const told = await run('attributes', 'report', '--org', 'terminal', '--idp', 'entra')
    expect(told.out).toMatch(/User +userName +1 of 1 +userPrincipalName/)
    expect(told.out).toMatch(/User +externalId +NEVER/)
    expect(told.out).toMatch(/User +shoeSize +no schema has it +1 request/)
    expect((await run('attributes', 'report', '--org', 'terminal', '--idp', 'nobody')).status).toBe(2)

    const file = join(folder, 'sample.json')
    await writeFile(file, '{"userName":"bob"}')
    expect(await run('attributes', 'try', file, '--org', 'terminal')).toMatchObject({
      status: 0,
      out: expect.stringContaining('"bob"') as string,
    })
    await writeFile(file, '{"userName":"ann"}')
    const refused = await run('attributes', 'try', file, '--org', 'terminal')
    expect(refused).toMatchObject({ status: 1, out: expect.stringMatching(/It would be refused with 409: /) as string })
  })
})
