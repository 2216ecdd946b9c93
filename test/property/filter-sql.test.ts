import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bindFilter } from '../../src/main/protocol/filter/bind.ts'
import { evaluate } from '../../src/main/protocol/filter/evaluate.ts'
import { parseFilter } from '../../src/main/protocol/filter/parser.ts'
import type { ResourceTypeName } from '../../src/main/protocol/schema/types.ts'
import { filterSql } from '../../src/main/store/filter-sql.ts'
import { narrowedFilterSql } from '../../src/main/store/narrowing.ts'
import { type Directory, randomDirectory } from './directory/directory.ts'
import { filtersOn } from './directory/filters.ts'
import { registry } from './directory/schema.ts'
import { words } from './directory/values.ts'

const SEEDS = [11, 22, 33]
const RUNS = { User: 250, Group: 120 }
const TABLE = { User: 'users', Group: 'groups' }

describe('R1: brackets', () => {
  it('after an attribute that follows from the whole resource are refused: SQL and meaning could not agree on them', () => {
    const bound = () => bindFilter(parseFilter('schemas[value co "enterprise"]'), registry, 'User')
    expect(bound).toThrow(/"schemas" has no elements to filter in brackets/)
  })
})

describe.each(SEEDS)('R1: in a random directory (seed %i), the SQL of a filter finds whom the filter means', (seed) => {
  let directory: Directory
  let narrowed = 0
  beforeAll(async () => {
    directory = await randomDirectory(seed)
  })
  afterAll(() => directory.close())

  /** The ids that SQL finds and the ids of which the filter is true. `few`: as many as may be decided on their documents. */
  async function both(type: ResourceTypeName, text: string, few?: number): Promise<{ found: string[]; meant: string[] }> {
    const { world, organization, resources } = directory
    const filter = bindFilter(parseFilter(text), registry, type)
    const rows = await world.domain.read(async (tx) => {
      const sql =
        few === undefined ? filterSql(filter, type, organization.id) : await narrowedFilterSql(tx, filter, type, organization.id, few)
      narrowed += Number(sql.text.includes('document_matches'))
      return tx.all<{ id: string }>(
        `SELECT r.id FROM ${TABLE[type]} r WHERE r.organization_id = ? AND ${sql.text} ORDER BY r.seq`,
        organization.id,
        ...sql.params,
      )
    })
    return {
      found: rows.map((row) => row.id),
      meant: resources[type].filter((resource) => evaluate(filter, resource)).map((resource) => resource['id'] as string),
    }
  }

  it('by every operator and every text there is', async () => {
    for (const op of ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']) {
      for (const word of words) {
        const { found, meant } = await both('User', `displayName ${op} ${JSON.stringify(word)}`)
        expect(found, `${op} ${word}`).toEqual(meant)
      }
    }
  })

  it('where one condition leaves few, whose documents decide the others', async () => {
    const telling = fc.constantFrom(...words).map((word) => `displayName eq ${JSON.stringify(word)}`)
    const before = narrowed
    await fc.assert(
      fc.asyncProperty(telling, filtersOn('User', directory.resources), filtersOn('User', directory.resources), async (first, a, b) => {
        for (const text of [`${first} and (${a})`, `(${a}) and not (${b}) and ${first}`, `${first} and ((${a}) or (${b}))`]) {
          const { found, meant } = await both('User', text, directory.resources.User.length)
          expect(found, text).toEqual(meant)
        }
      }),
      { seed, numRuns: 60 },
    )
    expect(narrowed - before).toBeGreaterThan(60)
  })

  it.each(['User', 'Group'] as const)('of every shape, on %ss', async (type) => {
    let hits = 0
    let misses = 0
    await fc.assert(
      fc.asyncProperty(filtersOn(type, directory.resources), async (text) => {
        const { found, meant } = await both(type, text)
        if (meant.length > 0) hits++
        if (meant.length < directory.resources[type].length) misses++
        expect(found).toEqual(meant)
      }),
      { seed, numRuns: RUNS[type] },
    )
    // A test of filters that all match nobody, or everybody, would show nothing.
    expect(hits).toBeGreaterThan(RUNS[type] / 3)
    expect(misses).toBeGreaterThan(RUNS[type] / 3)
  })
})
