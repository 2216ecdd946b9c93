import * as fc from 'fast-check'
import { USER_SCHEMA } from '../../../src/main/protocol/schema/user.ts'
import { GROUP_SCHEMA } from '../../../src/main/protocol/schema/group.ts'
import { ENTERPRISE_SCHEMA } from '../../../src/main/protocol/schema/enterprise.ts'
import type { JsonObject } from '../../../src/main/protocol/json.ts'
import type { ResourceTypeName } from '../../../src/main/protocol/schema/types.ts'
import { BUDGET, STAFF } from './schema.ts'
import { instant, number, piece, whole } from './values.ts'

/** A term of a filter, as text. */
type Term = fc.Arbitrary<string>

const quoted = (text: string): string => JSON.stringify(text)
const unary = fc.constantFrom('pr', 'PR', 'eq null', 'ne null')
const textual = fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'Eq', 'CO')
const ordering = fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le')
const equality = fc.constantFrom('eq', 'ne')

function on(paths: fc.Arbitrary<string>, test: Term): Term {
  return fc.tuple(paths, fc.oneof({ weight: 5, arbitrary: test }, { weight: 1, arbitrary: unary })).map(([path, rest]) => `${path} ${rest}`)
}

const joinedTest = (op: fc.Arbitrary<string>, value: Term): Term => fc.tuple(op, value).map(([name, written]) => `${name} ${written}`)

const textTest = (value: fc.Arbitrary<string>): Term =>
  fc.oneof(
    { weight: 12, arbitrary: joinedTest(textual, value.map(quoted)) },
    { weight: 1, arbitrary: joinedTest(textual, fc.constant('""')) },
  )
const numberTest = joinedTest(ordering, fc.oneof(number, whole).map(String))
const dateTest = joinedTest(ordering, instant.map(quoted))
const booleanTest = joinedTest(equality, fc.constantFrom('true', 'false', '"True"', '"false"'))

/** What may stand in the brackets after an attribute. */
function inside(parts: readonly Term[]): Term {
  const { filter } = fc.letrec<{ filter: string; factor: string }>((tie) => ({
    factor: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(...parts),
      tie('filter').map((inner) => `not (${inner})`),
      tie('filter').map((inner) => `(${inner})`),
    ),
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('factor'),
      fc.tuple(tie('factor'), fc.constantFrom('and', 'or'), tie('factor')).map((all) => all.join(' ')),
    ),
  }))
  return filter
}

const valuePath = (path: string, parts: readonly Term[]): Term => inside(parts).map((filter) => `${path}[${filter}]`)

const labelled = (sub: string) =>
  [
    on(fc.constantFrom('value', 'display', 'TYPE'), textTest(piece)),
    on(fc.constant('primary'), booleanTest),
    fc.constant(`${sub} pr`),
  ] as const

