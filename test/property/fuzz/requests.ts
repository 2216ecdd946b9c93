import * as fc from 'fast-check'
import { ENTERPRISE, GROUP, PATCH_OP, USER } from '../../support/scim-client.ts'
import { filter } from './filters.ts'
import { anyObject, anything, name, printed } from './values.ts'

/** A request before it is known which resources there are: `{user}` and `{group}` stand for ids of some. */
export interface Sketch {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
}

const sometimes = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>, weight = 9): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: odd })

const oddId = fc.oneof(
  fc.string({ maxLength: 30, unit: 'binary' }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom(
    '%ff',
    '%00',
    '%',
    '..',
    '%2e%2e%2f',
    'nobody',
    '.search',
    '{user}/x',
    "'%20OR%201=1",
    '%F0%9F%99%82',
    '{user}',
    '{group}',
  ),
)
const id = sometimes(fc.constantFrom('{user}', '{group}'), oddId, 5)
const collection = fc.constantFrom('/Users', '/Groups')
const aUser = sometimes(
  fc.constant('/Users/{user}'),
  oddId.map((one) => `/Users/${one}`),
  15,
)
const aGroup = sometimes(
  fc.constant('/Groups/{group}'),
  oddId.map((one) => `/Groups/${one}`),
  15,
)
const resource = fc.oneof(aUser, aGroup)
const oddPath = fc.oneof(
  fc.constantFrom(
    '',
    '/',
    '//',
    '/Me',
    '/Bulk',
    '/Schemas',
    '/Schemas/x',
    '/ResourceTypes/User',
    '/ServiceProviderConfig',
    '/.search',
    '/Nothing',
  ),
  fc.string({ maxLength: 40 }).map((text) => `/${encodeURI(text.toWellFormed())}`),
  fc.array(id, { maxLength: 6 }).map((parts) => `/${parts.join('/')}`),
)

const oddNumber = fc.constantFrom('', '1e3', '0x10', 'NaN', '1.5', '٣', '9'.repeat(40), '-0', '1 2')
const parameter = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constant('filter'), filter) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom('attributes', 'excludedAttributes'), fc.array(name, { maxLength: 4 }).map(String)) },
  {
    weight: 2,
    arbitrary: fc.tuple(
      fc.constant('sortBy'),
      sometimes(fc.constantFrom('userName', 'displayName', 'emails', 'meta.created', 'active'), name, 2),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constant('sortOrder'), sometimes(fc.constantFrom('ascending', 'DESCENDING'), fc.constantFrom('up', ''), 5)),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('startIndex', 'count'), sometimes(fc.integer({ min: -9, max: 999 }).map(String), oddNumber, 4)),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constant('cursor'), fc.oneof(fc.constant(''), fc.string({ maxLength: 40 }), fc.base64String({ maxLength: 80 }))),
  },
  { weight: 1, arbitrary: fc.tuple(name, fc.string({ maxLength: 10 })) },
)
export const queryString = fc
  .array(parameter, { maxLength: 3 })
  .map((all) =>
    all.length === 0
      ? ''
      : `?${all.map(([key, value]) => `${encodeURIComponent(key.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`).join('&')}`,
  )

const condition = fc.tuple(
  fc.constantFrom('if-match', 'if-none-match'),
  fc.constantFrom('*', 'W/"1"', '"1"', 'W/"', '', ',,,', 'W/"9"', '\\"1\\"'),
)
const headers: fc.Arbitrary<Record<string, string>> = fc
  .tuple(
    sometimes(
      fc.constantFrom('application/scim+json', 'application/json; charset=utf-8'),
      fc.constantFrom('', 'text/xml', 'application/json; charset=utf-16', '/;;'),
      20,
    ),
    sometimes(fc.constant(undefined), condition, 12),
    sometimes(fc.constant(undefined), fc.constantFrom('', 'Bearer', 'Bearer x', 'Basic eDp4', 'bearer  ', 'Bearer \u00ff'), 60),
  )
  .map(([type, when, authorization]) => ({
    'content-type': type,
    ...(when === undefined ? {} : { [when[0]]: when[1] }),
    ...(authorization === undefined ? {} : { authorization }),
  }))

/** Names come from few, so that clashes with what is there happen. */
const fewNames = fc.nat({ max: 400 }).map((n) => `fuzz ${n}`)
const reference = fc.oneof(id, anything)
const member = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('{user}', '{group}').map((value) => ({ value })) },
  { weight: 1, arbitrary: reference },
)
const nearUser = fc
  .tuple(
    fewNames,
    anyObject,
    fc.record(
      { emails: fc.array(fc.oneof(anything, anyObject), { maxLength: 3 }), active: anything, [ENTERPRISE]: anything },
      { requiredKeys: [] },
    ),
  )
  .map(([userName, odd, more]) => ({ schemas: [USER], ...more, ...odd, userName }))
