import { describe, expect, it } from 'vitest'
import { describeGroup } from '../../src/main/domain/catalog.ts'
import { DOMAIN_ERRORS, DomainError } from '../../src/main/domain/error.ts'
import { editGroup, removeGroup, requireGroup } from '../../src/main/domain/groups.ts'
import { requireOrganization } from '../../src/main/domain/organizations.ts'
import { coreRegistry } from '../../src/main/protocol/schema/registry.ts'
import type { GroupRow } from '../../src/main/store/groups.ts'
import type { OrganizationRow } from '../../src/main/store/organizations.ts'
import { ADMIN, newWorld, type World } from '../support/world.ts'

const edit = (world: World, org: OrganizationRow, group: GroupRow, displayName: string, label: string | null = null) =>
  world.step(ADMIN, org, async (change, organization) =>
    editGroup(change, organization, coreRegistry, await requireGroup(change.tx, organization, group.id), { displayName, label }),
  )

const names = (world: World) =>
  world.database.read(async (tx) =>
    (await tx.all<{ name: string }>('SELECT display_name AS name FROM groups ORDER BY seq')).map((row) => row.name),
  )

const refusalOf = async (work: Promise<unknown>): Promise<DomainError> => {
  try {
    await work
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
  throw new Error('it was not refused')
}

describe('G1: a group', () => {
  it('is in the catalog as soon as it is pushed, without anybody in it', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const group = await world.push(acme, 'Data', { externalId: 'X1' })
    expect(await world.domain.read((tx) => describeGroup(tx, group))).toMatchObject({
      displayName: 'Data',
      source: 'scim',
      externalId: 'X1',
      memberCount: 0,
      teams: [],
      guidLike: false,
    })
    expect(await world.domain.read((tx) => requireOrganization(tx, acme.id))).toMatchObject({ groupCount: 1 })
  })

  it('is in the catalog as soon as it is entered, too (G2)', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const group = await world.enter(acme, 'Data', 'for the labs')
    expect(group).toMatchObject({ displayName: 'Data', source: 'manual', label: 'for the labs', externalId: null })
  })
})

describe('G3: a row of the catalog', () => {
  it('entered by hand can be edited and deleted', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const group = await world.enter(acme, 'Data')
    expect(await edit(world, acme, group, 'Daten', 'de')).toMatchObject({
      id: group.id,
      displayName: 'Daten',
      label: 'de',
      source: 'manual',
    })
    await world.step(ADMIN, acme, (change, organization) => removeGroup(change, organization, coreRegistry, group, 'manual-delete'))
    expect(await names(world)).toEqual([])
  })

  it('that SCIM manages cannot be edited', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const group = await world.push(acme, 'Data')
    await expect(edit(world, acme, group, 'Daten')).rejects.toMatchObject({ code: 'scim_managed' })
    expect(DOMAIN_ERRORS.scim_managed.status).toBe(409)
  })

  it('edited to what it is already is left alone', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const group = await world.enter(acme, 'Data', 'x')
    await edit(world, acme, group, 'Data', 'x')
    expect(await world.actions()).toEqual(['organization.created', 'group.entered'])
  })
})

