import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseBulk } from '../../src/main/protocol/bulk.ts'
import { planBulk, resolveReferences } from '../../src/main/protocol/bulk-plan.ts'
import { ScimError } from '../../src/main/protocol/error.ts'
import { type Json, type JsonObject, sameJson } from '../../src/main/protocol/json.ts'
import { parseListQuery } from '../../src/main/protocol/list-query.ts'
import { applyPatch } from '../../src/main/protocol/patch/apply.ts'
import { parsePatch } from '../../src/main/protocol/patch/parse.ts'
import { parseSelection, project } from '../../src/main/protocol/project.ts'
import { ENTERPRISE_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import { parseResource, replaceResource } from '../../src/main/protocol/validate.ts'
import { hostileJson, OWN, registry, text, userBody } from './protocol-arbitraries.ts'

const settings = { seed: 20261122, numRuns: 4000 }
const users = { registry, type: 'User' } as const
const groups = { registry, type: 'Group' } as const

/** The result, or undefined when it was refused as SCIM refuses. */
function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof ScimError && error.status >= 400 && error.status < 500) return undefined
    throw error
  }
}

function primaries(document: JsonObject): number[] {
  return Object.values(document).map((value) =>
    Array.isArray(value) ? value.filter((item) => (item as JsonObject | null)?.['primary'] === true).length : 0,
  )
}

/** A stored document reads back as itself: what is written is canonical. */
function expectCanonical(document: JsonObject): void {
  expect(parseResource(document, users).document).toEqual(document)
  expect(Math.max(...primaries(document))).toBeLessThanOrEqual(1)
  expect(Object.getPrototypeOf(document)).toBe(Object.prototype)
}

const path = fc.constantFrom(
  'userName',
  'nickName',
  'active',
  'name',
  'name.givenName',
  'emails',
  'emails.type',
  'emails[type eq "work"]',
  'emails[type eq "work"].value',
  'emails[primary eq true].display',
  'emails[value sw "a"]',
  'roles[primary eq "True"].value',
  'roles',
  'id',
  'meta',
  'groups',
  'schemas',
  'password',
  ENTERPRISE_SCHEMA,
  `${ENTERPRISE_SCHEMA}:manager`,
  `${ENTERPRISE_SCHEMA}:department`,
  OWN,
  `${OWN}:tags`,
  `${OWN}:tags[value eq "a"]`,
  `${OWN}:floor`,
  'nope',
  'emails[',
  '__proto__',
  'constructor',
  'urn:x:y',
)
const email = fc.record({ value: text, type: fc.constantFrom('work', 'home'), primary: fc.boolean() }, { requiredKeys: [] })
const value: fc.Arbitrary<Json> = fc.oneof(
  text,
  fc.boolean(),
  fc.constantFrom(null, '', 'True', 1, []),
  email,
  fc.array(email, { maxLength: 3 }),
  userBody.map((body) => ({ ...body, userName: 'x' })),
  hostileJson,
)
const operation: fc.Arbitrary<JsonObject> = fc.record(
  { op: fc.constantFrom('add', 'replace', 'remove', 'Replace'), path, value },
  { requiredKeys: ['op'] },
)

/** A body as it should be with something hostile in it. */
const spoiled: fc.Arbitrary<Json> = fc
  .tuple(userBody, hostileJson, fc.boolean())
  .map(([body, hostile, within]) =>
    within ? { ...body, 'x.y': hostile, emails: [{ value: 'v' }, hostile] } : { ...body, ...Object(hostile) },
  )

it('U1: what is stored reads back as itself', () => {
  fc.assert(
    fc.property(userBody, (body) => expectCanonical(parseResource(body, users).document)),
    settings,
  )
})

it('R10: JSON of any shape is read or refused, and changes nothing on the way', () => {
  let read = 0
  fc.assert(
    fc.property(fc.oneof(hostileJson, spoiled), (body) => {
      const before = structuredClone(body)
      const parsed = unlessRefused(() => parseResource(body, users))
      unlessRefused(() => parseResource(body, groups))
      unlessRefused(() => parseListQuery(body as JsonObject, { defaultCount: 10, maxCount: 20 }))
      expect(body).toEqual(before)
      if (parsed !== undefined) {
        read++
        expectCanonical(parsed.document)
      }
    }),
    settings,
  )
  expect(read).toBeGreaterThan(300)
  expect(Object.keys(Object.prototype)).toEqual([])
})

it('R2: PATCH never changes what it is given, leaves a canonical document, and tells truly whether it changed', () => {
  let applied = 0
  fc.assert(
    fc.property(userBody, fc.array(operation, { minLength: 1, maxLength: 4 }), (body, operations) => {
      const document = { id: '1', ...parseResource(body, users).document }
      const before = structuredClone(document)
      const sent = structuredClone(operations)
      const outcome = unlessRefused(() =>
        applyPatch(document, parsePatch({ Operations: operations }, { emptyOperations: 'reject' }), users),
      )
      expect(document).toEqual(before)
      expect(operations).toEqual(sent)
      if (outcome === undefined) return
      applied++
      const { id, ...rest } = outcome.document
      expect(id).toBe('1')
      expectCanonical(rest)
      expect(outcome.changed).toBe(!sameJson(before, outcome.document))
    }),
    settings,
  )
  expect(applied).toBeGreaterThan(settings.numRuns * 0.1)
})

