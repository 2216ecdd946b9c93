import { displayName, externalId, groupName, type Prepared, pushedUser, SMALL_GROUPS, userName } from './directory.ts'
import type { WireRequest } from './connection.ts'

/** One request of a case; what is told under another label is timed apart. */
export interface Turn {
  readonly label: string
  readonly request: WireRequest
  readonly status: number
}

export interface Case {
  readonly name: string
  readonly on: 'small' | 'large'
  readonly concurrency: number
  /** Which bare statement it is held against: a commit of one inserted row, or one select by an indexed text. */
  readonly against: 'insert' | 'select'
  /** The `n`th request of a worker; `unique` is a text that no other run of the bench has. */
  turn(directory: Prepared, worker: number, n: number, unique: string): Turn
}

/** Sizes of the groups that members are added to and removed from. */
export const GROUP_SIZES = [10, 100, 1_000, 10_000, 50_000, 100_000]

const get = (name: string, on: Case['on'], path: (directory: Prepared, n: number) => string, concurrency = 8): Case => ({
  name,
  on,
  concurrency,
  against: 'select',
  turn: (directory, worker, n) => ({
    label: name,
    request: { method: 'GET', path: path(directory, spread(worker, n)) },
    status: 200,
  }),
})

/** Numbers that jump about, so that no page of the database is asked for twice in a row. */
const spread = (worker: number, n: number): number => (worker * 7_919 + n * 104_729) % 1_000_003

const filter = (text: string): string => `filter=${encodeURIComponent(text)}`
const pick = <T>(list: readonly T[], n: number): T => {
  const found = list[n % list.length]
  if (found === undefined) throw new Error('the directory holds nothing to pick from')
  return found
}
const patch = (path: string, ...operations: unknown[]): WireRequest => ({
  method: 'PATCH',
  path,
  body: JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations }),
})

const create = (concurrency: number): Case => {
  const name = `create user, ${concurrency} at once`
  return {
    name,
    on: 'small',
    concurrency,
    against: 'insert',
    turn: (_directory, worker, n, unique) => ({
      label: name,
      request: { method: 'POST', path: '/Users', body: JSON.stringify(pushedUser(n, `${unique}-${worker}-${n}@bench.example`)) },
      status: 201,
    }),
  }
}

/** Adds a person and takes the same one away again, so that the group keeps its size; the two are timed apart. */
const membership = (size: number): Case => ({
  name: `member of a group of ${size.toLocaleString('en')}`,
  on: 'large',
  concurrency: 8,
  against: 'insert',
  turn(directory, worker, n) {
    const path = `/Groups/${directory.groups[size]}`
    // Workers have people of their own, so that none removes whom another is adding.
    const value = pick(directory.joiners, worker * 50 + (Math.floor(n / 2) % 50))
    return n % 2 === 0
      ? { label: `add a ${this.name}`, request: patch(path, { op: 'add', path: 'members', value: [{ value }] }), status: 204 }
      : { label: `remove a ${this.name}`, request: patch(path, { op: 'remove', path: `members[value eq "${value}"]` }), status: 204 }
  },
})

const match = (on: Case['on'], by: string, question: (n: number) => string): Case =>
  get(`match a user by ${by}`, on, ({ users }, n) => `/Users?${filter(question(n % users))}`)

const large = (): Case[] => [
  match('large', 'userName', (n) => `userName eq "${userName(n)}"`),
  match('large', 'externalId', (n) => `externalId eq "${externalId(n)}"`),
  match('large', 'displayName', (n) => `displayName eq "${displayName(n)}"`),
  match('large', 'work e-mail', (n) => `emails[type eq "work"].value eq "${userName(n)}"`),
  get(
    'match a group by displayName',
    'large',
    (_, n) => `/Groups?excludedAttributes=members&${filter(`displayName eq "${groupName(n % SMALL_GROUPS)}"`)}`,
  ),
  get(
    'membership probe',
    'large',
    ({ groups, sample }, n) => `/Groups?attributes=id&${filter(`id eq "${groups[10_000]}" and members eq "${pick(sample, n)}"`)}`,
  ),
  get(
    'complex filter',
    'large',
    (_, n) =>
      `/Users?count=10&${filter(`(title eq "Manager" or title eq "Analyst") and name.familyName eq "Bench${n % 977}" and emails[type eq "work" and value co "@bench"] and not (active eq false)`)}`,
  ),
  get('substring filter (co)', 'large', (_, n) => `/Users?count=10&${filter(`userName co "son${n % 9_999}@"`)}`, 1),
  get('two broad conditions', 'large', () => `/Users?count=10&${filter('title pr and active eq true')}`, 1),
  get(
    'negated condition on an element',
    'large',
    () => `/Users?count=10&${filter('emails[type eq "work" and not (value sw "person1")]')}`,
    1,
  ),
  get('read a user', 'large', ({ sample }, n) => `/Users/${pick(sample, n)}`),
  get('page of 100, first', 'large', () => '/Users?startIndex=1&count=100'),
  get('page of 100, last', 'large', ({ users }) => `/Users?startIndex=${users - 99}&count=100`),
  get('page of 100 by cursor, first', 'large', () => '/Users?count=100&cursor='),
  get('page of 100 by cursor, last', 'large', ({ lastCursor }) => `/Users?count=100&cursor=${lastCursor}`),
  get('page of 100, sorted by family name', 'large', () => '/Users?count=100&sortBy=name.familyName', 1),
  get('read a group of 10,000', 'large', ({ groups }) => `/Groups/${groups[10_000]}`, 1),
  get('the same, excludedAttributes=members', 'large', ({ groups }) => `/Groups/${groups[10_000]}?excludedAttributes=members`),
]

export const cases: readonly Case[] = [
  ...[1, 8, 32].map(create),
  match('small', 'userName', (n) => `userName eq "${userName(n)}"`),
  ...large(),
  ...GROUP_SIZES.map(membership),
]
