import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { DomainError } from '../../src/main/domain/error.ts'
import { changeSchema, declareSchema, removeSchema } from '../../src/main/domain/schemas/extension-schemas.ts'
import { registryOf } from '../../src/main/domain/schemas/registry.ts'
import { changeUser, provisionUser, requireUser } from '../../src/main/domain/users.ts'
import { ScimError } from '../../src/main/protocol/error.ts'
import { indexEntries } from '../../src/main/protocol/filter/index-entries.ts'
import type { Json, JsonObject } from '../../src/main/protocol/json.ts'
import { parseResource } from '../../src/main/protocol/validate.ts'
import { INDEX_COLUMNS } from '../../src/main/store/attribute-index.ts'
import type { OrganizationRow } from '../../src/main/store/organizations.ts'
import { AttributeType, type DeclaredAttribute, type DeclaredSubAttribute, Mutability, Returned } from '../../src/shared/console/schemas.ts'
import { OWN_USER } from '../support/own-schema.ts'
import { ADMIN, newWorld, type World } from '../support/world.ts'

const PEOPLE = ['ann', 'ben', 'cat'] as const
/** Few names and few values, so that steps meet. */
const NAMES = ['a', 'A', 'b', 'c', 'value', '$ref'] as const

/** What may be said of a value of a type; now and then, what may not. */
const characteristics = (type: AttributeType): fc.Arbitrary<Omit<DeclaredSubAttribute, 'name'>> => {
  const isText = type === 'string' || type === 'reference'
  return fc.record({
    type: fc.constant(type),
    multiValued: fc.boolean(),
    required: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    caseExact: isText ? fc.boolean() : fc.constant(undefined),
    mutability: fc.oneof(
      { weight: 12, arbitrary: fc.constant('readWrite' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...Mutability.options) },
    ),
    returned: fc.oneof(
      { weight: 12, arbitrary: fc.constant('default' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...Returned.options) },
    ),
    uniqueness: fc.constantFrom('none', ...(isText || type === 'integer' ? (['server'] as const) : [])),
  })
}
const simple = fc
  .constantFrom('string', 'string', 'string', ...AttributeType.options.filter((type) => type !== 'complex'))
  .chain(characteristics)
const named = <T extends object>(names: readonly string[], arbitrary: fc.Arbitrary<T>, sizes: { minLength: number; maxLength: number }) =>
  fc
    .uniqueArray(fc.record({ name: fc.constantFrom(...names), rest: arbitrary }), { ...sizes, selector: ({ name }) => name.toLowerCase() })
    .map((each) => each.map(({ name, rest }) => ({ name, ...rest })))
const complex = fc
  .record({ whole: characteristics('string'), subAttributes: named(NAMES, simple, { minLength: 1, maxLength: 3 }) })
  .map(({ whole, subAttributes }) => ({
    ...whole,
    type: 'complex' as const,
    caseExact: undefined,
    uniqueness: 'none' as const,
    subAttributes,
  }))
const attributes: fc.Arbitrary<DeclaredAttribute[]> = named(
  ['a', 'a', 'A', 'b', 'b', 'c'],
  fc.oneof({ weight: 3, arbitrary: simple }, { weight: 1, arbitrary: complex }),
  { minLength: 1, maxLength: 4 },
)

const plain: fc.Arbitrary<Json> = fc.constantFrom('x', 'x', 'X', 'X', 'y', true, false, 0, 1, 1.5, '2026-11-22T00:00:00Z', 'QUJD', null)
const part = fc.dictionary(fc.constantFrom(...NAMES), fc.oneof(plain, fc.array(plain, { maxLength: 2 })), { maxKeys: 3 })
const word = fc.constantFrom('x', 'X')
const values = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof({ weight: 4, arbitrary: word }, { weight: 2, arbitrary: plain }, fc.array(fc.oneof(word, part), { maxLength: 3 }), part),
  { minKeys: 1, maxKeys: 3 },
)

