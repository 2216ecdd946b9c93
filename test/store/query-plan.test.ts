import { describe, expect, it } from 'vitest'
import { bindFilter } from '../../src/main/protocol/filter/bind.ts'
import { parseFilter } from '../../src/main/protocol/filter/parser.ts'
import { coreRegistry } from '../../src/main/protocol/schema/registry.ts'
import { parseSortBy } from '../../src/main/protocol/sort.ts'
import type { ResourceTypeName } from '../../src/main/protocol/schema/types.ts'
import type { ReadTx, SqlValue, WriteTx } from '../../src/main/store/database/port.ts'
import { filterSql } from '../../src/main/store/filter-sql.ts'
import { groupByExternalId, groupByNameKey } from '../../src/main/store/groups.ts'
import { countListed, listedAfter, listedFrom, type Listing } from '../../src/main/store/listing.ts'
import { groupsOfUser, insertMember } from '../../src/main/store/members.ts'
import { recordProvisioned } from '../../src/main/store/purges.ts'
import { countFed, teamsFedBy } from '../../src/main/store/teams.ts'
import { tokenByHash } from '../../src/main/store/tokens.ts'
import { userByNameKey } from '../../src/main/store/users.ts'
import type { GroupSeq, UserSeq } from '../../src/shared/ids.ts'
import { newWorld, type World } from '../support/world.ts'

/** What SQLite says it will do for each statement that the work asks. */
async function plansOf(world: World, work: (tx: ReadTx) => Promise<unknown>): Promise<string[]> {
  const plans: string[] = []
  await world.database.write(async (tx) => {
    const plan = async (sql: string, params: readonly SqlValue[]): Promise<void> => {
      const rows = await tx.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params)
      plans.push(...rows.map((row) => row.detail))
    }
    const recording = {
      get: (sql: string, ...params: SqlValue[]) => plan(sql, params),
      all: async (sql: string, ...params: SqlValue[]) => plan(sql, params).then(() => []),
      run: async (sql: string, ...params: SqlValue[]) => plan(sql, params).then(() => 0),
    }
    await work(recording as unknown as ReadTx)
  })
  expect(plans).not.toEqual([])
  return plans
}

/** A walk of every row of the organization or of everybody who has the attribute, or of the whole table, by whatever index. */
const isWalkOfAll = (detail: string): boolean =>
  /^SCAN (r|u|g|users|groups|user_attributes|group_attributes|group_members|m)\b/.test(detail) ||
  / \(organization_id=\?(?: AND path_id=\?)?\)$/.test(detail) ||
  // By a value that everybody has: "true", "work".
  detail.endsWith(' (organization_id=? AND path_id=? AND text=? AND number=?)')

function walksOfAll(plans: readonly string[]): string[] {
  return plans.filter(isWalkOfAll)
}

async function acme(world: World, type: ResourceTypeName, filter: string): Promise<Listing> {
  const { id } = await world.organization()
  const bound = bindFilter(parseFilter(filter), coreRegistry, type)
  return { type, organization: id, filter: filterSql(bound, type, id), sort: undefined }
}

const MATCHES: readonly (readonly [ResourceTypeName, string])[] = [
  ['User', 'userName eq "ann@example.com"'],
  ['User', 'externalId eq "00u1"'],
  ['User', 'id eq "0190"'],
  ['User', 'emails.value eq "ann@example.com"'],
  ['User', 'emails[type eq "work" and value eq "ann@example.com"]'],
  ['User', 'emails[type eq "work"].value eq "ann@example.com"'],
  ['User', 'userName sw "ann"'],
  ['User', 'userName eq "ann" and active eq true'],
  ['User', 'emails.value eq "ann@example.com" and active eq true'],
  ['Group', 'displayName eq "Data"'],
  ['Group', 'externalId eq "00g1"'],
  ['Group', 'id eq "0190"'],
  ['Group', 'members.value eq "0190"'],
  ['Group', 'members eq "0190"'],
  ['Group', 'displayName eq "Data" and members.value eq "0190"'],
  ['User', 'groups.value eq "0190"'],
  ['User', 'userName co "ann"'],
  ['User', 'emails.value ew "@example.com" and name.familyName co "love"'],
  ['Group', 'displayName co "data"'],
]