function userTerms(ids: readonly string[], names: readonly string[], groups: readonly string[]): Term[] {
  const known = fc.oneof(piece, fc.constantFrom(...names))
  const group = fc.constantFrom(...groups)
  const groupTest = fc.oneof(joinedTest(equality, group.map(quoted)), textTest(piece))
  const enterprise = (name: string) => `${ENTERPRISE_SCHEMA}:${name}`
  const staff = (name: string) => `${STAFF}:${name}`
  return [
    on(fc.constantFrom('userName', 'USERNAME', `${USER_SCHEMA}:userName`), textTest(known)),
    on(fc.constantFrom('displayName', 'nickName', 'title', 'externalId', `${USER_SCHEMA}:title`), textTest(piece)),
    on(fc.constant('id'), textTest(fc.constantFrom(...ids))),
    on(fc.constantFrom('name.givenName', 'name.familyName', `${USER_SCHEMA}:name.formatted`), textTest(piece)),
    on(
      fc.constantFrom('emails', 'emails.value', 'emails.type', 'phoneNumbers.value', 'roles', 'roles.display', 'addresses.country'),
      textTest(piece),
    ),
    on(fc.constant('photos.value'), textTest(piece)),
    on(fc.constantFrom('active', 'emails.primary', 'addresses.primary'), booleanTest),
    on(
      fc.constantFrom(enterprise('department'), enterprise('employeeNumber'), enterprise('manager'), enterprise('manager.value')),
      textTest(piece),
    ),
    on(fc.constantFrom(staff('tags'), staff('badge'), staff('desks'), staff('desks.labels')), textTest(piece)),
    on(fc.constantFrom(staff('level'), staff('score'), staff('desks.floor')), numberTest),
    on(fc.constantFrom(staff('hired'), staff('desks.since'), 'meta.created', 'meta.lastModified'), dateTest),
    on(fc.constantFrom('groups', 'groups.value'), groupTest),
    on(fc.constant('groups.display'), textTest(piece)),
    on(fc.constant('groups.type'), textTest(fc.constantFrom('direct', 'Indirect', 'i'))),
    fc.constantFrom(
      'groups.$ref pr',
      'groups.$ref ne "x"',
      'groups.$ref eq "x"',
      'meta pr',
      'schemas pr',
      'x509Certificates pr',
      'x509Certificates.value pr',
    ),
    fc.constantFrom(
      'name pr',
      'not (addresses pr)',
      'name eq null',
      `${enterprise('manager')} pr`,
      'meta.resourceType eq "User"',
      'meta.resourceType co "Gr"',
    ),
    on(fc.constant('schemas'), textTest(fc.constantFrom(USER_SCHEMA, ENTERPRISE_SCHEMA, STAFF, 'urn:', 'enterprise'))),
    valuePath('emails', labelled('display')),
    valuePath('roles', labelled('value')),
    valuePath(`${USER_SCHEMA}:phoneNumbers`, labelled('type')),
    valuePath('x509Certificates', [fc.constant('value pr'), on(fc.constant('type'), textTest(piece))]),
    valuePath('addresses', [on(fc.constantFrom('region', 'country', 'type'), textTest(piece)), on(fc.constant('primary'), booleanTest)]),
    valuePath('name', [on(fc.constantFrom('givenName', 'familyName', 'formatted'), textTest(piece))]),
    valuePath('meta', [on(fc.constantFrom('created', 'lastModified'), dateTest), fc.constant('resourceType eq "User"')]),
    valuePath(enterprise('manager'), [on(fc.constant('value'), textTest(piece))]),
    valuePath(staff('tags'), [on(fc.constant('value'), textTest(piece))]),
    valuePath(staff('desks'), [
      on(fc.constant('value'), textTest(piece)),
      on(fc.constant('labels'), textTest(piece)),
      on(fc.constant('floor'), numberTest),
      on(fc.constant('since'), dateTest),
    ]),
    valuePath('groups', [
      on(fc.constant('value'), groupTest),
      on(fc.constant('display'), textTest(piece)),
      on(fc.constant('type'), textTest(fc.constantFrom('direct', 'indirect'))),
    ]),
    fc.tuple(fc.constantFrom('work', 'home'), textTest(piece)).map(([type, test]) => `emails[type eq "${type}"].value ${test}`),
  ]
}

function groupTerms(ids: readonly string[], names: readonly string[], users: readonly string[]): Term[] {
  const known = fc.oneof(piece, fc.constantFrom(...names))
  const member = fc.oneof(joinedTest(equality, fc.constantFrom(...users, ...ids).map(quoted)), textTest(piece))
  return [
    on(fc.constantFrom('displayName', 'DISPLAYNAME', `${GROUP_SCHEMA}:displayName`), textTest(known)),
    on(fc.constant('externalId'), textTest(piece)),
    on(fc.constant('id'), textTest(fc.constantFrom(...ids))),
    on(fc.constantFrom('meta.created', 'meta.lastModified'), dateTest),
    on(fc.constant(`${BUDGET}:amount`), numberTest),
    on(fc.constant(`${BUDGET}:owner`), textTest(piece)),
    on(fc.constant('schemas'), textTest(fc.constantFrom(GROUP_SCHEMA, BUDGET, 'urn:'))),
    on(fc.constantFrom('members', 'members.value'), member),
    on(fc.constant('members.display'), textTest(piece)),
    on(fc.constant('members.type'), textTest(fc.constantFrom('User', 'group', 'u'))),
    fc.constantFrom('members.$ref pr', 'members.$ref ne "x"', 'members pr', 'not (members pr)'),
    valuePath('members', [
      on(fc.constant('value'), member),
      on(fc.constant('display'), textTest(piece)),
      on(fc.constant('type'), textTest(fc.constantFrom('User', 'Group'))),
    ]),
  ]
}

const texts = (resources: readonly JsonObject[], key: string): string[] => resources.map((resource) => resource[key] as string)

/** Filters of every shape that the grammar has, on every kind of attribute, for the resources at hand. */
export function filtersOn(type: ResourceTypeName, resources: Readonly<Record<ResourceTypeName, readonly JsonObject[]>>): Term {
  const { User, Group } = resources
  const terms =
    type === 'User'
      ? userTerms(texts(User, 'id'), texts(User, 'userName'), texts(Group, 'id'))
      : groupTerms(texts(Group, 'id'), texts(Group, 'displayName'), texts(User, 'id'))
  return inside(terms)
}