describe('G4: promotion', () => {
  it('by displayName takes over the row in place: same id, links and label kept, managed by SCIM from now on', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'ann')
    const entered = await world.enter(acme, 'Data Team', 'for the labs')
    const crew = await world.team(acme, 'crew', entered)
    const pushed = await world.push(acme, ' data team', { externalId: 'X1', members: [{ value: ann.id }] })
    expect(pushed).toMatchObject({ id: entered.id, source: 'scim', externalId: 'X1', label: 'for the labs', memberCount: 1 })
    expect(await world.members(acme, crew)).toEqual({ ann: ['provisioning'] })
    expect(await world.domain.read((tx) => requireOrganization(tx, acme.id))).toMatchObject({ groupCount: 1 })
    expect(await world.actions()).toContain('group.promoted')
  })

  it('by externalId takes over the row whose identifier it is, and names it as it is pushed', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const guid = '3f2504e0-4f89-11d3-9a0c-0305e82c3301'
    const entered = await world.enter(acme, guid)
    const pushed = await world.push(acme, 'Data Team', { externalId: guid })
    expect(pushed).toMatchObject({ id: entered.id, source: 'scim', displayName: 'Data Team', externalId: guid })
    expect(await names(world)).toEqual(['Data Team'])
  })

  it('happens by PATCH and by PUT on the row’s id, even when nothing else changes', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const [one, two] = [await world.enter(acme, 'One'), await world.enter(acme, 'Two')]
    await world.patchGroup(acme, one, { op: 'replace', path: 'displayName', value: 'One' })
    await world.putGroup(acme, two, { displayName: 'Two' })
    for (const { id } of [one, two])
      expect(await world.domain.read((tx) => requireGroup(tx, acme, id))).toMatchObject({ id, source: 'scim' })
    expect((await world.actions()).filter((action) => action === 'group.promoted')).toHaveLength(2)
  })

  it('does not reach into another organization: there the name is taken (G7)', async () => {
    const world = newWorld()
    const [acme, other] = [await world.organization('acme'), await world.organization('other')]
    const entered = await world.enter(other, 'Data')
    await expect(world.push(acme, 'data')).rejects.toMatchObject({ code: 'name_taken' })
    const byExternalId = await world.push(acme, 'Lake', { externalId: 'Data' })
    expect(byExternalId.id).not.toBe(entered.id)
    expect(await world.domain.read((tx) => requireGroup(tx, other, entered.id))).toMatchObject({ source: 'manual', displayName: 'Data' })
  })

  it('does not happen to a group that SCIM has already: a second POST of it is a clash', async () => {
    const world = newWorld()
    const acme = await world.organization()
    await world.push(acme, 'Data', { externalId: 'X1' })
    await expect(world.push(acme, 'DATA', { externalId: 'X1' })).rejects.toMatchObject({ code: 'name_taken' })
    await expect(world.push(acme, 'Data', { externalId: 'X2' })).rejects.toMatchObject({ code: 'name_taken' })
    expect(await names(world)).toEqual(['Data'])
  })
})

describe('G5: a rename', () => {
  it('changes the name in place by PATCH with a path, without one, and by PUT; id, members and links hold', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'ann')
    const group = await world.push(acme, 'One', { members: [{ value: ann.id }] })
    const crew = await world.team(acme, 'crew', group)
    await world.patchGroup(acme, group, { op: 'Replace', path: 'displayName', value: 'Two' })
    expect(await world.groupResource(acme, group)).toMatchObject({ id: group.id, displayName: 'Two' })
    await world.patchGroup(acme, group, { op: 'replace', value: { id: group.id, displayName: 'Three' } })
    expect(await world.groupResource(acme, group)).toMatchObject({ id: group.id, displayName: 'Three' })
    await world.putGroup(acme, group, { displayName: 'Four', members: [{ value: ann.id }] })
    expect(await world.groupResource(acme, group)).toMatchObject({ displayName: 'Four', members: [{ value: ann.id }] })
    expect(await world.members(acme, crew)).toEqual({ ann: ['provisioning'] })
    expect((await world.actions()).filter((action) => action === 'group.renamed')).toHaveLength(3)
  })

  it('to the same name changes nothing and writes no event', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const group = await world.push(acme, 'Data')
    const events = (await world.actions()).length
    world.time.now += 1000
    await world.patchGroup(acme, group, { op: 'replace', path: 'displayName', value: 'Data' })
    await world.putGroup(acme, group, { displayName: 'Data' })
    expect(await world.actions()).toHaveLength(events)
    expect(await world.domain.read((tx) => requireGroup(tx, acme, group.id))).toMatchObject({ version: 1, updatedAt: group.updatedAt })
  })

  it('frees the old name and takes the new one at once', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const group = await world.push(acme, 'One')
    await world.patchGroup(acme, group, { op: 'replace', path: 'displayName', value: 'Two' })
    await world.push(acme, 'One')
    await expect(world.push(acme, 'two')).rejects.toMatchObject({ code: 'name_taken' })
  })

  it('that only changes case or blanks is one’s own name still', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const group = await world.push(acme, 'data')
    await world.patchGroup(acme, group, { op: 'replace', path: 'displayName', value: 'DATA ' })
    expect(await names(world)).toEqual(['DATA '])
  })
})

