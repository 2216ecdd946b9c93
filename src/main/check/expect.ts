/** What checks say of answers. Each throws Mismatch, with what was expected and what was got. */
import { Mismatch } from './failures.ts'
import { at, isSame, isUnassigned, listAt, shown, textAt } from './json.ts'
import type { Json } from './json.ts'
import type { Answer, Scratch } from './types.ts'

const ERROR_URN = 'urn:ietf:params:scim:api:messages:2.0:Error'
export const LIST_URN = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

export function holds(answer: Answer, condition: boolean, expected: string, got?: string): asserts condition {
  if (!condition) throw new Mismatch(answer, expected, got === '' ? 'nothing' : (got ?? summary(answer)))
}

export function hasStatus(answer: Answer, ...statuses: readonly number[]): void {
  holds(answer, statuses.includes(answer.status), `status ${statuses.join(' or ')}`)
}

/** 2xx: for what a check needs done, whichever way the server says that it was. */
export function succeeded(answer: Answer): void {
  holds(answer, answer.status >= 200 && answer.status < 300, 'success')
}

export function refused(answer: Answer): void {
  holds(answer, answer.status >= 400 && answer.status < 500, 'a refusal (4xx)')
}

/** A SCIM error (RFC 7644 §3.12) of this status and one of these kinds. */
export function isError(answer: Answer, status: number, ...kinds: readonly string[]): void {
  hasStatus(answer, status)
  holds(answer, listAt(answer.body, 'schemas').includes(ERROR_URN), `an error body with the schema ${ERROR_URN}`)
  if (kinds.length === 0) return
  const kind = textAt(answer.body, 'scimType')
  holds(answer, kind !== undefined && kinds.includes(kind), `scimType ${kinds.join(' or ')}`, `scimType ${shown(kind)}`)
}

/** The keys lead from the body to the value. */
export function has(answer: Answer, keys: readonly (string | number)[], expected: Json): void {
  const value = at(answer.body, ...keys)
  holds(answer, isSame(value, expected), `${spelled(keys)} to be ${shown(expected)}`, shown(value))
}

export function lacks(answer: Answer, ...keys: readonly (string | number)[]): void {
  const value = at(answer.body, ...keys)
  holds(answer, isUnassigned(value), `no ${spelled(keys)}`, shown(value))
}

export function isPresent(answer: Answer, ...keys: readonly (string | number)[]): void {
  const value = at(answer.body, ...keys)
  holds(answer, !isUnassigned(value), `a value of ${spelled(keys)}`, shown(value))
}

function spelled(keys: readonly (string | number)[]): string {
  return keys.map((key) => (typeof key === 'number' ? `[${key}]` : key)).join('.')
}

/** The ids of a ListResponse, in its order. */
export function idsOf(answer: Answer): string[] {
  hasStatus(answer, 200)
  holds(answer, listAt(answer.body, 'schemas').includes(LIST_URN), `a body with the schema ${LIST_URN}`)
  const total = at(answer.body, 'totalResults')
  holds(answer, typeof total === 'number', 'a number as totalResults', shown(total))
  return listAt(answer.body, 'Resources').map((each) => textAt(each, 'id') ?? '')
}

export type Named = Readonly<Record<string, Scratch>>

/** That a list holds these of the named resources and, of the named ones, no other; in any order. */
export function lists(answer: Answer, among: Named, ...expected: readonly string[]): void {
  const names = namesIn(answer, among)
  holds(answer, isSame(names, [...expected]), spokenNames(expected), spokenNames(names))
}

/** The same in exactly this order. */
export function listsInOrder(answer: Answer, among: Named, ...expected: readonly string[]): void {
  const names = namesIn(answer, among)
  holds(answer, names.join() === expected.join(), `in this order: ${spokenNames(expected)}`, spokenNames(names))
}

/** Every resource by its name, so that a report reads; what is none of the named is a stranger. */
function namesIn(answer: Answer, among: Named): string[] {
  const byId = new Map(Object.entries(among).map(([name, { id }]) => [id, name]))
  return idsOf(answer).map((id) => byId.get(id) ?? `another resource`)
}

function spokenNames(names: readonly string[]): string {
  return names.length === 0 ? 'no resource' : names.join(', ')
}

/** An instant as RFC 7643 §2.3.5 wants it: xsd:dateTime, with date and time. Milliseconds; NaN when it is none. */
export function instantOf(value: Json | undefined): number {
  const shape = /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/
  return typeof value === 'string' && shape.test(value) ? Date.parse(value) : Number.NaN
}

function summary(answer: Answer): string {
  const kind = textAt(answer.body, 'scimType')
  return `status ${answer.status}${kind === undefined ? '' : ` ${kind}`}`
}

/** The same instant, however it is written. */
export function isSameInstant(answer: Answer, keys: readonly (string | number)[], expected: number): void {
  const value = at(answer.body, ...keys)
  holds(answer, instantOf(value) === expected, `${spelled(keys)} to be the instant ${new Date(expected).toISOString()}`, shown(value))
}
