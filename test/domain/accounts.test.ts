import { describe, expect, it } from 'vitest'
import { describeAccount, requireAccount } from '../../src/main/domain/accounts.ts'
import { accountsPage } from '../../src/main/store/account-list.ts'
import { newWorld } from '../support/world.ts'

async function twoOrganizations() {
  const world = newWorld()
  const [acme, globex] = [await world.organization('acme'), await world.organization('globex')]
  const ann = await world.provision(acme, 'Ann', { displayName: 'Ann Lee', emails: [{ value: 'ann.lee@mail.example' }] })
  await world.provision(globex, 'ann')
  return {
    ...world,
    acme,
    globex,
    ann,
    account: () => world.domain.read(async (tx) => describeAccount(tx, await requireAccount(tx, ann.id))),
    standings: () =>
      world.domain.read(async (tx) =>
        (await describeAccount(tx, await requireAccount(tx, ann.id))).access.map((each) => `${each.organizationSlug} ${each.standing}`),
      ),
    found: (search: string | undefined, access?: 'some' | 'none') =>
      world.domain.read(async (tx) => (await accountsPage(tx, { search, access }, undefined, 100)).map(({ userName }) => userName)),
  }
}

describe('U4: an account outlives access to any organization', () => {
  it('tells by organization whether access is active, was taken away, and is given again to the same id', async () => {
    const { acme, globex, ann, account, standings, deprovision, provision, patchUser } = await twoOrganizations()
    expect(await standings()).toEqual(['acme active', 'globex active'])
    await patchUser(acme, ann, { op: 'replace', path: 'active', value: false })
    expect(await standings()).toEqual(['acme deactivated', 'globex active'])
    await deprovision(acme, ann)
    expect(await standings()).toEqual(['acme removed', 'globex active'])
    await deprovision(globex, ann)
    expect(await account()).toMatchObject({ id: ann.id, userName: 'Ann', access: [{ standing: 'removed', userName: 'Ann' }, {}] })
    expect((await provision(acme, 'ANN')).id).toBe(ann.id)
    expect(await standings()).toEqual(['acme active', 'globex removed'])
  })

  it('I7, D7: who is held, and an owner whose access was taken away, are told', async () => {
    const { acme, policy, provision, setRole, deprovision, ann, account, domain } = await twoOrganizations()
    await policy(acme, { stagedRollout: true })
    const bob = await provision(acme, 'bob')
    const held = await domain.read(async (tx) => describeAccount(tx, await requireAccount(tx, bob.id)))
    expect(held.access).toMatchObject([{ standing: 'held', isOwner: false }])
    await setRole(acme, ann, 'owner')
    await deprovision(acme, ann)
    expect((await account()).access).toMatchObject([
      { organizationSlug: 'acme', standing: 'removed', isOwner: true },
      { organizationSlug: 'globex', standing: 'active', isOwner: false },
    ])
  })

  it('U5: each organization keeps its own name for the account', async () => {
    const { acme, ann, putUser, account } = await twoOrganizations()
    await putUser(acme, ann, { userName: 'ann.lee' })
    expect((await account()).userName).toBe('Ann')
    expect((await account()).access.map(({ userName }) => userName)).toEqual(['ann.lee', 'ann'])
  })
})

describe('accounts are found', () => {
  it('by account name, by name and email in any organization, and by id', async () => {
    const { acme, provision, deprovision, ann, found } = await twoOrganizations()
    const cid = await provision(acme, 'cid')
    await deprovision(acme, cid)
    expect(await found(undefined)).toEqual(['Ann', 'cid'])
    expect(await found('nn')).toEqual(['Ann'])
    expect(await found('LEE ann')).toEqual(['Ann'])
    expect(await found('ann.lee@mail')).toEqual(['Ann'])
    expect(await found(ann.id)).toEqual(['Ann'])
    expect(await found('ci')).toEqual(['cid'])
    expect(await found('100%')).toEqual([])
    expect(await found(undefined, 'none')).toEqual(['cid'])
    expect(await found('a', 'some')).toEqual(['Ann'])
  })

  it('or not, when there is no such account', async () => {
    const { domain } = await twoOrganizations()
    await expect(domain.read((tx) => requireAccount(tx, 'x'))).rejects.toMatchObject({ code: 'not_found' })
  })
})
