import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pushGroup, removeGroup, requireGroup } from '../../src/main/domain/groups.ts'
import { provisionUser, removeUserAccess, requireUser } from '../../src/main/domain/users.ts'
import { bindFilter } from '../../src/main/protocol/filter/bind.ts'
import { parseFilter } from '../../src/main/protocol/filter/parser.ts'
import type { Json, JsonObject } from '../../src/main/protocol/json.ts'
import { ENTERPRISE_SCHEMA } from '../../src/main/protocol/schema/enterprise.ts'
import type { ResourceTypeName } from '../../src/main/protocol/schema/types.ts'
import { parseSortBy } from '../../src/main/protocol/sort.ts'
import { parseResource } from '../../src/main/protocol/validate.ts'
import { filterSql } from '../../src/main/store/filter-sql.ts'
import type { GroupRow } from '../../src/main/store/groups.ts'
import { countListed, listedAfter, listedFrom, type Listing, type Position, positionOf } from '../../src/main/store/listing.ts'
import type { UserRow } from '../../src/main/store/users.ts'
import { IDP } from '../support/world.ts'
import { type Directory, randomDirectory } from './directory/directory.ts'
import { BUDGET, registry, STAFF } from './directory/schema.ts'

let directory: Directory
beforeAll(async () => {
  directory = await randomDirectory(77)
})
afterAll(() => directory.close())

function listing(type: ResourceTypeName, sortBy: string | undefined, descending: boolean, filter?: string, of = directory): Listing {
  const attribute = sortBy === undefined ? undefined : parseSortBy(sortBy, registry, type)
  expect(attribute === undefined).toBe(sortBy === undefined)
  return {
    type,
    organization: of.organization.id,
    filter: filter === undefined ? undefined : filterSql(bindFilter(parseFilter(filter), registry, type), type, of.organization.id),
    sort: attribute && { attribute, descending },
  }
}

const SORTS: readonly (readonly [ResourceTypeName, string, (resource: JsonObject) => Json | undefined])[] = [
  ['User', 'userName', (user) => user['userName']],
  ['User', 'id', (user) => user['id']],
  ['User', 'externalId', (user) => user['externalId']],
  ['User', 'displayName', (user) => user['displayName']],
  ['User', 'name.familyName', (user) => part(user['name'], 'familyName')],
  ['User', 'active', (user) => user['active']],
  ['User', 'emails', (user) => preferred(user['emails'])],
  ['User', 'meta.created', (user) => instantOf(part(user['meta'], 'created'))],
  ['User', 'meta.lastModified', (user) => instantOf(part(user['meta'], 'lastModified'))],
  ['User', `${ENTERPRISE_SCHEMA}:department`, (user) => part(user[ENTERPRISE_SCHEMA], 'department')],
  ['User', `${STAFF}:level`, (user) => part(user[STAFF], 'level')],
  ['User', `${STAFF}:score`, (user) => part(user[STAFF], 'score')],
  ['User', `${STAFF}:hired`, (user) => instantOf(part(user[STAFF], 'hired'))],
  ['Group', 'displayName', (group) => group['displayName']],
  ['Group', 'externalId', (group) => group['externalId']],
  ['Group', `${BUDGET}:amount`, (group) => part(group[BUDGET], 'amount')],
]
const CASE_EXACT = new Set(['id', 'externalId'])

function part(holder: Json | undefined, name: string): Json | undefined {
  return holder !== null && typeof holder === 'object' && !Array.isArray(holder) ? holder[name] : undefined
}

function instantOf(text: Json | undefined): number | undefined {
  return typeof text === 'string' ? Date.parse(text) : undefined
}

/** RFC 7644 §3.4.2.3: of several values the primary one, else the first. */
function preferred(elements: Json | undefined): Json | undefined {
  const all = (Array.isArray(elements) ? elements : []).filter((element) => part(element, 'value') !== undefined)
  return part(all.find((element) => part(element, 'primary') === true) ?? all[0], 'value')
}

/** The plain way: everything in memory, without a value last, ties in the order of arrival; descending is that from the end. */
function sorted(
  type: ResourceTypeName,
  sortBy: string,
  valueOf: (resource: JsonObject) => Json | undefined,
  descending: boolean,
): string[] {
  const folded = (text: string) => Buffer.from(CASE_EXACT.has(sortBy) ? text : text.normalize('NFC').toLowerCase())
  const compare = (a: Json | undefined, b: Json | undefined): number => {
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
    return typeof a === 'string' && typeof b === 'string' ? Buffer.compare(folded(a), folded(b)) : Number(a) - Number(b)
  }
  const ids = directory.resources[type].toSorted((a, b) => compare(valueOf(a), valueOf(b))).map((resource) => resource['id'] as string)
  return descending ? ids.toReversed() : ids
}

type Row = (UserRow | GroupRow) & { sortMissing: 0 | 1; sortValue: string | number }

const page = (query: Listing, offset: number, count: number) =>
  directory.world.domain.read((tx) => listedFrom<Row>(tx, query, offset, count))

async function byIndex(query: Listing, count: number): Promise<string[]> {
  const ids: string[] = []
  for (;;) {
    const rows = await page(query, ids.length, count)
    ids.push(...rows.map((row) => row.id))
    if (rows.length < count) return ids
  }
}