type Step =
  | { readonly kind: 'declare' | 'change'; readonly attributes: readonly DeclaredAttribute[] }
  | { readonly kind: 'grow'; readonly attribute: DeclaredAttribute }
  | { readonly kind: 'remove' }
  | { readonly kind: 'push'; readonly userName: (typeof PEOPLE)[number]; readonly values: JsonObject }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('declare', 'change'), attributes }),
  },
  { weight: 2, arbitrary: attributes.map(([attribute]) => ({ kind: 'grow' as const, attribute: attribute as DeclaredAttribute })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'remove' as const }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('push' as const), userName: fc.constantFrom(...PEOPLE), values }) },
)

function take(world: World, org: OrganizationRow, ids: Map<string, string>, next: Step): Promise<unknown> {
  return world.step(ADMIN, org, async (change, organization) => {
    const registry = await registryOf(change.tx, organization.id)
    const schema = (wanted: readonly DeclaredAttribute[]) => ({ id: OWN_USER, name: 'Own', attributes: [...wanted] })
    switch (next.kind) {
      case 'declare':
        return declareSchema(change, organization, schema(next.attributes), undefined)
      case 'change':
        return changeSchema(change, organization, schema(next.attributes))
      case 'grow': {
        const now = registry.extensionAttributes('User', OWN_USER)?.attributes ?? []
        const kept = now.filter(({ name }) => name.toLowerCase() !== next.attribute.name.toLowerCase())
        return changeSchema(change, organization, schema([...(kept as DeclaredAttribute[]), next.attribute]))
      }
      case 'remove':
        return removeSchema(change, organization, OWN_USER)
      case 'push': {
        const body = { userName: next.userName, [OWN_USER]: next.values }
        const { document } = parseResource(body, { registry, type: 'User' })
        const id = ids.get(next.userName)
        if (id !== undefined) return changeUser(change, organization, registry, await requireUser(change.tx, organization, id), document)
        const made = await provisionUser(change, organization, registry, document)
        return change.tx.afterCommit(() => ids.set(next.userName, made.id))
      }
    }
  })
}

async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof DomainError) return error.code
    if (error instanceof ScimError) return String(error.scimType)
    throw error
  }
}

/** What is stored says what the schemas of now say it does: every document is valid as it is, and the index is the documents'. */
async function expectSound(world: World, org: OrganizationRow): Promise<void> {
  await world.domain.read(async (tx) => {
    const registry = await registryOf(tx, org.id)
    const rows = await tx.all<{ seq: number; document: string }>('SELECT seq, document FROM users WHERE organization_id = ?', org.id)
    for (const { seq, document } of rows) {
      const stored = JSON.parse(document) as JsonObject
      expect(parseResource(stored, { registry, type: 'User' })).toMatchObject({ document: stored, notes: [] })
      const indexed = await tx.all(
        `SELECT key, element, text, number FROM user_attributes a JOIN attribute_paths p ON p.id = a.path_id WHERE seq = ? ORDER BY key, element, text, number`,
        seq,
      )
      const entries = indexEntries(stored, registry, 'User').filter(({ key }) => !INDEX_COLUMNS.User.has(key))
      const distinct = [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()]
      expect(new Set(indexed.map((row) => JSON.stringify(row)))).toEqual(
        new Set(distinct.map(({ key, element, text, number }) => JSON.stringify({ key, element, text, number }))),
      )
    }
  })
}

it('U1, R1: however schemas and values come and go, what is kept stays valid, and is found by what it is', async () => {
  const world = newWorld()
  const outcomes = new Map<string, number>()
  let organizations = 0
  await fc.assert(
    fc.asyncProperty(attributes, fc.array(step, { minLength: 12, maxLength: 40 }), async (first, steps) => {
      const org = await world.organization(`org-${++organizations}`)
      const ids = new Map<string, string>()
      for (const next of [{ kind: 'declare', attributes: first } as const, ...steps]) {
        const outcome = `${next.kind}: ${await outcomeOf(take(world, org, ids, next))}`
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      }
      await expectSound(world, org)
    }),
    { seed: 20261122, numRuns: 100 },
  )
  // Each kind of step is both taken and refused for what is held: the steps do meet.
  const met = ['declare: done', 'change: done', 'grow: done', 'remove: done', 'push: done', 'push: invalidValue', 'push: value_taken']
  const refused = ['change: schema_in_use', 'grow: schema_in_use', 'remove: schema_in_use']
  expect([...outcomes.keys()]).toEqual(expect.arrayContaining([...met, ...refused]))
})
