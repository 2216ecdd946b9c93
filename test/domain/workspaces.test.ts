import { describe, expect, it } from 'vitest'
import { removeTeam, requireTeam } from '../../src/main/domain/teams.ts'
import { describeParticipant, requireParticipant } from '../../src/main/domain/participants.ts'
import { editWorkspace, removeWorkspace, requireWorkspace } from '../../src/main/domain/workspaces.ts'
import { ADMIN, newWorld } from '../support/world.ts'

/** "research": the team "crew" (delegated to Data) maintains, the group Data connects, ann launches. "lab" has ann as its owner. */
async function directory() {
  const world = newWorld()
  const acme = await world.organization()
  const [ann, bob] = [await world.provision(acme, 'ann'), await world.provision(acme, 'bob')]
  const data = await world.push(acme, 'Data', { members: [{ value: ann.id }, { value: bob.id }] })
  const crew = await world.team(acme, 'crew', data)
  const [research, lab] = [await world.workspace(acme, 'research'), await world.workspace(acme, 'lab')]
  await world.grant(acme, research, { kind: 'team', id: crew.id }, 'maintain')
  await world.grant(acme, research, { kind: 'group', id: data.id }, 'connect')
  await world.grant(acme, research, { kind: 'user', id: ann.id }, 'launch')
  await world.grant(acme, lab, { kind: 'user', id: ann.id }, 'owner')
  const before = (await world.audit()).length
  return {
    ...world,
    acme,
    ann,
    bob,
    data,
    crew,
    research,
    lab,
    roles: () => world.participants(acme, research),
    since: async () => (await world.audit()).slice(before),
  }
}

const ALL = { 'team crew': 'maintain', 'group Data': 'connect', 'user ann': 'launch' }

