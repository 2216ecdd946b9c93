import { describe, expect, it } from 'vitest'
import { type BulkOperation, type BulkRequest, isRefused, parseBulk } from '../../src/main/protocol/bulk.ts'
import { planBulk, resolveReferences } from '../../src/main/protocol/bulk-plan.ts'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { ENTERPRISE_SCHEMA, GROUP_SCHEMA, USER_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import { expectRefusal } from './refusal.ts'

const parse = (...operations: unknown[]): BulkRequest =>
  parseBulk({ schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations: operations }, { maxOperations: 100 })

/** What the plan does, in a line each. */
const plan = (...operations: unknown[]): string[] =>
  planBulk(parse(...operations)).map((step) => {
    if (step.kind === 'refused') return `refused ${step.operation.index}`
    const { index, method, type, id, bulkId } = step.operation
    return `${step.kind} ${index}: ${method} ${type}${id === undefined ? '' : ` ${id}`}${bulkId === undefined ? '' : ` as ${bulkId}`}`
  })

const user = (bulkId: string, data: JsonObject = {}) => ({ method: 'POST', path: '/Users', bulkId, data: { userName: bulkId, ...data } })
const group = (bulkId: string, ...members: string[]) => ({
  method: 'POST',
  path: '/Groups',
  bulkId,
  data: { displayName: bulkId, members: members.map((value) => ({ value })) },
})

describe('the examples of RFC 7644 §3.7', () => {
  it('R7: §3.7.1, groups that refer to one another are made and then joined', () => {
    const circular = [
      {
        method: 'POST',
        path: '/Groups',
        bulkId: 'qwerty',
        data: { schemas: [GROUP_SCHEMA], displayName: 'Group A', members: [{ type: 'Group', value: 'bulkId:ytrewq' }] },
      },
      {
        method: 'POST',
        path: '/Groups',
        bulkId: 'ytrewq',
        data: { schemas: [GROUP_SCHEMA], displayName: 'Group B', members: [{ type: 'Group', value: 'bulkId:qwerty' }] },
      },
    ]
    expect(plan(...circular)).toEqual([
      'run 1: POST Group as ytrewq',
      'run 0: POST Group as qwerty',
      'finish 1: PATCH Group bulkId:ytrewq as ytrewq',
    ])
    const steps = planBulk(parse(...circular))
    const made = new Map([
      ['qwerty', 'id-a'],
      ['ytrewq', 'id-b'],
    ])
    const done = steps.map((step) => {
      if (step.kind === 'refused') throw new Error('refused')
      return resolveReferences(step.operation, made)
    })
    expect(done[0]?.data).toEqual({ schemas: [GROUP_SCHEMA], displayName: 'Group B', members: [] })
    expect(done[1]?.data?.['members']).toEqual([{ type: 'Group', value: 'id-b' }])
    expect(done[2]).toMatchObject({ method: 'PATCH', id: 'id-b', type: 'Group' })
    expect(done[2]?.data).toMatchObject({ Operations: [{ op: 'add', path: 'members', value: [{ type: 'Group', value: 'id-a' }] }] })
  })

  it('R7: §3.7.2, a group takes in a user made in the same request, and one refers to its manager', () => {
    const alice = { method: 'POST', path: '/Users', bulkId: 'qwerty', data: { schemas: [USER_SCHEMA], userName: 'Alice' } }
    const tours = {
      method: 'POST',
      path: '/Groups',
      bulkId: 'ytrewq',
      data: { schemas: [GROUP_SCHEMA], displayName: 'Tour Guides', members: [{ type: 'User', value: 'bulkId:qwerty' }] },
    }
    const bob = {
      method: 'POST',
      path: '/Users',
      bulkId: 'bob',
      data: { userName: 'Bob', [ENTERPRISE_SCHEMA]: { employeeNumber: '11250', manager: { value: 'bulkId:qwerty' } } },
    }
    expect(plan(alice, tours, bob)).toEqual(['run 0: POST User as qwerty', 'run 1: POST Group as ytrewq', 'run 2: POST User as bob'])
    expect(plan(bob, tours, alice)).toEqual(['run 2: POST User as qwerty', 'run 0: POST User as bob', 'run 1: POST Group as ytrewq'])
  })

  it('R7: §3.7.3, the four methods in one request, a PATCH with a bare list among them', () => {
    const request = parseBulk(
      {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        failOnErrors: 1,
        Operations: [
          user('qwerty'),
          { method: 'PUT', path: '/Users/b7c14771-226c-4d05-8860-134711653041', version: 'W/"3694e05e9dff591"', data: { userName: 'Bob' } },
          {
            method: 'PATCH',
            path: '/Users/5d8d29d3-342c-4b5f-8683-a3cb6763ffcc',
            version: 'W/"edac3253e2c0ef2"',
            data: [
              { op: 'remove', path: 'nickName' },
              { op: 'add', path: 'userName', value: 'Dave' },
            ],
          },
          { method: 'DELETE', path: '/Users/e9025315-6bea-44e1-899c-1e07454e468b', version: 'W/"0ee8add0a938e1a"' },
        ],
      },
      { maxOperations: 4 },
    )
    expect(request.failOnErrors).toBe(1)
    expect(
      request.operations.map((operation) => (isRefused(operation) ? 'refused' : [operation.method, operation.id, operation.version])),
    ).toEqual([
      ['POST', undefined, undefined],
      ['PUT', 'b7c14771-226c-4d05-8860-134711653041', 'W/"3694e05e9dff591"'],
      ['PATCH', '5d8d29d3-342c-4b5f-8683-a3cb6763ffcc', 'W/"edac3253e2c0ef2"'],
      ['DELETE', 'e9025315-6bea-44e1-899c-1e07454e468b', 'W/"0ee8add0a938e1a"'],
    ])
    expect((request.operations[2] as BulkOperation).data?.['Operations']).toHaveLength(2)
  })
})

describe('the order of a bulk request', () => {
  it('R7: is as sent, save that what is referred to is made first', () => {
    expect(
      plan(
        { method: 'DELETE', path: '/Users/1' },
        { method: 'PATCH', path: '/Groups/2', data: { Operations: [{ op: 'add', path: 'members', value: [{ value: 'bulkId:u' }] }] } },
        { method: 'PATCH', path: '/Groups/bulkId:g', data: { Operations: [{ op: 'remove', path: 'members[value eq "bulkId:v"]' }] } },
        user('u'),
        group('g', 'bulkId:u', 'bulkId:v'),
        user('v'),
      ),
    ).toEqual([
      'run 0: DELETE User 1',
      'run 3: POST User as u',
      'run 1: PATCH Group 2',
      'run 5: POST User as v',
      'run 4: POST Group as g',
      'run 2: PATCH Group bulkId:g',
    ])
  })

  it('R7: joins a circle of three when all are made', () => {
    expect(plan(group('a', 'bulkId:b'), group('b', 'bulkId:c'), group('c', 'bulkId:a', 'bulkId:c', '7'))).toEqual([
      'run 2: POST Group as c',
      'run 1: POST Group as b',
      'run 0: POST Group as a',
      'finish 2: PATCH Group bulkId:c as c',
    ])
  })

  it('R7: joins users whose managers are each other', () => {
    const managed = (bulkId: string, by: string) =>
      user(bulkId, { [ENTERPRISE_SCHEMA]: { department: 'D', manager: { value: `bulkId:${by}` } } })
    const [first, , last] = planBulk(parse(managed('a', 'b'), managed('b', 'a')))
    if (first?.kind !== 'run' || last?.kind !== 'finish') throw new Error('another plan')
    expect(first.operation.data).toEqual({ userName: 'b', [ENTERPRISE_SCHEMA]: { department: 'D' } })
    expect(last.operation.data?.['Operations']).toEqual([{ op: 'add', path: `${ENTERPRISE_SCHEMA}:manager`, value: { value: 'bulkId:a' } }])
  })

  it('R7: takes long chains and wide requests', () => {
    const chain = Array.from({ length: 1000 }, (_, i) => group(`g${i}`, ...(i === 999 ? [] : [`bulkId:g${i + 1}`])))
    const steps = planBulk(parseBulk({ Operations: chain }, { maxOperations: 1000 }))
    expect(steps).toHaveLength(1000)
    expect(steps[0]?.operation.index).toBe(999)
  })
})

describe('references', () => {
  const operation = (data: JsonObject, id?: string): BulkOperation => ({
    index: 0,
    method: 'PATCH',
    bulkId: undefined,
    type: 'Group',
    id,
    version: undefined,
    data,
  })
  const made = new Map([['u', 'id-u']])

  it('R7: are replaced in ids, values, paths, filters and URIs, wherever they stand', () => {
    const data = { a: 'bulkId:u', b: [{ c: '../Users/bulkId:u' }, 'members[value eq "bulkId:u"].display'], d: 5, e: null }
    expect(resolveReferences(operation(data, 'bulkId:u'), made)).toMatchObject({
      id: 'id-u',
      data: { a: 'id-u', b: [{ c: '../Users/id-u' }, 'members[value eq "id-u"].display'], d: 5, e: null },
    })
  })

  it('R7: to what was not made are 409', () => {
    expectRefusal(() => resolveReferences(operation({ members: [{ value: 'bulkId:nobody' }] }), made), 409, undefined)
    expectRefusal(() => resolveReferences(operation({}, 'bulkId:nobody'), made), 409, undefined)
  })

  it('R10: leave keys such as __proto__ alone', () => {
    const data = JSON.parse('{"__proto__":{"x":"bulkId:u"},"a":"bulkId:u"}') as JsonObject
    const resolved = resolveReferences(operation(data), made).data
    expect(JSON.stringify(resolved)).toBe('{"__proto__":{"x":"id-u"},"a":"id-u"}')
    expect(Object.getPrototypeOf(resolved)).toBe(Object.prototype)
  })
})

describe('what is refused', () => {
  it.each([null, [], {}, { Operations: {} }, { Operations: 'x' }])('R7: %o is no bulk request', (body) => {
    expectRefusal(() => parseBulk(body, { maxOperations: 10 }), 400, 'invalidSyntax')
  })

  it.each(['1', -1, 1.5, true])('R7: failOnErrors %o is invalidValue', (failOnErrors) => {
    expectRefusal(() => parseBulk({ failOnErrors, Operations: [] }, { maxOperations: 10 }), 400, 'invalidValue')
  })

  it('R7: failOnErrors may be left out', () => {
    expect(parseBulk({ Operations: [] }, { maxOperations: 10 })).toEqual({ failOnErrors: undefined, operations: [] })
    expect(parseBulk({ failOnErrors: 0, Operations: [] }, { maxOperations: 10 }).failOnErrors).toBeUndefined()
  })

  it('R10: more operations than are accepted is 413', () => {
    expectRefusal(() => parseBulk({ Operations: [user('a'), user('b')] }, { maxOperations: 1 }), 413, undefined)
  })

  it.each([
    ['x', 400],
    [{}, 400],
    [{ method: 'GET', path: '/Users/1' }, 400],
    [{ method: 'POST', bulkId: 'a', data: {} }, 400],
    [{ method: 'POST', path: '/Users/1', bulkId: 'a', data: {} }, 400],
    [{ method: 'POST', path: '/Users', bulkId: 'a' }, 400],
    [{ method: 'POST', path: '/Users', bulkId: 'a', data: 'x' }, 400],
    [{ method: 'PUT', path: '/Users', data: {} }, 400],
    [{ method: 'DELETE', path: '/Groups' }, 400],
    [{ method: 'PATCH', path: '/Users/1' }, 400],
    [{ method: 'DELETE', path: '/Robots/1' }, 404],
    [{ method: 'DELETE', path: '/Users/1/2' }, 404],
    [{ method: 'DELETE', path: 'https://other/Users/1' }, 404],
  ])('R7: %o fails alone with %i', (operation, status) => {
    const [refused, other] = parse(operation, user('ok')).operations
    if (refused === undefined || !isRefused(refused)) throw new Error('it was accepted')
    expect(refused.error.status).toBe(status)
    expect(other === undefined || isRefused(other)).toBe(false)
    expect(plan(operation, user('ok'))).toEqual(['refused 0', 'run 1: POST User as ok'])
  })

  it('R7: of two resources under one bulkId the second is refused', () => {
    expect(plan(user('a'), user('a'))).toEqual(['run 0: POST User as a', 'refused 1'])
    expect(plan(user('a'), { method: 'DELETE', path: '/Users/1', bulkId: 'a' })).toEqual([
      'run 0: POST User as a',
      'run 1: DELETE User 1 as a',
    ])
  })

  it('R7: methods are without case, a POST may lack its bulkId, paths may be escaped', () => {
    expect(plan({ method: 'post', path: 'Users', data: {} }, { method: 'delete', path: '/Users/f%3Auuid%3Aname/' })).toEqual([
      'run 0: POST User',
      'run 1: DELETE User f:uuid:name',
    ])
  })
})