const nearGroup = fc
  .tuple(fewNames, anyObject, fc.option(fc.array(member, { maxLength: 4 }), { nil: undefined }))
  .map(([displayName, odd, members]) => ({ schemas: [GROUP], ...odd, displayName, members }))
const document = fc.oneof({ weight: 3, arbitrary: nearUser }, { weight: 3, arbitrary: nearGroup }, { weight: 1, arbitrary: anyObject })

const path = fc.oneof(
  name,
  fc.tuple(name, filter, name).map(([attribute, inside, sub]) => `${attribute}[${inside}]${sub === '' ? '' : `.${sub}`}`),
  fc.tuple(name, name).map(([attribute, sub]) => `${attribute}.${sub}`),
  fc.constantFrom(
    'members[value eq "{user}"]',
    'members',
    'emails[type eq "work"].value',
    `${ENTERPRISE}:manager`,
    'name.familyName',
    'active',
  ),
)
/** Changes that make sense, so that the others meet resources that have been changed. */
const change = (...pairs: readonly (readonly [path: string | undefined, value: unknown])[]) =>
  fc
    .tuple(fc.constantFrom('add', 'replace', 'Add', 'Replace'), fc.constantFrom(...pairs))
    .map(([op, [at, value]]) => ({ op, path: at, value }))
const removal = (...paths: string[]) => fc.constantFrom(...paths).map((at) => ({ op: 'remove', path: at }))
const userChange = fc.oneof(
  change(
    ['title', 'T'],
    ['active', 'False'],
    ['active', true],
    ['name', { givenName: 'G' }],
    ['name.familyName', 'F'],
    ['emails', [{ value: 'new@x.y', type: 'home', primary: true }]],
    ['emails[type eq "work"].value', 'w@x.y'],
    ['emails[type eq "home"]', { value: 'h@x.y' }],
    ['roles[primary eq "True"].value', 'r'],
    [`${ENTERPRISE}:manager`, '{user}'],
    [`${ENTERPRISE}:department`, 'D'],
    ['displayName', null],
    [
      undefined,
      { displayName: 'D', 'name.givenName': 'G', [`${ENTERPRISE}:costCenter`]: '1', addresses: [{ type: 'work', locality: 'L' }] },
    ],
  ),
  removal(
    'emails',
    'emails[type eq "work"]',
    'emails.primary',
    'name',
    ENTERPRISE,
    `${ENTERPRISE}:manager`,
    'roles',
    'title',
    'addresses[locality sw "L"].type',
  ),
)
const groupChange = fc.oneof(
  change(
    ['members', [{ value: '{user}' }]],
    ['members', [{ value: '{user}' }, { value: '{group}' }]],
    ['members', []],
    ['externalId', 'e'],
    [undefined, { members: { value: '{user}' }, externalId: null }],
  ),
  fewNames.map((value) => ({ op: 'replace', path: 'displayName', value })),
  removal('members', 'members[value eq "{user}"]', 'members[type eq "Group"]', 'members[display sw "fuzz"]', 'externalId'),
)

const oddOperation = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record(
      {
        op: sometimes(fc.constantFrom('add', 'replace', 'remove', 'Add', 'REMOVE'), fc.oneof(name, anything), 15),
        path,
        value: fc.oneof(anything, anyObject, member, fc.array(member, { maxLength: 3 })),
      },
      { requiredKeys: ['op', 'value'] },
    ),
  },
  { weight: 1, arbitrary: anything },
)
const patchBody = (sensible: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 6, arbitrary: operations(sensible, 3) },
    { weight: 6, arbitrary: operations(oddOperation, 1) },
    { weight: 6, arbitrary: operations(fc.oneof(sensible, oddOperation), 4) },
    { weight: 1, arbitrary: anyObject },
    { weight: 1, arbitrary: anything.map((Operations) => ({ Operations })) },
  )
const operations = (one: fc.Arbitrary<unknown>, most: number) =>
  fc.array(one, { minLength: 1, maxLength: most }).map((Operations): unknown => ({ schemas: [PATCH_OP], Operations }))
