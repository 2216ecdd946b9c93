import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { assertNever } from '../../src/shared/assert.ts'
import { ScimError } from '../../src/main/protocol/error.ts'
import type { BoundFilter, Filter, IndexEntry } from '../../src/main/protocol/filter/ast.ts'
import { bindFilter } from '../../src/main/protocol/filter/bind.ts'
import { evaluate } from '../../src/main/protocol/filter/evaluate.ts'
import { indexEntries } from '../../src/main/protocol/filter/index-entries.ts'
import { holds } from '../../src/main/protocol/filter/operand.ts'
import { parseFilter } from '../../src/main/protocol/filter/parser.ts'
import { parseResource } from '../../src/main/protocol/validate.ts'
import { printFilter } from '../protocol/print-filter.ts'
import { filter, registry, userBody } from './protocol-arbitraries.ts'

const settings = { seed: 20261122, numRuns: 4000 }

/** The filter with its offsets set aside. */
function structure(value: Filter): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'offset' || key === 'valueOffset' ? undefined : inner)))
}

/** What a store does that has nothing but the rows of the index. `element` bounds it to one element of a value path. */
function matchesRows(bound: BoundFilter, rows: readonly IndexEntry[], element?: number): boolean {
  const at = (key: string) => rows.filter((row) => row.key === key && (element === undefined || row.element === element))
  switch (bound.kind) {
    case 'and':
      return bound.filters.every((part) => matchesRows(part, rows, element))
    case 'or':
      return bound.filters.some((part) => matchesRows(part, rows, element))
    case 'not':
      return !matchesRows(bound.filter, rows, element)
    case 'present':
      return at(bound.attribute.key).length > 0
    case 'compare': {
      const { attribute, op, operand } = bound
      const found = at(attribute.key)
      if (op === 'ne' && found.length === 0) return true
      return found.some(({ text, number }) =>
        holds(op, operand.type === 'text' ? { type: 'text', text } : { type: 'number', number }, operand),
      )
    }
    case 'valuePath':
      return [...new Set(at(bound.attribute.key).map((row) => row.element))].some((place) => matchesRows(bound.filter, rows, place))
    case 'never':
      return false
    default:
      return assertNever(bound)
  }
}

it('R1: a filter printed and parsed is the same filter', () => {
  fc.assert(
    fc.property(filter, (written) => {
      expect(structure(parseFilter(printFilter(written), { depth: 100, length: 100_000 }))).toEqual(structure(written))
    }),
    settings,
  )
})

it('R1: the rows of the index say of every filter what the document says', () => {
  let held = 0
  fc.assert(
    fc.property(userBody, filter, (body, written) => {
      const { document } = parseResource(body, { registry, type: 'User' })
      const bound = bindFilter(written, registry, 'User')
      const expected = evaluate(bound, document)
      if (expected) held++
      expect(matchesRows(bound, indexEntries(document, registry, 'User'))).toBe(expected)
    }),
    settings,
  )
  // Neither all nor none: the filters and the documents do meet.
  expect(held).toBeGreaterThan(settings.numRuns * 0.2)
  expect(held).toBeLessThan(settings.numRuns * 0.8)
})

function outcomeOf(text: string): unknown {
  try {
    bindFilter(parseFilter(text), registry, 'User')
    return 'read'
  } catch (error) {
    return error instanceof ScimError ? error.scimType : error
  }
}

it('R10: text that is no filter is refused as invalidFilter and never otherwise', () => {
  const word = fc.constantFrom(
    'userName',
    'emails',
    'eq',
    'pr',
    'and',
    'or',
    'not',
    '(',
    ')',
    '[',
    ']',
    '"a"',
    '"',
    '\\',
    '.value',
    'true',
    '1',
    ':',
    '\0',
  )
  const soup = fc.oneof(
    fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
    fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
    fc.string({ maxLength: 40, unit: 'binary' }),
  )
  let read = 0
  fc.assert(
    fc.property(soup, (text) => {
      const outcome = outcomeOf(text)
      if (outcome === 'read') read++
      expect(['read', 'invalidFilter']).toContain(outcome)
    }),
    settings,
  )
  expect(read).toBeGreaterThan(0)
})
