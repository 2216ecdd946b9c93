import { describe, expect, it } from 'vitest'
import { createBinding } from '../../src/main/domain/access/bindings.ts'
import { effectiveAccess } from '../../src/main/domain/access/effective.ts'
import { setGroupOrder } from '../../src/main/domain/access/group-order.ts'
import { createRole, managedRole } from '../../src/main/domain/access/roles.ts'
import { openDetails } from '../../src/main/domain/problems.ts'
import { requireOrganization } from '../../src/main/domain/organizations.ts'
import { requireUser } from '../../src/main/domain/users.ts'
import { ADMIN, newWorld } from '../support/world.ts'

type Bound = Parameters<typeof createBinding>[3]

/** ann is in Data directly and in All through it; the team crew follows Data. */
async function directory() {
  const world = newWorld()
  const acme = await world.organization()
  const ann = await world.provision(acme, 'ann')
  const data = await world.push(acme, 'Data', { members: [{ value: ann.id }] })
  const all = await world.push(acme, 'All', { members: [{ value: data.id }] })
  const crew = await world.team(acme, 'crew', data)
  const lab = await world.workspace(acme, 'lab')
  const access = (user: { id: string } = ann, as?: 'started') =>
    world.domain.read(async (tx) => {
      const organization = await requireOrganization(tx, acme.id)
      return effectiveAccess(tx, organization, await requireUser(tx, organization, user.id), as)
    })
  return {
    ...world,
    acme,
    ann,
    data,
    all,
    crew,
    lab,
    access,
    bind: (subject: Bound, name: 'Admin' | 'Viewer') =>
      world.step(ADMIN, acme, async (change, org) => createBinding(change, org, await managedRole(change.tx, org, name), subject)),
    order: (...groups: { id: string }[]) =>
      world.step(ADMIN, acme, (change, org) =>
        setGroupOrder(
          change,
          org,
          groups.map(({ id }) => id),
        ),
      ),
    /** `lab: maintain by crew`, and what became of the others. */
    inLab: async () =>
      (await access()).workspaces
        .flatMap(({ candidates }) => candidates)
        .map(({ role, source, outcome }) => `${role} by ${source.kind === 'direct' ? 'herself' : source.name}: ${outcome}`),
  }
}

