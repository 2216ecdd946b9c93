import * as fc from 'fast-check'
import { ENTERPRISE, USER } from '../../support/scim-client.ts'
import { name } from './values.ts'

const attribute = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'userName',
      'displayName',
      'emails',
      'emails.value',
      'emails.type',
      'emails.primary',
      'active',
      'title',
      'id',
      'externalId',
      'members',
      'members.value',
      'members.display',
      'groups.display',
      'groups',
      'meta.created',
      'meta.lastModified',
      'meta.resourceType',
      'meta.version',
      'schemas',
      'name.familyName',
      'name',
      'x509Certificates',
      'password',
      'manager',
      `${ENTERPRISE}:manager.value`,
      `${ENTERPRISE}:department`,
      `${USER}:userName`,
    ),
  },
  { weight: 1, arbitrary: name },
)
const operator = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'EQ', 'Co') },
  { weight: 1, arbitrary: fc.constantFrom('', '=', 'is', 'pr', 'not', 'like', 'regex') },
)
const literal = fc.oneof(
  fc.string({ maxLength: 12 }).map((text) => JSON.stringify(text)),
  fc.constantFrom(
    '"fuzz"',
    '"work"',
    '"2026-11-22T09:00:00Z"',
    '"2026-02-30T25:61:00Z"',
    '"{user}"',
    '"%"',
    '""',
    '"\\u0000"',
    '"\\ud800"',
    '"\\x"',
    '"',
  ),
  fc.constantFrom('true', 'False', 'null', '1', '-1.5e3', '1e999', 'bare', '[]', '{}', 'eq', "'x'"),
)
const comparison = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(attribute, operator, literal).map((parts) => parts.join(' ')) },
  { weight: 2, arbitrary: attribute.map((path) => `${path} pr`) },
)

/** Filters of every shape: most by the grammar, over right and wrong names; some spoilt; some no filter at all. */
const grammatical: fc.Arbitrary<string> = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    comparison,
    fc.tuple(tie('filter'), fc.constantFrom('and', 'or', 'AND'), tie('filter')).map((parts) => parts.join(' ')),
    tie('filter').map((inner) => `not (${inner})`),
    tie('filter').map((inner) => `(${inner})`),
    fc.tuple(attribute, tie('filter')).map(([path, inner]) => `${path}[${inner}]`),
    fc.tuple(attribute, comparison, comparison).map(([path, a, b]) => `${path}[${a} and ${b}]`),
  ),
})).filter

export const filter = fc.oneof(
  { weight: 8, arbitrary: grammatical },
  {
    weight: 1,
    arbitrary: fc
      .tuple(grammatical, fc.nat(), fc.constantFrom('"', '(', ')', '[', ']', '\0', '\\', ' and', '.', '\ud800'))
      .map(([text, at, odd]) => text.slice(0, at % (text.length + 1)) + odd + text.slice(at % (text.length + 1))),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 60, unit: 'binary' }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('(', 'not (', 'emails[', 'title pr and ', '\\', 'a.'), fc.integer({ min: 1, max: 900 }))
      .map(([part, times]) => part.repeat(times)),
  },
)
