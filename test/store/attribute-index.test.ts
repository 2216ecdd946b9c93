import { describe, expect, it } from 'vitest'
import { bindFilter } from '../../src/main/protocol/filter/bind.ts'
import { parseFilter, FILTER_DEPTH, FILTER_TERMS } from '../../src/main/protocol/filter/parser.ts'
import { coreRegistry } from '../../src/main/protocol/schema/registry.ts'
import type { ResourceTypeName } from '../../src/main/protocol/schema/types.ts'
import { filterSql, RELATION_TERMS } from '../../src/main/store/filter-sql.ts'
import { newWorld, type World } from '../support/world.ts'

/** Every row of a person's index, as text. */
async function indexOf(world: World, id: string): Promise<string[]> {
  const rows = await world.database.read((tx) =>
    tx.all<{ row: string }>(
      `SELECT p.key || ' ' || a.element || ' ' || a.text || ' ' || a.number AS row FROM user_attributes a JOIN attribute_paths p ON p.id = a.path_id
       WHERE a.seq = (SELECT seq FROM users WHERE id = ?) ORDER BY 1`,
      id,
    ),
  )
  return rows.map((row) => row.row)
}

async function found(world: World, organization: number, type: ResourceTypeName, filter: string): Promise<number> {
  const org = await world.domain.read((tx) => tx.get<{ id: never }>('SELECT id FROM organizations WHERE id = ?', organization))
  const sql = filterSql(bindFilter(parseFilter(filter), coreRegistry, type), type, org?.id as never)
  const table = type === 'User' ? 'users' : 'groups'
  const row = await world.database.read((tx) =>
    tx.get<{ n: number }>(`SELECT count(*) AS n FROM ${table} r WHERE r.organization_id = ? AND ${sql.text}`, organization, ...sql.params),
  )
  return row?.n ?? -1
}

describe('the attribute index of a person', () => {
  it('has a row a value, folded, and one for each element; what columns answer is not in it twice', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'Ann@Example.com', {
      externalId: 'X1',
      displayName: 'ANN',
      emails: [{ value: 'Ann@Example.com', type: 'work', primary: true }],
    })
    expect(await indexOf(world, ann.id)).toEqual([
      'active 0  1.0',
      'displayname 0 ann 0.0',
      'emails 0  0.0',
      'emails.primary 0  1.0',
      'emails.type 0 work 0.0',
      'emails.value 0 ann@example.com 0.0',
    ])
  })

  it('follows every change, and is gone with the person', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'ann', {
      title: 'Chief',
      emails: [{ value: 'a@x.example', type: 'work' }, { value: 'b@x.example' }],
    })
    await world.patchUser(
      acme,
      ann,
      { op: 'remove', path: 'emails[value eq "a@x.example"]' },
      { op: 'replace', path: 'title', value: 'Chef' },
      { op: 'replace', path: 'active', value: false },
    )
    expect(await indexOf(world, ann.id)).toEqual(['active 0  0.0', 'emails 0  0.0', 'emails.value 0 b@x.example 0.0', 'title 0 chef 0.0'])
    await world.deprovision(acme, ann)
    expect(await world.database.read((tx) => tx.get('SELECT count(*) AS n FROM user_attributes'))).toEqual({ n: 0 })
  })

  it('is written only where it differs: a renamed title is one row out and one row in', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'ann', { title: 'Chief', emails: [{ value: 'a@x.example' }] })
    await world.database.write(async (tx) => {
      await tx.run('CREATE TEMP TABLE touched (what TEXT)')
      await tx.run("CREATE TEMP TRIGGER came AFTER INSERT ON main.user_attributes BEGIN INSERT INTO touched VALUES ('+' || new.text); END")
      await tx.run("CREATE TEMP TRIGGER went AFTER DELETE ON main.user_attributes BEGIN INSERT INTO touched VALUES ('-' || old.text); END")
    })
    await world.patchUser(acme, ann, { op: 'replace', path: 'title', value: 'Chef' })
    expect(await world.database.write((tx) => tx.all('SELECT what FROM touched ORDER BY 1'))).toEqual([
      { what: '+chef' },
      { what: '-chief' },
    ])
  })

  it('belongs to the organization: the same person elsewhere is found there only', async () => {
    const world = newWorld()
    const acme = await world.organization('acme')
    const other = await world.organization('other')
    await world.provision(acme, 'ann', { title: 'Chief' })
    expect(await found(world, acme.id, 'User', 'title eq "chief"')).toBe(1)
    expect(await found(world, other.id, 'User', 'title eq "chief"')).toBe(0)
    expect(await found(world, other.id, 'User', 'not (title eq "chief")')).toBe(0)
  })
})

describe('R10: the largest filters that are accepted', () => {
  const terms = [
    'emails.value co "x"',
    'emails[type eq "work" and value sw "y"]',
    'not (userName eq "z")',
    'groups.display ew "q"',
    'title ne "t"',
  ]
  const wide = (joiner: string) => Array.from({ length: FILTER_TERMS / 6 }, () => terms.join(` ${joiner} `)).join(` ${joiner} `)

  it.each(['and', 'or'])('with as many terms as may be, joined by %s, can be asked', async (joiner) => {
    const world = newWorld()
    const acme = await world.organization()
    await world.provision(acme, 'ann')
    expect(await found(world, acme.id, 'User', wide(joiner))).toBe(joiner === 'or' ? 1 : 0)
  })

  it('as deep as may be, can be asked', async () => {
    const world = newWorld()
    const acme = await world.organization()
    await world.provision(acme, 'ann')
    const deep = `${'not ('.repeat(FILTER_DEPTH)}userName eq "ann"${')'.repeat(FILTER_DEPTH)}`
    expect(await found(world, acme.id, 'User', deep)).toBe(1)
  })

  it('on members, with as many terms as may be, can be asked; one more is refused in words', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'ann')
    await world.push(acme, 'Data', { members: [{ value: ann.id }] })
    const members = (count: number) => Array.from({ length: count }, (_, i) => `members.value eq "${i === 7 ? ann.id : i}"`).join(' or ')
    expect(await found(world, acme.id, 'Group', members(RELATION_TERMS))).toBe(1)
    await expect(found(world, acme.id, 'Group', members(RELATION_TERMS + 1))).rejects.toMatchObject({
      status: 400,
      scimType: 'invalidFilter',
    })
  })
})
