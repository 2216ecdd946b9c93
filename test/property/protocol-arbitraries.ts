import * as fc from 'fast-check'
import type { CompareOperator, Filter } from '../../src/main/protocol/filter/ast.ts'
import type { Json, JsonObject } from '../../src/main/protocol/json.ts'
import { coreRegistry, createRegistry, ENTERPRISE_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import type { AttributeDefinition, Registry, SchemaDefinition } from '../../src/main/protocol/schema/types.ts'

/** An extension with an attribute of every type that the core schemas do not have. */
export const OWN = 'urn:example:own'

function like(name: string, of: Partial<AttributeDefinition>): AttributeDefinition {
  const found = coreRegistry.resolve('User', { name: 'nickName' })
  if (found === undefined) throw new Error(name)
  return { ...found.attribute, name, ...of }
}

const own: SchemaDefinition = {
  id: OWN,
  name: 'Own',
  description: 'Own',
  attributes: [
    like('floor', { type: 'integer' }),
    like('share', { type: 'decimal' }),
    like('since', { type: 'dateTime' }),
    like('tags', { multiValued: true }),
    like('codes', { multiValued: true, caseExact: true }),
    like('constructor', {}),
  ],
}

export const registry: Registry = createRegistry([{ resourceType: 'User', required: false, schema: own }])

/** Few texts, so that they meet: letters in both cases, composed and not, astral ones, wildcards of SQL. */
export const text = fc.constantFrom(
  'a',
  'A',
  'ab',
  'aB',
  'b',
  'ba',
  'é',
  'E\u0301',
  'ß',
  'İ',
  '%',
  '_',
  '"',
  '\\',
  '😀',
  '\uff5e',
  'a b',
  '1',
  'true',
)
export const instant = fc.constantFrom(
  '2020-01-01T00:00:00Z',
  '2020-01-01T01:00:00+01:00',
  '2020-01-01T00:00:00.5Z',
  '2021-06-30T12:00:00-05:00',
)
const number = fc.constantFrom(-1, 0, 1, 2, 10)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const element = fc.record(
  { value: text, type: fc.constantFrom('work', 'home', 'WORK'), primary: fc.boolean(), display: text },
  { requiredKeys: [] },
)

function compact(value: Record<string, unknown>): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as JsonObject
}

/** Bodies that a well-meaning client could send for a user. */
export const userBody: fc.Arbitrary<JsonObject> = fc
  .record({
    userName: text,
    externalId: maybe(text),
    nickName: maybe(text),
    title: maybe(fc.oneof(text, fc.constant(''))),
    active: maybe(fc.boolean()),
    name: maybe(fc.record({ givenName: text, familyName: text }, { requiredKeys: [] })),
    emails: maybe(fc.array(element, { maxLength: 3 })),
    roles: maybe(fc.array(element, { maxLength: 2 })),
    photos: maybe(fc.array(fc.record({ value: text, type: text }, { requiredKeys: [] }), { maxLength: 2 })),
    [ENTERPRISE_SCHEMA]: maybe(
      fc.record({ department: text, manager: fc.record({ value: text, $ref: text }, { requiredKeys: [] }) }, { requiredKeys: [] }),
    ),
    [OWN]: maybe(
      fc.record(
        {
          floor: number,
          share: number,
          since: instant,
          tags: fc.array(text, { maxLength: 3 }),
          codes: fc.array(text, { maxLength: 3 }),
          constructor: text,
        },
        { requiredKeys: [] },
      ),
    ),
  })
  .map(compact)