describe('what identity providers ask again and again', () => {
  it.each(MATCHES)('%s: %s goes straight to its rows, for the page and for the count', async (type, filter) => {
    const world = newWorld()
    const listing = await acme(world, type, filter)
    expect(walksOfAll(await plansOf(world, (tx) => listedFrom(tx, listing, 0, 100)))).toEqual([])
    expect(walksOfAll(await plansOf(world, (tx) => listedAfter(tx, listing, undefined, 100)))).toEqual([])
    expect(walksOfAll(await plansOf(world, (tx) => countListed(tx, listing, 0)))).toEqual([])
  })

  it('is what the check can tell from a walk of everybody: this filter needs one', async () => {
    const world = newWorld()
    const listing = await acme(world, 'User', 'userName co "an"')
    expect(walksOfAll(await plansOf(world, (tx) => listedFrom(tx, listing, 0, 100)))).not.toEqual([])
  })

  it('the look-ups of every push and every request go straight to their rows too', async () => {
    const world = newWorld()
    const { id } = await world.organization()
    const plans = await plansOf(world, async (tx) => {
      await userByNameKey(tx, id, 'ann')
      await groupByNameKey(tx, 'data')
      await groupByExternalId(tx, id, '00g1')
      await tokenByHash(tx, new Uint8Array(32))
      await insertMember(tx as Parameters<typeof insertMember>[0], 1 as GroupSeq, { kind: 0, seq: 1 as UserSeq })
    })
    expect(walksOfAll(plans)).toEqual([])
    expect(plans.every((detail) => /^SEARCH .* USING (INTEGER PRIMARY KEY|(COVERING )?INDEX)/.test(detail))).toBe(true)
  })

  it('R5: a page walks a covering index to its place, reads that page’s documents only, and sorts nothing', async () => {
    const world = newWorld()
    const { id } = await world.organization()
    const everyone: Listing = { type: 'User', organization: id, filter: undefined, sort: undefined }
    const after = { missing: 0, value: '', seq: 5 } as const
    const byIndex = await plansOf(world, (tx) => listedFrom(tx, everyone, 90_000, 100))
    const byCursor = await plansOf(world, (tx) => listedAfter(tx, everyone, after, 100))
    for (const plans of [byIndex, byCursor]) {
      expect(plans.join('\n')).toContain('COVERING INDEX users_by_organization')
      expect(plans.join('\n')).toContain('SEARCH r USING INTEGER PRIMARY KEY')
    }
    expect(byCursor.join('\n')).toContain('(organization_id=? AND seq>?)')
  })

  it('R5: a page sorted by an attribute finds each value’s resource by row number, not everyone in all values', async () => {
    const world = newWorld()
    const { id } = await world.organization()
    for (const path of ['name.familyName', 'emails.value']) {
      const attribute = parseSortBy(path, coreRegistry, 'User')
      if (attribute === undefined) throw new Error(path)
      const sorted: Listing = { type: 'User', organization: id, filter: undefined, sort: { attribute, descending: false } }
      const plans = await plansOf(world, (tx) => listedFrom(tx, sorted, 0, 100))
      expect(plans).toContain('SEARCH r USING INTEGER PRIMARY KEY (rowid=?)')
      expect(plans.filter((detail) => /^SCAN .*LEFT-JOIN/.test(detail))).toEqual([])
    }
  })

  it.each([
    'title pr and active eq true',
    'emails.type eq "work" and (title pr and nickName pr)',
    'title pr and groups pr and displayName co "ann"',
    '(title pr and active eq true) or (nickName pr and emails[type eq "work"])',
    'title pr and not (active eq false)',
  ])('R1: no two lists of row numbers are multiplied with each other: %s', async (filter) => {
    const world = newWorld()
    const listing = await acme(world, 'User', filter)
    for (const plans of [
      await plansOf(world, (tx) => countListed(tx, listing, 0)),
      await plansOf(world, (tx) => listedFrom(tx, listing, 0, 100)),
    ])
      expect(plans.filter((detail) => /seq=\? AND rowid=\?|rowid=\? AND rowid=\?/.test(detail))).toEqual([])
  })
})

describe('what follows nesting', () => {
  it.each<readonly [string, (tx: ReadTx) => Promise<unknown>]>([
    ['the groups of a person', (tx) => groupsOfUser(tx, 1 as UserSeq)],
    ['how many people a group puts into its teams', (tx) => countFed(tx, 1 as GroupSeq)],
    ['the teams that a group feeds', (tx) => teamsFedBy(tx, 1 as GroupSeq)],
    ['whom the removal of a group takes out', (tx) => recordProvisioned(tx as WriteTx, 'purge', 1 as GroupSeq)],
  ])('%s: from what is found to what it leads to, never through all groups, people or nested groups', async (_, work) => {
    const plans = await plansOf(newWorld(), work)
    expect([
      ...walksOfAll(plans),
      ...plans.filter((detail) => detail.endsWith(' memberships (kind=?)') || /^SCAN t\b/.test(detail)),
    ]).toEqual([])
  })
})