const bulkOperation = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        method: fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE', 'post', 'GET'),
        path: fc.oneof(collection, resource, fc.constantFrom('/Users/bulkId:1', '/Groups/bulkId:2', '/Bulk', '')),
        bulkId: fc.constantFrom('1', '2', '3', ''),
        data: fc.oneof(document, patchBody(fc.oneof(userChange, groupChange)), anything),
        version: fc.constantFrom('W/"1"', '*', 'x'),
      },
      { requiredKeys: ['method', 'path'] },
    ),
  },
  { weight: 1, arbitrary: anything },
)
const bulkBody = fc.record(
  {
    Operations: fc.oneof({ weight: 9, arbitrary: fc.array(bulkOperation, { maxLength: 6 }) }, { weight: 1, arbitrary: anything }),
    failOnErrors: fc.oneof(fc.nat({ max: 3 }), anything),
  },
  { requiredKeys: ['Operations'] },
)
const searchBody = fc.record(
  {
    filter: fc.oneof(filter, anything),
    sortBy: fc.oneof(name, anything),
    attributes: fc.oneof(fc.array(name, { maxLength: 3 }), anything),
    count: anything,
    startIndex: anything,
    cursor: anything,
  },
  { requiredKeys: [] },
)

const spoilt = (text: string): fc.Arbitrary<string | Uint8Array> =>
  fc.oneof(
    fc.nat({ max: text.length }).map((at) => text.slice(0, at)),
    fc
      .tuple(fc.nat({ max: text.length }), fc.constantFrom('"', '{', ']', ',', '\\', '\0', '}', ':', '\ud800', '﻿'))
      .map(([at, odd]) => text.slice(0, at) + odd + text.slice(at)),
    fc
      .tuple(fc.nat({ max: text.length }), fc.uint8Array({ minLength: 1, maxLength: 6 }))
      .map(([at, bytes]) => Buffer.concat([Buffer.from(text.slice(0, at)), bytes, Buffer.from(text.slice(at))])),
  )
const deep = fc
  .tuple(fc.integer({ min: 20, max: 5_000 }), fc.constantFrom('[', '{"a":', '{"__proto__":', '[{"value":'))
  .map(([depth, open]) => `{"userName":"deep","x":${open.repeat(depth)}`)
const formless: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  deep,
  fc.uint8Array({ maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  anything.map(printed),
)

const printedOrSpoilt = (body: fc.Arbitrary<unknown>): fc.Arbitrary<string | Uint8Array> =>
  fc.oneof({ weight: 9, arbitrary: body.map(printed) }, { weight: 1, arbitrary: body.chain((value) => spoilt(printed(value))) })

const asking = (
  method: fc.Arbitrary<string>,
  at: fc.Arbitrary<string>,
  body: fc.Arbitrary<string | Uint8Array | null>,
): fc.Arbitrary<Sketch> =>
  fc
    .tuple(method, at, queryString, headers, body)
    .map(([verb, where, search, fields, payload]) => ({ method: verb, path: where + search, headers: fields, body: payload }))

const none = fc.constant(null)
export const patchRequest = fc.oneof(
  asking(fc.constant('PATCH'), aUser, printedOrSpoilt(patchBody(userChange))),
  asking(fc.constant('PATCH'), aGroup, printedOrSpoilt(patchBody(groupChange))),
)
export const queryRequest = asking(fc.constant('GET'), fc.oneof(collection, fc.constant('')), none)

/** Any request at all, mostly near enough to a right one to get somewhere. */
export const anyRequest = fc.oneof(
  { weight: 3, arbitrary: asking(fc.constant('POST'), fc.constant('/Users'), printedOrSpoilt(nearUser)) },
  { weight: 3, arbitrary: asking(fc.constant('POST'), fc.constant('/Groups'), printedOrSpoilt(nearGroup)) },
  { weight: 2, arbitrary: asking(fc.constant('PUT'), aUser, printedOrSpoilt(nearUser)) },
  { weight: 2, arbitrary: asking(fc.constant('PUT'), aGroup, printedOrSpoilt(nearGroup)) },
  { weight: 1, arbitrary: asking(fc.constantFrom('POST', 'PUT'), fc.oneof(collection, resource), printedOrSpoilt(document)) },
  { weight: 6, arbitrary: patchRequest },
  { weight: 3, arbitrary: asking(fc.constant('GET'), fc.oneof(resource, oddPath), none) },
  { weight: 3, arbitrary: queryRequest },
  { weight: 1, arbitrary: asking(fc.constant('DELETE'), resource, none) },
  { weight: 2, arbitrary: asking(fc.constant('POST'), fc.constant('/Bulk'), printedOrSpoilt(bulkBody)) },
  {
    weight: 2,
    arbitrary: asking(fc.constant('POST'), fc.constantFrom('/.search', '/Users/.search', '/Groups/.search'), printedOrSpoilt(searchBody)),
  },
  { weight: 3, arbitrary: asking(fc.constantFrom('POST', 'PUT', 'PATCH'), fc.oneof(collection, resource, oddPath), formless) },
  {
    weight: 1,
    arbitrary: asking(
      fc.constantFrom('GET', 'POST', 'HEAD', 'OPTIONS', 'TRACE', 'get', '', 'PROPFIND', '__proto__'),
      oddPath,
      fc.oneof(none, formless),
    ),
  },
)