it('R2: a PATCH of any shape is read or refused', () => {
  fc.assert(
    fc.property(hostileJson, fc.constantFrom(users, groups), (body, context) => {
      const document: JsonObject = { id: '1', userName: 'x', displayName: 'x' }
      const operations = unlessRefused(() => parsePatch({ Operations: [{ op: 'add', value: body }] }, { emptyOperations: 'reject' }))
      if (operations !== undefined) unlessRefused(() => applyPatch(document, operations, context))
      unlessRefused(() => parsePatch(body, { emptyOperations: 'ignore' }))
      expect(document).toEqual({ id: '1', userName: 'x', displayName: 'x' })
    }),
    settings,
  )
})

it('R2: what is removed is not there, what is replaced is there, and doing it again changes nothing', () => {
  fc.assert(
    fc.property(userBody, text, (body, nickName) => {
      const { document } = parseResource(body, users)
      const run = (on: JsonObject, ...operations: JsonObject[]) =>
        applyPatch(on, parsePatch({ Operations: operations }, { emptyOperations: 'reject' }), users)
      const replaced = run(document, { op: 'replace', path: 'nickName', value: nickName }, { op: 'remove', path: 'emails[type eq "work"]' })
      expect(replaced.document['nickName']).toBe(nickName)
      expect(JSON.stringify(replaced.document['emails'] ?? []).toLowerCase()).not.toContain('"type":"work"')
      expect(run(replaced.document, { op: 'replace', value: { nickName } }, { op: 'remove', path: 'emails[type eq "work"]' }).changed).toBe(
        false,
      )
    }),
    { ...settings, numRuns: 2500 },
  )
})

it('R3: putting what was read changes nothing', () => {
  fc.assert(
    fc.property(userBody, (body) => {
      const existing = { id: '1', meta: { version: 'W/"1"' }, ...parseResource(body, users).document }
      expect(replaceResource(existing, parseResource(existing, users), users)).toMatchObject({ changed: false })
    }),
    { ...settings, numRuns: 2500 },
  )
})

it('R4: projecting twice is projecting once, and adds nothing', () => {
  const names = fc.array(
    fc.constantFrom(
      'userName',
      'NAME.givenName',
      'name',
      'emails.value',
      'emails',
      'id',
      ENTERPRISE_SCHEMA,
      `${OWN}:tags`,
      'nope',
      '__proto__',
      'password',
    ),
    { maxLength: 4 },
  )
  fc.assert(
    fc.property(userBody, names, fc.boolean(), (body, chosen, excluding) => {
      const resource: JsonObject = { id: '1', ...parseResource(body, users).document }
      const selection = excluding ? parseSelection('', chosen.join(',')) : parseSelection(chosen.join(','))
      const once = project(resource, selection, registry, 'User')
      expect(project(once, selection, registry, 'User')).toEqual(once)
      expect(once).toMatchObject({ id: '1', schemas: resource['schemas'] })
      for (const key of Object.keys(once)) expect(resource).toHaveProperty([key])
    }),
    { ...settings, numRuns: 2500 },
  )
})

it('R7: a bulk request is planned with each operation once and every reference after what it refers to', () => {
  const reference = fc.integer({ min: 0, max: 7 })
  const group = fc.array(reference, { maxLength: 4 })
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 8 }), (members) => {
      const operations = members.map((of, i) => ({
        method: 'POST',
        path: '/Groups',
        bulkId: `${i}`,
        data: { displayName: `${i}`, members: of.map((n) => ({ value: `bulkId:${n % members.length}` })) },
      }))
      const steps = planBulk(parseBulk({ Operations: operations }, { maxOperations: 10 }))
      const made = new Map<string, string>()
      const joined: string[][] = members.map(() => [])
      for (const step of steps) {
        if (step.kind === 'refused') throw new Error('refused')
        // A reference to what is not made yet would be refused here.
        const { index, bulkId, data } = resolveReferences(step.operation, made)
        const list = step.kind === 'run' ? data?.['members'] : (data?.['Operations'] as JsonObject[] | undefined)?.[0]?.['value']
        for (const member of (list ?? []) as JsonObject[]) joined[index]?.push(member['value'] as string)
        if (step.kind === 'run') made.set(bulkId ?? '', `id-${bulkId}`)
      }
      expect(made.size).toBe(members.length)
      expect(joined.map((ids) => ids.toSorted())).toEqual(members.map((of) => of.map((n) => `id-${n % members.length}`).toSorted()))
    }),
    { ...settings, numRuns: 2500 },
  )
})

it('R7: a bulk request of any shape is read or refused', () => {
  fc.assert(
    fc.property(fc.array(hostileJson, { maxLength: 4 }), (operations) => {
      const request = unlessRefused(() => parseBulk({ Operations: operations }, { maxOperations: 10 }))
      if (request === undefined) return
      expect(planBulk(request).filter((step) => step.kind !== 'finish')).toHaveLength(operations.length)
    }),
    { ...settings, numRuns: 2500 },
  )
})
