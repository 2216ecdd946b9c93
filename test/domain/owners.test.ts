import { describe, expect, it } from 'vitest'
import { membersPage } from '../../src/main/domain/members.ts'
import { requireOrganization } from '../../src/main/domain/organizations.ts'
import { newWorld } from '../support/world.ts'

/** ann is pushed, guest was added by hand. */
async function directory() {
  const world = newWorld()
  const acme = await world.organization()
  const ann = await world.provision(acme, 'ann', { displayName: 'Ann' })
  const guest = await world.addPerson(acme, 'guest')
  const list = (query: { search?: string; role?: 'owner' | 'member'; origin?: 'scim' | 'manual' } = {}) =>
    world.domain.read(async (tx) => {
      const organization = await requireOrganization(tx, acme.id)
      const all = { search: query.search, role: query.role, origin: query.origin }
      const { rows, total } = await membersPage(tx, organization, all, '', 100)
      expect(total).toBe(rows.length)
      return rows.map(({ userName }) => userName)
    })
  const deactivate = (user: { id: string }) => world.patchUser(acme, user, { op: 'replace', path: 'active', value: false })
  return { ...world, acme, ann, guest, list, deactivate, last: async () => (await world.audit()).at(-1) }
}

describe('members of an organization', () => {
  it('are everyone with access: those who are pushed and those who were added by hand', async () => {
    const { acme, ann, guest, member, list, setRole } = await directory()
    expect(await member(acme, ann)).toMatchObject({
      userName: 'ann',
      displayName: 'Ann',
      origin: 'scim',
      role: 'member',
      isLastOwner: false,
    })
    expect(await member(acme, guest)).toMatchObject({ userName: 'guest', origin: 'manual', role: 'member', active: true })
    await setRole(acme, guest, 'owner')
    expect(await list()).toEqual(['ann', 'guest'])
    expect([await list({ role: 'owner' }), await list({ role: 'member' })]).toEqual([['guest'], ['ann']])
    expect([await list({ origin: 'manual' }), await list({ search: 'AN' })]).toEqual([['guest'], ['ann']])
  })

  it('added by hand are users: with name and address in their resource, and refused when they are here or say nothing', async () => {
    const { acme, addPerson, userResource, guest } = await directory()
    expect(await userResource(acme, guest)).toMatchObject({ userName: 'guest', active: true })
    await expect(addPerson(acme, 'GUEST')).rejects.toMatchObject({ code: 'user_name_taken' })
    await expect(addPerson(acme, '  ')).rejects.toMatchObject({ code: 'invalid', issues: [{ path: 'userName' }] })
  })

  it('U4: added by hand, somebody who was here before is the same account', async () => {
    const { acme, ann, deprovision, addPerson } = await directory()
    await deprovision(acme, ann)
    expect((await addPerson(acme, 'Ann')).id).toBe(ann.id)
  })

  it('are taken over in place by a push of the same userName, with all that they have', async () => {
    const { acme, guest, provision, team, addMember, members, member, setRole, last, deprovision } = await directory()
    const crew = await team(acme, 'crew')
    await addMember(acme, crew, guest)
    await setRole(acme, guest, 'owner')
    const pushed = await provision(acme, 'Guest', { externalId: 'X1', displayName: 'A guest' })
    expect(pushed).toMatchObject({ id: guest.id, origin: 'scim', externalId: 'X1', userName: 'Guest' })
    expect(await last()).toMatchObject({
      action: 'user.promoted',
      before: { origin: 'manual', userName: 'guest' },
      after: { origin: 'scim', userName: 'Guest', externalId: 'X1' },
    })
    expect(await members(acme, crew)).toEqual({ Guest: ['manual'] })
    expect(await member(acme, guest)).toMatchObject({ role: 'owner', origin: 'scim' })
    await expect(provision(acme, 'guest')).rejects.toMatchObject({ code: 'user_name_taken' })
    await deprovision(acme, guest)
  })

  it('a change by the identity provider to somebody who was added by hand makes her its own as well', async () => {
    const { acme, guest, patchUser, last } = await directory()
    expect((await patchUser(acme, guest, { op: 'replace', path: 'displayName', value: 'G' })).origin).toBe('scim')
    expect(await last()).toMatchObject({ action: 'user.promoted' })
  })

  it('are removed by hand only when no identity provider manages them', async () => {
    const { acme, ann, guest, removePerson, list, team, addMember, members } = await directory()
    const crew = await team(acme, 'crew')
    await addMember(acme, crew, guest)
    await expect(removePerson(acme, ann)).rejects.toMatchObject({ code: 'scim_managed' })
    await removePerson(acme, guest)
    expect([await list(), await members(acme, crew)]).toEqual([['ann'], {}])
    await expect(removePerson(acme, guest)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('of another organization cannot be named', async () => {
    const { acme, ann, organization, setRole, removePerson, addPerson, member } = await directory()
    const other = await organization('other')
    await expect(setRole(other, ann, 'owner')).rejects.toMatchObject({ code: 'not_found' })
    await expect(removePerson(other, ann)).rejects.toMatchObject({ code: 'not_found' })
    await addPerson(other, 'ann', 'owner')
    expect(await member(acme, ann)).toMatchObject({ role: 'member' })
  })
})

describe('D7: the last owner', () => {
  it('cannot be demoted or removed by hand; with another one, can', async () => {
    const { acme, ann, guest, setRole, removePerson, member } = await directory()
    await setRole(acme, guest, 'owner')
    expect(await member(acme, guest)).toMatchObject({ isLastOwner: true })
    await expect(setRole(acme, guest, 'member')).rejects.toMatchObject({ code: 'last_owner' })
    await expect(removePerson(acme, guest)).rejects.toMatchObject({ code: 'last_owner' })
    await setRole(acme, ann, 'owner')
    expect(await member(acme, guest)).toMatchObject({ role: 'owner', isLastOwner: false })
    await removePerson(acme, guest)
    expect(await member(acme, ann)).toMatchObject({ isLastOwner: true })
  })

  it('deleted by the identity provider stays the owner, without access, until somebody else is', async () => {
    const { acme, ann, guest, setRole, deprovision, member, list, last, actions, provision } = await directory()
    await setRole(acme, ann, 'owner')
    await deprovision(acme, ann)
    expect(await member(acme, ann)).toMatchObject({ role: 'owner', hasAccess: false, active: false, isLastOwner: true })
    expect(await actions()).toEqual(expect.arrayContaining(['user.access-removed', 'organization.owner-kept']))
    expect([await list(), await list({ role: 'owner' }), await list({ search: 'an' })]).toEqual([['ann', 'guest'], ['ann'], ['ann']])
    await expect(setRole(acme, ann, 'member')).rejects.toMatchObject({ code: 'last_owner' })
    await setRole(acme, guest, 'owner')
    await setRole(acme, ann, 'member')
    expect(await last()).toMatchObject({ action: 'organization.owner-removed', targetName: 'ann' })
    expect([await list({ role: 'owner' }), await list()]).toEqual([['guest'], ['guest']])
    expect((await provision(acme, 'ann')).id).toBe(ann.id)
    expect(await member(acme, ann)).toMatchObject({ role: 'member' })
  })

  it('provisioned again, has the access that goes with the role again', async () => {
    const { acme, ann, setRole, deprovision, provision, member } = await directory()
    await setRole(acme, ann, 'owner')
    await deprovision(acme, ann)
    await provision(acme, 'ann')
    expect(await member(acme, ann)).toMatchObject({ role: 'owner', hasAccess: true, active: true, isLastOwner: true })
  })

  it('who is deactivated is kept, and said to be; an owner who is inactive does not count as another one', async () => {
    const { acme, ann, guest, setRole, deactivate, member, removePerson, actions } = await directory()
    await setRole(acme, ann, 'owner')
    await setRole(acme, guest, 'owner')
    await deactivate(ann)
    expect(await actions()).not.toContain('organization.owner-kept')
    expect(await member(acme, ann)).toMatchObject({ role: 'owner', isLastOwner: false })
    await expect(removePerson(acme, guest)).rejects.toMatchObject({ code: 'last_owner' })
    await deactivate(guest)
    expect((await actions()).filter((action) => action === 'organization.owner-kept')).toHaveLength(1)
    expect(await member(acme, guest)).toMatchObject({ role: 'owner', active: false, isLastOwner: true })
  })

  it('with another owner, the one whose access is removed is an owner no more', async () => {
    const { acme, ann, guest, setRole, deprovision, list, actions } = await directory()
    await setRole(acme, ann, 'owner')
    await setRole(acme, guest, 'owner')
    await deprovision(acme, ann)
    expect([await list({ role: 'owner' }), await list()]).toEqual([['guest'], ['guest']])
    expect(await actions()).toContain('organization.owner-removed')
  })
})