describe('D6: workspaces', () => {
  it('obey the name rule, and are named once in an organization, without regard to case', async () => {
    const { workspace, organization, acme } = await directory()
    for (const name of ['x', '-lab', 'lab-', 'la__b', 'l b', 'a'.repeat(40)])
      await expect(workspace(acme, name)).rejects.toMatchObject({ code: 'invalid', issues: [{ path: 'name' }] })
    await expect(workspace(acme, 'RESEARCH')).rejects.toMatchObject({ code: 'name_taken' })
    expect((await workspace(await organization('other'), 'research')).name).toBe('research')
  })

  it('can be renamed, also to another spelling of the same name, but not to one that is taken', async () => {
    const { step, acme, research, lab, since } = await directory()
    const rename = (name: string) =>
      step(ADMIN, acme, async (change, org) => editWorkspace(change, org, await requireWorkspace(change.tx, org, research.id), { name }))
    await expect(rename(lab.name)).rejects.toMatchObject({ code: 'name_taken' })
    expect((await rename('Research')).name).toBe('Research')
    expect((await rename('Research')).name).toBe('Research')
    expect(await since()).toMatchObject([{ action: 'workspace.updated', before: { name: 'research' }, after: { name: 'Research' } }])
  })

  it('are nothing to another organization: neither they nor who is in them can be named from there', async () => {
    const { organization, step, grant, acme, research, ann, crew, data, workspace } = await directory()
    const other = await organization('other')
    const seen = step(ADMIN, other, (change, org) => requireWorkspace(change.tx, org, research.id))
    await expect(seen).rejects.toMatchObject({ code: 'not_found' })
    const theirs = await workspace(other, 'theirs')
    for (const subject of [
      { kind: 'user', id: ann.id },
      { kind: 'team', id: crew.id },
      { kind: 'group', id: data.id },
    ] as const)
      await expect(grant(other, theirs, subject, 'view')).rejects.toMatchObject({ code: 'not_found' })
    await expect(grant(acme, theirs, { kind: 'user', id: ann.id }, 'view')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('roles in a workspace', () => {
  it('are one for each team, group and person: another one takes its place, the same one is no event', async () => {
    const { grant, acme, research, ann, roles, since } = await directory()
    expect(await roles()).toEqual(ALL)
    await grant(acme, research, { kind: 'user', id: ann.id }, 'admin')
    await grant(acme, research, { kind: 'user', id: ann.id }, 'admin')
    expect(await roles()).toEqual({ ...ALL, 'user ann': 'admin' })
    expect(await since()).toMatchObject([
      {
        action: 'workspace.role-changed',
        targetName: 'research',
        before: { subject: { kind: 'user', id: ann.id, name: 'ann' }, role: 'launch' },
        after: { role: 'admin' },
      },
    ])
  })

  it('are taken away one by one, and only where they are', async () => {
    const { revoke, acme, research, lab, crew, roles } = await directory()
    await revoke(acme, research, { kind: 'team', id: crew.id })
    expect(Object.keys(await roles())).toEqual(['group Data', 'user ann'])
    await expect(revoke(acme, lab, { kind: 'team', id: crew.id })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('say for how many people they stand: those who are active, nested groups followed', async () => {
    const { domain, acme, bob, data, crew, research, patchUser } = await directory()
    const people = (kind: 'team' | 'group' | 'user', id: string) =>
      domain.read(async (tx) => {
        const row = await requireParticipant(tx, research, { kind, id })
        return (await describeParticipant(tx, acme, row)).people
      })
    expect([await people('team', crew.id), await people('group', data.id)]).toEqual([2, 2])
    await patchUser(acme, bob, { op: 'replace', path: 'active', value: false })
    expect([await people('team', crew.id), await people('group', data.id)]).toEqual([1, 1])
  })

  it('go with the workspace, and the audit says which they were', async () => {
    const { step, acme, research, ann, domain, since, lab, participants } = await directory()
    await step(ADMIN, acme, async (change, org) => removeWorkspace(change, org, await requireWorkspace(change.tx, org, research.id)))
    expect(await since()).toMatchObject([{ action: 'workspace.deleted', before: { participantCount: 3 } }])
    await expect(domain.read((tx) => requireWorkspace(tx, acme, research.id))).rejects.toMatchObject({ code: 'not_found' })
    expect(await participants(acme, lab)).toEqual({ [`user ${ann.userName}`]: 'owner' })
  })
})

describe('what goes when its holder goes', () => {
  it('G9: a team whose group is removed keeps its roles; the group’s own roles go in the same cascade', async () => {
    const { deleteGroup, acme, data, roles, since } = await directory()
    await deleteGroup(acme, data, 'the cascade')
    expect(await roles()).toEqual({ 'team crew': 'maintain', 'user ann': 'launch' })
    const events = await since()
    expect(events.map(({ action }) => action).toSorted()).toEqual(['group.deleted', 'team.orphaned', 'workspace.role-revoked'])
    expect(new Set(events.map(({ correlationId }) => correlationId))).toEqual(new Set(['the cascade']))
    expect(events.find(({ action }) => action === 'workspace.role-revoked')).toMatchObject({
      targetName: 'research',
      before: { subject: { kind: 'group', id: data.id, name: 'Data' }, role: 'connect' },
      after: { because: 'group.deleted' },
    })
  })

  it('G9, D5: a team that is relinked after it was orphaned has its roles as before', async () => {
    const { deleteGroup, push, link, acme, data, crew, roles, ann } = await directory()
    await deleteGroup(acme, data)
    await link(acme, crew, await push(acme, 'Data again', { members: [{ value: ann.id }] }))
    expect(await roles()).toMatchObject({ 'team crew': 'maintain' })
  })

  it('a team that is deleted leaves every workspace', async () => {
    const { unlink, step, acme, crew, roles, since } = await directory()
    await unlink(acme, crew)
    await step(ADMIN, acme, async (change, org) => removeTeam(change, org, await requireTeam(change.tx, org, crew.id)))
    expect(await roles()).toEqual({ 'group Data': 'connect', 'user ann': 'launch' })
    expect((await since()).map(({ action }) => action)).toEqual(['team.unlinked', 'workspace.role-revoked', 'team.deleted'])
  })

  it('U4: a person whose access is removed loses the roles here, not those elsewhere, and does not get them back by coming again', async () => {
    const { organization, provision, workspace, grant, participants, deprovision, acme, ann, research, lab } = await directory()
    const other = await organization('other')
    const elsewhere = await workspace(other, 'research')
    const there = await provision(other, 'ann')
    expect(there.id).toBe(ann.id)
    await grant(other, elsewhere, { kind: 'user', id: there.id }, 'view')
    await deprovision(acme, ann)
    expect((await provision(acme, 'ann')).id).toBe(ann.id)
    expect(await participants(acme, research)).toEqual({ 'team crew': 'maintain', 'group Data': 'connect' })
    expect(await participants(acme, lab)).toEqual({})
    expect(await participants(other, elsewhere)).toEqual({ 'user ann': 'view' })
  })
})
