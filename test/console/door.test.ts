import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ConsoleError } from '../../src/shared/console/errors.ts'
import type { ConsoleEvent } from '../../src/shared/console/events.ts'
import { newConsole } from './console.ts'

describe('the one door: a name', () => {
  it.each([
    'nothing',
    'organizations',
    'organizations.',
    'organizations.burn',
    'organizations.constructor',
    '__proto__',
    'constructor.name',
    '',
    'ORGANIZATIONS.LIST',
  ])('that is no method is refused: %j', async (method) => {
    const { refusal } = newConsole()
    expect(await refusal(method, {})).toMatchObject({ code: 'unknown_method', hint: expect.stringContaining('Reload') as string })
  })

  it('however long, is not sent back whole', async () => {
    const { refusal } = newConsole()
    expect((await refusal('x'.repeat(1_000_000), {})).message.length).toBeLessThan(200)
  })
})

describe('the one door: an input', () => {
  it('that is not valid is refused with each thing that is wrong and where', async () => {
    const { refusal, world } = newConsole()
    const error = await refusal('catalog.list', { organizationId: 'one', limit: 0, sort: 'colour' })
    expect(error.code).toBe('invalid')
    expect(error.issues?.map((issue) => issue.path).toSorted()).toEqual(['limit', 'organizationId', 'sort'])
    expect(error.message).toContain('organizationId')
    expect(await world.actions()).toEqual([])
  })

  it.each([undefined, null, 7, 'text', [], { name: 7 }, { name: 'a b' }])(
    'of any shape is looked at before anything is done: %j',
    async (input) => {
      const { refusal } = newConsole()
      expect((await refusal('organizations.create', input)).code).toBe('invalid')
    },
  )

  it('that names the field is told in the words of the rule', async () => {
    const { refusal } = newConsole()
    expect((await refusal('organizations.create', { name: 'a--b' })).issues).toEqual([
      { path: 'name', message: expect.stringContaining('letters, digits, hyphens or underscores') as string },
    ])
  })
})

describe('the one door: a refusal of the rules', () => {
  it('comes with its code, what and why, the field and what to do', async () => {
    const { ask, refusal, world } = newConsole()
    const acme = await ask('organizations.create', { name: 'acme' })
    const other = await ask('organizations.create', { name: 'other' })
    await ask('catalog.add', { organizationId: other.id, displayName: 'Data' })
    expect(await refusal('catalog.add', { organizationId: acme.id, displayName: 'data' })).toEqual({
      code: 'name_taken',
      message: expect.stringContaining('in the catalog of the organization other') as string,
      hint: expect.stringContaining('prefix') as string,
      issues: [{ path: 'displayName', message: expect.any(String) as string }],
    })
    expect(await refusal('teams.get', { organizationId: acme.id, teamId: 'nobody' })).toMatchObject({ code: 'not_found' })
    expect(await refusal('teams.list', { organizationId: 4711 })).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('4711') as string,
    })
    const pushed = await world.push({ id: acme.id as never }, 'Pushed')
    for (const method of ['catalog.update', 'catalog.remove'])
      expect(await refusal(method, { organizationId: acme.id, groupId: pushed.id, label: 'x' })).toMatchObject({
        code: 'scim_managed',
        hint: expect.stringContaining('identity provider') as string,
      })
  })

  it('leaves nothing of what was begun: a group is not entered when its team cannot be linked', async () => {
    const { ask, refusal } = newConsole()
    const { id: organizationId } = await ask('organizations.create', { name: 'acme' })
    expect(await refusal('catalog.add', { organizationId, displayName: 'Data', teamId: 'nobody' })).toMatchObject({ code: 'not_found' })
    expect(await ask('catalog.list', { organizationId })).toMatchObject({ items: [], total: 0 })
  })

  it('one organization’s door does not open another’s rooms', async () => {
    const { ask, refusal } = newConsole()
    const acme = await ask('organizations.create', { name: 'acme' })
    const other = await ask('organizations.create', { name: 'other' })
    const group = await ask('catalog.add', { organizationId: other.id, displayName: 'Data' })
    const team = await ask('teams.create', { organizationId: other.id, name: 'crew' })
    const own = await ask('teams.create', { organizationId: acme.id, name: 'crew' })
    const { id: organizationId } = acme
    for (const [method, input] of [
      ['catalog.get', { groupId: group.id }],
      ['catalog.members', { groupId: group.id }],
      ['catalog.remove', { groupId: group.id }],
      ['teams.get', { teamId: team.id }],
      ['teams.remove', { teamId: team.id }],
      ['teams.link', { teamId: own.id, groupId: group.id }],
      ['tokens.issue', { integration: (await ask('tokens.endpoint', { organizationId: other.id })).integrationId }],
    ] as const)
      expect(await refusal(method, { organizationId, ...input })).toMatchObject({ code: 'not_found' })
  })
})