/** Walks by cursor; between pages something may happen. */
async function byCursor(
  of: Directory,
  query: Listing,
  count: number,
  between: (pageNumber: number) => Promise<void> = async () => undefined,
) {
  const ids: string[] = []
  let after: Position | undefined
  for (let pageNumber = 1; ; pageNumber++) {
    const rows = await of.world.domain.read((tx) => listedAfter<Row>(tx, query, after, count))
    ids.push(...rows.map((row) => row.id))
    const last = rows.at(-1)
    if (rows.length < count || last === undefined) return ids
    after = positionOf(last)
    await between(pageNumber)
  }
}

describe('R5: a sorted list', () => {
  it.each(SORTS)('of %ss by %s stands in the order that the plain way gives, up and down', async (type, sortBy, valueOf) => {
    for (const descending of [false, true]) {
      const rows = await page(listing(type, sortBy, descending), 0, 1000)
      expect(rows.map((row) => row.id)).toEqual(sorted(type, sortBy, valueOf, descending))
    }
  })

  it.each(SORTS)(
    'of %ss by %s is covered by its pages, every one once and in order, by index and by cursor',
    async (type, sortBy, valueOf) => {
      for (const descending of [false, true]) {
        const expected = sorted(type, sortBy, valueOf, descending)
        for (const count of [1, 4, 1000]) {
          const query = listing(type, sortBy, descending)
          expect(await byIndex(query, count)).toEqual(expected)
          expect(await byCursor(directory, query, count)).toEqual(expected)
        }
      }
    },
  )

  it('with a filter has those that match and no others, in the same order', async () => {
    const query = listing('User', 'displayName', false, 'emails pr and active eq true')
    const matching = new Set(
      directory.resources.User.filter((user) => Array.isArray(user['emails']) && user['active'] === true).map((user) => user['id']),
    )
    expect(matching.size).toBeGreaterThan(5)
    const expected = sorted('User', 'displayName', (user) => user['displayName'], false).filter((id) => matching.has(id))
    expect(await byIndex(query, 3)).toEqual(expected)
    expect(await byCursor(directory, query, 3)).toEqual(expected)
    expect(await directory.world.domain.read((tx) => countListed(tx, query, 0))).toBe(expected.length)
  })
})

describe('R5: a list that nobody sorted', () => {
  it.each(['User', 'Group'] as const)('of %ss is in the order of arrival, by index and by cursor', async (type) => {
    const expected = directory.resources[type].map((resource) => resource['id'])
    for (const count of [1, 5, 1000]) {
      expect(await byIndex(listing(type, undefined, false), count)).toEqual(expected)
      expect(await byCursor(directory, listing(type, undefined, false), count)).toEqual(expected)
    }
  })

  it('has nothing at and after its end, and nothing when nothing is asked for', async () => {
    const query = listing('User', undefined, false)
    expect(await page(query, 10_000, 10)).toEqual([])
    expect(await page(query, 0, 0)).toEqual([])
  })
})

describe('R5: a cursor, while the directory changes between pages', () => {
  const arrive = (of: Directory, type: ResourceTypeName, name: string) =>
    of.world.step(IDP, of.organization, async (change, organization) => {
      const body = type === 'User' ? { userName: name, displayName: name } : { displayName: name }
      const parsed = parseResource(body, { registry, type })
      if (type === 'User') await provisionUser(change, organization, registry, parsed.document)
      else await pushGroup(change, organization, registry, parsed)
    })
  const leave = (of: Directory, type: ResourceTypeName, id: string) =>
    of.world.step(IDP, of.organization, async (change, organization) => {
      if (type === 'User') await removeUserAccess(change, organization, registry, await requireUser(change.tx, organization, id))
      else await removeGroup(change, organization, registry, await requireGroup(change.tx, organization, id), 'scim-delete')
    })

  it.each([
    ['User', undefined, false],
    ['User', 'displayName', false],
    ['User', 'displayName', true],
    ['Group', 'displayName', false],
  ] as const)('%ss by %s (descending: %s): who was there all the time is told once', async (type, sortBy, descending) => {
    const changing = await randomDirectory(5)
    try {
      const there = changing.resources[type].map((resource) => resource['id'] as string)
      const gone = new Set<string>()
      const told = await byCursor(changing, listing(type, sortBy, descending, undefined, changing), 3, async (pageNumber) => {
        // One that stands before everybody, one after, one somewhere; and somebody leaves.
        for (const name of ['\u0001 first', 'm middle', '\u{10fffe} last'])
          if (pageNumber < 5) await arrive(changing, type, `${name} ${pageNumber}`)
        const leaver = there[(pageNumber * 5) % there.length] as string // the remainder is below the length
        if (gone.has(leaver) || pageNumber > 3) return
        gone.add(leaver)
        await leave(changing, type, leaver)
      })
      expect(new Set(told).size).toBe(told.length)
      expect(told.filter((id) => there.includes(id) && !gone.has(id))).toHaveLength(there.length - gone.size)
      expect(gone.size).toBe(3)
    } finally {
      await changing.close()
    }
  })
})