describe('I5: permissions', () => {
  it('come from bindings of the person, of her groups and of the groups those are in, each named', async () => {
    const { acme, ann, all, step, access, bind } = await directory()
    await bind({ kind: 'user', id: ann.id }, 'Viewer')
    await step(ADMIN, acme, async (change, org) =>
      createBinding(
        change,
        org,
        await createRole(change, org, { name: 'keeper', description: '', permissions: { GROUPS: ['CREATE', 'READ'] } }),
        {
          kind: 'group',
          id: all.id,
        },
      ),
    )
    const { permissions, bindings } = await access()
    expect(bindings.map(({ role, source }) => [role.name, source.kind])).toEqual([
      ['Viewer', 'direct'],
      ['keeper', 'group'],
    ])
    const of = (resource: string, action: string) =>
      permissions.find((each) => each.resource === resource && each.action === action)?.sources
    expect(of('GROUPS', 'CREATE')).toMatchObject([{ role: 'keeper', source: { kind: 'group', name: 'All', via: 'nested' } }])
    expect(of('GROUPS', 'READ')).toMatchObject([{ role: 'Viewer', source: { kind: 'direct' } }, { role: 'keeper' }])
    expect(of('USERS', 'DELETE')).toBeUndefined()
  })

  it('D7: an owner may do everything, as an owner', async () => {
    const { acme, ann, setRole, access } = await directory()
    expect((await access()).permissions).toEqual([])
    await setRole(acme, ann, 'owner')
    const { role, permissions } = await access()
    expect(role).toBe('owner')
    expect(permissions.find(({ resource, action }) => resource === 'USERS' && action === 'DELETE')?.sources).toEqual([
      { role: 'Owner', source: { kind: 'owner' } },
    ])
  })

  it('U4: end with the person’s access, and with the group', async () => {
    const { acme, ann, data, bind, deprovision, deleteGroup, access } = await directory()
    await bind({ kind: 'user', id: ann.id }, 'Viewer')
    await bind({ kind: 'group', id: data.id }, 'Admin')
    await deleteGroup(acme, data)
    expect((await access()).bindings.map(({ role }) => role.name)).toEqual(['Viewer'])
    await deprovision(acme, ann)
    await expect(access()).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('I6: roles in a workspace', () => {
  it('the highest of what is given directly, by teams and by groups holds, and what became of the others is told', async () => {
    const { acme, ann, data, all, crew, lab, grant, inLab } = await directory()
    await grant(acme, lab, { kind: 'group', id: all.id }, 'launch')
    expect(await inLab()).toEqual(['launch by All: won'])
    await grant(acme, lab, { kind: 'user', id: ann.id }, 'view')
    await grant(acme, lab, { kind: 'team', id: crew.id }, 'maintain')
    await grant(acme, lab, { kind: 'group', id: data.id }, 'maintain')
    expect(await inLab()).toEqual(['maintain by crew: won', 'maintain by Data: same', 'launch by All: lower', 'view by herself: lower'])
  })

  it('by the order of groups, the one that stands first speaks for all of them; teams and what is direct count beside it', async () => {
    const { acme, ann, data, all, lab, grant, policy, order, inLab } = await directory()
    await policy(acme, { roleConflicts: 'priority' })
    await grant(acme, lab, { kind: 'group', id: data.id }, 'admin')
    await grant(acme, lab, { kind: 'group', id: all.id }, 'view')
    await order(all, data)
    expect(await inLab()).toEqual(['view by All: won', 'admin by Data: overruled'])
    await grant(acme, lab, { kind: 'user', id: ann.id }, 'launch')
    expect(await inLab()).toEqual(['launch by herself: won', 'view by All: lower', 'admin by Data: overruled'])
    await order(data)
    expect((await inLab())[0]).toBe('admin by Data: won')
    await policy(acme, { roleConflicts: 'highest' })
    expect((await inLab())[0]).toBe('admin by Data: won')
  })

  it('the order of groups is audited, is written once, and names each group once', async () => {
    const { data, all, order, actions } = await directory()
    await order(data, all)
    const before = await actions()
    expect(before.at(-1)).toBe('organization.groups-ordered')
    await order(data, all)
    expect(await actions()).toEqual(before)
    await expect(order(data, data)).rejects.toMatchObject({ code: 'invalid' })
    await expect(order({ id: 'nobody' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('U7, I7: a deactivated person has nothing; one who is held has what is hers directly, and would have more', async () => {
    const { acme, ann, data, lab, grant, policy, provision, patchUser, patchGroup, access } = await directory()
    await grant(acme, lab, { kind: 'group', id: data.id }, 'admin')
    await policy(acme, { stagedRollout: true })
    const bob = await provision(acme, 'bob')
    await patchGroup(acme, data, { op: 'add', path: 'members', value: [{ value: bob.id }] })
    await grant(acme, lab, { kind: 'user', id: bob.id }, 'view')
    expect(await access(bob)).toMatchObject({ standing: 'held', workspaces: [{ role: 'view' }] })
    expect(await access(bob, 'started')).toMatchObject({ workspaces: [{ role: 'admin' }] })
    await patchUser(acme, ann, { op: 'replace', path: 'active', value: false })
    expect(await access(ann)).toMatchObject({ standing: 'inactive', permissions: [], workspaces: [] })
  })

  it('G9: a team that loses its group keeps its workspaces, and whoever returns to it has them again', async () => {
    const { acme, data, crew, lab, grant, deleteGroup, participants, returnToManual, access } = await directory()
    await grant(acme, lab, { kind: 'team', id: crew.id }, 'maintain')
    await deleteGroup(acme, data)
    expect(await participants(acme, lab)).toEqual({ 'team crew': 'maintain' })
    expect((await access()).workspaces).toEqual([])
    await returnToManual(acme, crew, true)
    expect((await access()).workspaces).toMatchObject([{ role: 'maintain', source: { kind: 'team', origins: ['manual'] } }])
  })
})

describe('D7: the last owner, when provisioning withdraws her', () => {
  it('stays the owner, and a problem tells of it until there is one who can act', async () => {
    const { acme, ann, domain, setRole, deprovision, provision, addPerson } = await directory()
    const open = () => domain.read((tx) => openDetails(tx, acme.id, 'last-owner'))
    await setRole(acme, ann, 'owner')
    await deprovision(acme, ann)
    expect(await open()).toMatchObject([{ subject: ann.id, detail: { userName: 'ann', deed: 'removed' } }])
    expect((await provision(acme, 'ann')).id).toBe(ann.id)
    expect(await open()).toEqual([])
    await deprovision(acme, ann)
    expect(await open()).toHaveLength(1)
    await addPerson(acme, 'guest', 'owner')
    expect(await open()).toEqual([])
  })
})