describe('the one door: what goes wrong inside', () => {
  it('is told by an incident’s name and nothing else, and written down whole', async () => {
    const { refusal, incidents } = newConsole({
      status: () => {
        throw new TypeError('Cannot read /etc/shadow of undefined at Object.<anonymous>')
      },
    })
    const error = await refusal('settings.status', {})
    expect(error).toEqual({
      code: 'internal',
      message: 'The service failed to do this; nothing was changed.',
      hint: 'Look for incident incident-1 in the service’s output.',
      incident: 'incident-1',
    })
    expect(JSON.stringify(error)).not.toContain('shadow')
    expect(incidents).toMatchObject([{ message: expect.stringContaining('/etc/shadow') as string }])
  })

  it('a store that cannot be reached is told as that, with what to do', async () => {
    const { refusal, incidents, world } = newConsole()
    await world.database.close()
    for (const method of ['organizations.list', 'settings.get'])
      expect(await refusal(method, {})).toEqual({ code: 'unavailable', message: expect.stringContaining('stopping') as string })
    expect(incidents).toEqual([])
  })

  it('every refusal is of the contract', async () => {
    const { refusal, world } = newConsole()
    const refusals = [await refusal('nothing', {}), await refusal('teams.list', {}), await refusal('teams.list', { organizationId: 1 })]
    await world.database.close()
    refusals.push(await refusal('organizations.list', {}))
    for (const error of refusals) expect(ConsoleError.parse(error)).toEqual(error)
  })
})

describe('L3: the one door: events', () => {
  it('are heard through it, gathered, with topics, organization and a revision that counts up', async () => {
    const { ask, door } = newConsole()
    const heard: ConsoleEvent[] = []
    const stop = door.subscribe((event) => heard.push(event))
    const { id } = await ask('organizations.create', { name: 'acme' })
    await ask('organizations.list', {})
    await pause(120)
    await Promise.all(['one', 'two', 'three'].map((name) => ask('teams.create', { organizationId: id, name })))
    await pause(120)
    await ask('settings.update', { logBodies: false })
    await pause(120)
    stop()
    await ask('organizations.create', { name: 'other' })
    await pause(120)
    expect(heard.map((event) => event.revision)).toEqual([1, 2, 3])
    expect(heard[0]?.changes).toContainEqual({ topic: 'organizations', organizationId: id })
    expect(heard[1]?.changes).toContainEqual({ topic: 'teams', organizationId: id })
    expect(heard[2]?.changes).toContainEqual({ topic: 'settings', organizationId: null })
  })
})

describe('L2: the one door: who acts', () => {
  it('is written down as the actor', async () => {
    const { door, world } = newConsole()
    await door.call('organizations.create', { name: 'acme' }, { kind: 'person', name: 'zoë' })
    expect(await world.audit()).toMatchObject([{ actorKind: 'person', actorName: 'zoë', action: 'organization.created' }])
  })
})

describe('settings over IPC, which keeps what is undefined', () => {
  it('are left as they are', async () => {
    const { ask } = newConsole()
    await ask('settings.update', { publicUrl: 'https://scim.example.com' })
    expect(await ask('settings.update', { publicUrl: undefined, logRetentionDays: undefined, logBodies: false })).toMatchObject({
      publicUrl: 'https://scim.example.com',
      logRetentionDays: 30,
      logBodies: false,
    })
    const { id } = await ask('organizations.create', { name: 'acme' })
    const policy = { membershipSources: 'scim', oneTeamPerGroup: undefined } as const
    expect((await ask('organizations.setPolicy', { organizationId: id, policy })).policy).toMatchObject({
      membershipSources: 'scim',
      oneTeamPerGroup: false,
    })
  })
})