const TEXT_OPERATORS: CompareOperator[] = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']
const NUMBER_OPERATORS: CompareOperator[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le']
const BOOLEAN_OPERATORS: CompareOperator[] = ['eq', 'ne']

type Operand = string | number | boolean | null

function comparison(paths: readonly string[], operators: readonly CompareOperator[], value: fc.Arbitrary<Operand>): fc.Arbitrary<Filter> {
  return fc.record({ path: fc.constantFrom(...paths), op: fc.constantFrom(...operators), value }).map(({ path, op, value: operand }) => ({
    kind: 'compare',
    path: pathOf(path),
    op: operand === null && op !== 'eq' ? 'ne' : op,
    value: operand,
    valueOffset: 0,
  }))
}

function present(paths: readonly string[]): fc.Arbitrary<Filter> {
  return fc.constantFrom(...paths).map((path) => ({ kind: 'present', path: pathOf(path) }))
}

function pathOf(path: string) {
  const colon = path.lastIndexOf(':')
  const [name = '', sub] = path.slice(colon + 1).split('.')
  return { schema: colon === -1 ? undefined : path.slice(0, colon), name, sub, offset: 0 }
}

const texts = [
  'userName',
  'externalId',
  'nickName',
  'TITLE',
  'name.givenName',
  'emails',
  'emails.value',
  'emails.type',
  'roles.display',
  'photos.value',
]
  .concat(`${ENTERPRISE_SCHEMA}:department`, `${ENTERPRISE_SCHEMA}:manager`, `${ENTERPRISE_SCHEMA}:manager.$ref`)
  .concat(`${OWN}:tags`, `${OWN}:codes`, `${OWN}:constructor`)
const numbers = [`${OWN}:floor`, `${OWN}:share`]
const dates = [`${OWN}:since`]
const booleans = ['active', 'emails.primary']

const textOrBlank: fc.Arbitrary<Operand> = fc.oneof({ weight: 8, arbitrary: text }, { weight: 1, arbitrary: fc.constantFrom('', null) })

const leaf = fc.oneof(
  { weight: 6, arbitrary: comparison(texts, TEXT_OPERATORS, textOrBlank) },
  comparison(numbers, NUMBER_OPERATORS, number),
  comparison(dates, NUMBER_OPERATORS, instant),
  comparison(booleans, BOOLEAN_OPERATORS, fc.boolean()),
  comparison(['schemas'], TEXT_OPERATORS, fc.constantFrom(ENTERPRISE_SCHEMA, OWN, 'user')),
  present([...texts, ...numbers, ...dates, ...booleans, 'name', 'roles', 'schemas', `${ENTERPRISE_SCHEMA}:manager`]),
)

const elementLeaf = fc.oneof(
  comparison(['value', 'type', 'display'], TEXT_OPERATORS, textOrBlank),
  comparison(['primary'], BOOLEAN_OPERATORS, fc.boolean()),
  present(['value', 'type', 'primary', 'display']),
)

function combined(part: fc.Arbitrary<Filter>, depth: number): fc.Arbitrary<Filter> {
  if (depth === 0) return part
  const inner = combined(part, depth - 1)
  return fc.oneof(
    { weight: 3, arbitrary: part },
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), filters: fc.array(inner, { minLength: 2, maxLength: 3 }) }),
    inner.map((filter) => ({ kind: 'not' as const, filter })),
  )
}

const valuePath: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    kind: fc.constant('valuePath' as const),
    path: fc.constantFrom('emails', 'roles').map(pathOf),
    filter: combined(elementLeaf, 2),
  }),
  fc.record({
    kind: fc.constant('valuePath' as const),
    path: fc.constantFrom(`${OWN}:tags`, `${OWN}:codes`).map(pathOf),
    filter: combined(comparison(['value'], TEXT_OPERATORS, text), 1),
  }),
)

/** Filters that every user of the registry above can be asked. */
export const filter: fc.Arbitrary<Filter> = combined(fc.oneof({ weight: 4, arbitrary: leaf }, valuePath), 3)

const hostileKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'prototype',
  'userName',
  'USERNAME',
  'name',
  'name.givenName',
  'emails',
  'value',
  'type',
  'primary',
  'active',
  'members',
  '$ref',
  'display',
  'schemas',
  'id',
  'meta',
  'groups',
  'password',
  'operation',
  'op',
  'path',
  'Operations',
  'method',
  'data',
  'x',
  '',
  ':',
  '.',
  'a.b.c',
  ENTERPRISE_SCHEMA,
  `${ENTERPRISE_SCHEMA}:manager`,
  OWN,
  `${OWN}:tags`,
  'manager',
  'emails[type eq "work"].value',
)

/** JSON of any shape, with the keys that hurt the careless. */
export const hostileJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.constantFrom(null, true, false, '', 'True', '\u0000', '\ud800', 0, -1, 1.5, 1e308), text, fc.string({ maxLength: 5 })),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(hostileKey, tie('value')), { maxLength: 5 })
      // Through text, as bodies come: there `__proto__` is a key like any other.
      .map(
        (entries) => JSON.parse(`{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`) as Json,
      ),
  ),
})).value
