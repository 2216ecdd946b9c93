import { describe, expect, it } from 'vitest'
import { searchSql } from '../../src/main/store/search.ts'
import { usersPage } from '../../src/main/store/user-list.ts'
import type { OrganizationRow } from '../../src/main/store/organizations.ts'
import { newWorld, type World } from '../support/world.ts'

async function people(): Promise<{ world: World; acme: OrganizationRow; search: (text: string) => Promise<string[]> }> {
  const world = newWorld()
  const acme = await world.organization()
  const other = await world.organization('other')
  await world.provision(acme, 'ann', { displayName: 'Ann Ångström', emails: [{ value: 'ann@labs.example' }], externalId: '00u1abc' })
  await world.provision(acme, 'anton', { name: { givenName: 'Anton', familyName: "O'Hara" } })
  await world.provision(acme, 'bob', { displayName: 'Bob "100%" Müller' })
  await world.provision(acme, '王小明', { displayName: '王小明 Wang' })
  await world.provision(other, 'anna', { displayName: 'Anna Ångström' })
  const search = (text: string) =>
    world.domain.read(async (tx) => {
      const rows = await usersPage(
        tx,
        { organization: acme.id, search: searchSql('user_search', 'user_name_key', acme.id, text), active: undefined },
        '',
        100,
      )
      return rows.map((row) => row.userName)
    })
  return { world, acme, search }
}

describe('the search box', () => {
  it.each([
    ['ANN', ['ann']],
    ['angström', []],
    ['ÅNGSTRÖM', ['ann']],
    ['ngst', ['ann']],
    ['labs.exa', ['ann']],
    ['00U1', ['ann']],
    ["o'hara", ['anton']],
    ['"100%"', ['bob']],
    ['müller bob', ['bob']],
    ['ann müller', []],
    ['小明 wang', ['王小明']],
    ['an', ['ann', 'anton']],
    ['王', ['王小明']],
    ['b', ['bob']],
    ['n', []],
    ['an anton', ['anton']],
    ['NOT ann', []],
    ['ann*', []],
    ['%', []],
  ])('finds by %s: %j', async (text, expected) => {
    const { search } = await people()
    expect(await search(text)).toEqual(expected)
  })

  it('finds decomposed text by composed text', async () => {
    const { search } = await people()
    expect(await search('A\u030angstro\u0308m')).toEqual(['ann'])
  })

  it('follows renames, and forgets who is gone', async () => {
    const { world, acme, search } = await people()
    const [ann] = await world.database.read((tx) => tx.all<{ id: string }>("SELECT id FROM users WHERE user_name = 'ann'"))
    await world.patchUser(acme, { id: ann?.id ?? '' }, { op: 'replace', path: 'displayName', value: 'Annabel' })
    expect(await search('ngström')).toEqual([])
    expect(await search('annabel')).toEqual(['ann'])
    await world.deprovision(acme, { id: ann?.id ?? '' })
    expect(await search('annabel')).toEqual([])
  })
})