describe('G6: a POST with a known externalId and a new name', () => {
  it('is that group renamed, not a second one; its members are the ones sent, or the ones it had', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const [ann, bob] = [await world.provision(acme, 'ann'), await world.provision(acme, 'bob')]
    const group = await world.push(acme, 'One', { externalId: 'X1', members: [{ value: ann.id }] })
    expect(await world.push(acme, 'Two', { externalId: 'X1' })).toMatchObject({ id: group.id, displayName: 'Two', memberCount: 1 })
    await world.push(acme, 'Three', { externalId: 'X1', members: [{ value: bob.id }] })
    expect(await world.groupResource(acme, group)).toMatchObject({ displayName: 'Three', members: [{ value: bob.id }] })
    expect(await names(world)).toEqual(['Three'])
  })

  it('is a matter of the organization: the same externalId elsewhere is another group', async () => {
    const world = newWorld()
    const [acme, other] = [await world.organization('acme'), await world.organization('other')]
    await world.push(acme, 'One', { externalId: 'X1' })
    await world.push(other, 'Two', { externalId: 'X1' })
    expect(await names(world)).toEqual(['One', 'Two'])
  })

  it('is refused when the new name is taken, and the group keeps the old one', async () => {
    const world = newWorld()
    const acme = await world.organization()
    await world.push(acme, 'One', { externalId: 'X1' })
    await world.push(acme, 'Two', { externalId: 'X2' })
    await expect(world.push(acme, 'two', { externalId: 'X1' })).rejects.toMatchObject({ code: 'name_taken' })
    expect(await names(world)).toEqual(['One', 'Two'])
  })
})

describe('G7: display names', () => {
  it('are unique across organizations, trimmed, composed and without case, on every way in', async () => {
    const world = newWorld()
    const [acme, other] = [await world.organization('acme'), await world.organization('other')]
    await world.push(other, 'Zo\u00eb Data')
    const mine = await world.push(acme, 'Mine')
    const manual = await world.enter(acme, 'By hand')
    const taken = '  ZOE\u0308 DATA '
    const ways = [
      world.push(acme, taken),
      world.enter(acme, taken.trim()),
      world.patchGroup(acme, mine, { op: 'replace', path: 'displayName', value: taken }),
      world.putGroup(acme, mine, { displayName: taken }),
      edit(world, acme, manual, taken.trim()),
    ]
    for (const way of ways) expect((await refusalOf(way)).code).toBe('name_taken')
    expect(DOMAIN_ERRORS.name_taken).toMatchObject({ status: 409, scimType: 'uniqueness' })
    expect(await names(world)).toEqual(['Zo\u00eb Data', 'Mine', 'By hand'])
  })

  it('the console is told which organization has the name, and a SCIM client is not', async () => {
    const world = newWorld()
    const [acme, other] = [await world.organization('acme'), await world.organization('umbrella')]
    await world.push(other, 'Data')
    const refusal = await refusalOf(world.push(acme, 'data'))
    expect(refusal.message).toContain('umbrella')
    expect(refusal.shielded).toContain('data')
    expect(refusal.shielded).not.toContain('umbrella')
    expect(refusal.shielded).toMatch(/Rename the group, or put a prefix/)
  })

  it('in the same organization there is nothing to shield', async () => {
    const world = newWorld()
    const acme = await world.organization()
    await world.push(acme, 'Data')
    const refusal = await refusalOf(world.enter(acme, 'DATA'))
    expect(refusal).toMatchObject({ shielded: undefined, issues: [{ path: 'displayName' }] })
    expect(refusal.message).toContain('Data')
  })

  it('a clash is for that group alone: its neighbours in the same batch are written', async () => {
    const world = newWorld()
    const acme = await world.organization()
    await world.push(acme, 'Data')
    const outcomes = await Promise.allSettled(['One', 'data', 'Two'].map((name) => world.push(acme, name)))
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await names(world)).toEqual(['Data', 'One', 'Two'])
  })
})

describe('G12: a name that is an object id', () => {
  it.each([
    ['3f2504e0-4f89-11d3-9a0c-0305e82c3301', true],
    [' {3F2504E0-4F89-11D3-9A0C-0305E82C3301} ', true],
    ['3f2504e0-4f89-11d3-9a0c', false],
    ['Data', false],
  ])('%s is flagged: %s', async (name, flagged) => {
    const world = newWorld()
    const group = await world.push(await world.organization(), name)
    expect((await world.domain.read((tx) => describeGroup(tx, group))).guidLike).toBe(flagged)
  })
})
