import { assertNever } from '../../shared/assert.ts'
import type { OrganizationId } from '../../shared/ids.ts'
import { ScimError } from '../protocol/error.ts'
import type { BoundFilter, CompareOperator, Operand } from '../protocol/filter/ast.ts'
import type { ResolvedAttribute, ResourceTypeName } from '../protocol/schema/types.ts'
import { ATTRIBUTE_TABLE, INDEX_COLUMNS } from './attribute-index.ts'
import type { Sql } from './conditions.ts'
import type { SqlValue } from './database/port.ts'
import { substringSql } from './substring-sql.ts'

type Comparison = Extract<BoundFilter, { kind: 'compare' }>

interface Scope {
  readonly type: ResourceTypeName
  readonly organization: OrganizationId
  /** Whether a list of row numbers may be what the walk begins with. Two that may are multiplied with each other by the planner. */
  readonly begins?: boolean
}

/**
 * A bound filter as a parameterised condition over the attribute index: every value is a parameter, every comparison a walk of
 * the index. Agrees with `evaluate`, which a property test holds it to.
 */
export function filterSql(filter: BoundFilter, type: ResourceTypeName, organization: OrganizationId): Sql {
  const scope = { type, organization, begins: true }
  if (relationTerms(filter, scope) > RELATION_TERMS)
    throw new ScimError(400, 'invalidFilter', `The filter has more than ${RELATION_TERMS} conditions on members or groups.`)
  return condition(filter, scope)
}

/** Each is a walk of its own, and SQLite gives a statement up that has some hundred of them ("nested too deep"). */
export const RELATION_TERMS = 50

function relationTerms(filter: BoundFilter, scope: Scope): number {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.filters.reduce((sum, each) => sum + relationTerms(each, scope), 0)
    case 'not':
      return relationTerms(filter.filter, scope)
    case 'valuePath':
      return Number(isRelation(filter.attribute, scope)) + relationTerms(filter.filter, scope)
    case 'present':
    case 'compare':
      return Number(isRelation(filter.attribute, scope))
    case 'never':
      return 0
    default:
      return assertNever(filter)
  }
}

function condition(filter: BoundFilter, scope: Scope): Sql {
  switch (filter.kind) {
    case 'and':
      return conjunction(conjuncts(filter), scope)
    case 'or':
      return joined(
        'or',
        filter.filters.map((each) => condition(each, scope)),
      )
    case 'not': {
      const inner = condition(filter.filter, scope)
      return { text: `NOT (${inner.text})`, params: inner.params }
    }
    case 'present':
      return present(filter.attribute, scope)
    case 'compare':
      return compare(filter.attribute, filter.op, filter.operand, scope)
    case 'valuePath':
      return valuePath(filter.attribute, filter.filter, scope)
    case 'never':
      return { text: '0', params: [] }
    default:
      return assertNever(filter)
  }
}

/** Where one comparison leaves few, what else must equal something is looked up for those few: `userName eq "x" and active eq true`. */
function conjunction(terms: readonly BoundFilter[], scope: Scope): Sql {
  const few = terms.some(isTelling)
  const first = terms.find(isTelling) ?? terms.find(isNarrow) ?? terms[0]
  return joined(
    'and',
    terms.map((term) =>
      few && !isTelling(term) && isLookUp(term, scope)
        ? has(term.attribute, term.operand, scope, 'r')
        : condition(term, { ...scope, begins: scope.begins === true && term === first }),
    ),
  )
}

/** The row number as the left side of IN; the plus keeps the planner from beginning with the list. */
const rowIn = (scope: Scope): string => (scope.begins === true ? 'r.seq' : '+r.seq')

/** A part of a text, which leaves fewer than a presence or a short list's value. */
function isNarrow(filter: BoundFilter): boolean {
  return filter.kind === 'compare' && ['co', 'sw', 'ew'].includes(filter.op)
}

function joined(kind: 'and' | 'or', parts: readonly Sql[]): Sql {
  if (parts.length === 0) return { text: kind === 'and' ? '1' : '0', params: [] }
  return { text: `(${parts.map((p) => p.text).join(kind === 'and' ? ' AND ' : ' OR ')})`, params: parts.flatMap((p) => p.params) }
}

function column(attribute: ResolvedAttribute, scope: Scope): string | undefined {
  const found = INDEX_COLUMNS[scope.type].get(attribute.key)
  return found && `r.${found.column}`
}

function present(attribute: ResolvedAttribute, scope: Scope): Sql {
  const own = column(attribute, scope)
  if (own !== undefined) return { text: `${own} IS NOT NULL`, params: [] }
  return holders(rows(attribute, scope, undefined), scope)
}

function compare(attribute: ResolvedAttribute, op: CompareOperator, operand: Operand, scope: Scope): Sql {
  const narrowed =
    (op === 'co' || op === 'ew') && operand.type === 'text'
      ? substringSql(scope.type, attribute.key, op, operand.text, rowIn(scope))
      : undefined
  if (narrowed !== undefined) return narrowed
  const own = column(attribute, scope)
  if (own !== undefined) {
    const test = comparison(own, op, operand)
    // `ne` holds of a resource that has no value at all; every other comparison does not, and is false rather than NULL under `not`.
    const text = op === 'ne' ? `(${own} IS NULL OR ${test.text})` : `(${own} IS NOT NULL AND ${test.text})`
    return { text, params: test.params }
  }
  const differing = holders(rows(attribute, scope, { op, operand }), scope)
  if (op !== 'ne') return differing
  const any = holders(rows(attribute, scope, undefined), scope)
  return { text: `(${differing.text} OR NOT ${any.text})`, params: [...differing.params, ...any.params] }
}

/**
 * All conditions hold of one and the same element: sets of (resource, element) pairs are combined, then brought down to resources.
 * Where a comparison must hold that few elements pass, the walk begins with those: `emails[type eq "work"].value eq "x"`, by which
 * Entra ID finds people, then costs what `emails.value eq "x"` does.
 */
function valuePath(attribute: ResolvedAttribute, filter: BoundFilter, scope: Scope): Sql {
  if (!attribute.attribute.multiValued) return singleValuePath(attribute, filter, scope)
  const terms = conjuncts(filter)
  const first = terms.find((term): term is Comparison => isTelling(term))
  const elements = first === undefined ? rows(attribute, scope, undefined) : rows(first.attribute, scope, first)
  const others = terms.filter((term) => term !== first)
  const inner = joined(
    'and',
    others.map((term) => elementCondition(term, scope)),
  )
  return {
    text: `${rowIn(scope)} IN (SELECT e.seq FROM (${elements.text}) e WHERE ${inner.text})`,
    params: [...elements.params, ...inner.params],
  }
}

export function conjuncts(filter: BoundFilter): readonly BoundFilter[] {
  return filter.kind === 'and' ? filter.filters.flatMap(conjuncts) : [filter]
}

/** Equality with a text of which there is no short list, such as an address or an id. */
export function isTelling(filter: BoundFilter): boolean {
  return (
    filter.kind === 'compare' &&
    filter.op === 'eq' &&
    filter.operand.type === 'text' &&
    filter.attribute.leaf.canonicalValues === undefined &&
    filter.attribute.sub?.name !== 'type'
  )
}

/** The one element of a single-valued attribute is the resource's: the conditions are what they would be outside the brackets. */
function singleValuePath(attribute: ResolvedAttribute, filter: BoundFilter, scope: Scope): Sql {
  const inner = condition(filter, scope)
  // Every resource has its meta, which is in columns.
  return attribute.key === 'meta' ? inner : joined('and', [present(attribute, scope), inner])
}

function elementCondition(filter: BoundFilter, scope: Scope): Sql {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return joined(
        filter.kind,
        filter.filters.map((each) => elementCondition(each, scope)),
      )
    case 'not': {
      const inner = elementCondition(filter.filter, scope)
      return { text: `NOT (${inner.text})`, params: inner.params }
    }
    case 'present':
      return pairs(rows(filter.attribute, scope, undefined))
    case 'compare': {
      const { attribute, op, operand } = filter
      if (isLookUp(filter, scope)) return has(attribute, operand, scope, 'e')
      const matching = pairs(rows(attribute, scope, { op, operand }))
      if (op !== 'ne') return matching
      const any = pairs(rows(attribute, scope, undefined))
      return { text: `(${matching.text} OR NOT ${any.text})`, params: [...matching.params, ...any.params] }
    }
    case 'valuePath':
    case 'never':
      return { text: '0', params: [] }
    default:
      return assertNever(filter)
  }
}

/** Equality that one look-up in the attribute index answers. */
export function isLookUp(filter: BoundFilter, scope: Scope): filter is Comparison {
  return (
    filter.kind === 'compare' && filter.op === 'eq' && !isRelation(filter.attribute, scope) && column(filter.attribute, scope) === undefined
  )
}

/** One look-up in the index for each resource `r` or each element `e` that is left, not a list of everybody whose `type` is "work". */
function has(attribute: ResolvedAttribute, operand: Operand, scope: Scope, whose: 'r' | 'e'): Sql {
  const [text, number] = operand.type === 'text' ? [operand.text, 0] : ['', operand.number]
  return {
    text: `EXISTS (SELECT 1 FROM ${ATTRIBUTE_TABLE[scope.type]} a WHERE a.organization_id = ?
      AND a.path_id = (SELECT id FROM attribute_paths WHERE type = ? AND key = ?)
      AND a.text = ? AND a.number = ? AND a.seq = ${whose === 'r' ? 'r.seq' : 'e.seq AND a.element = e.element'})`,
    params: [scope.organization, scope.type, attribute.key, text, number],
  }
}

function holders(set: Sql, scope: Scope): Sql {
  return { text: `${rowIn(scope)} IN (SELECT seq FROM (${set.text}))`, params: set.params }
}

/** In a CASE, since SQLite goes through the whole list for every pair that is not in it where NULL would make a difference, as under NOT. */
function pairs(set: Sql): Sql {
  return { text: `CASE WHEN (e.seq, e.element) IN (SELECT seq, element FROM (${set.text})) THEN 1 ELSE 0 END`, params: set.params }
}

interface Test {
  readonly op: CompareOperator
  readonly operand: Operand
}

/** The (seq, element) pairs that have a value at the attribute, or one that passes the test. */
function rows(attribute: ResolvedAttribute, scope: Scope, test: Test | undefined): Sql {
  const relation = relationRows(attribute, scope, test)
  if (relation !== undefined) return relation
  const where = test === undefined ? { text: '1', params: [] } : indexComparison(test)
  return {
    text: `SELECT seq, element FROM ${ATTRIBUTE_TABLE[scope.type]} WHERE organization_id = ?
      AND path_id = (SELECT id FROM attribute_paths WHERE type = ? AND key = ?) AND ${where.text}`,
    params: [scope.organization, scope.type, attribute.key, ...where.params],
  }
}

function indexComparison({ op, operand }: Test): Sql {
  if (operand.type === 'text') return comparison('text', op, operand)
  const numeric = comparison('number', op, operand)
  // The index is ordered by text first: naming it lets the number be a range of the same walk.
  return { text: `text = '' AND ${numeric.text}`, params: numeric.params }
}

const SYMBOLS: Record<'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le', string> = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' }

function comparison(value: string, op: CompareOperator, operand: Operand): Sql {
  const right: SqlValue = operand.type === 'text' ? operand.text : operand.number
  switch (op) {
    case 'eq':
    case 'ne':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return { text: `${value} ${SYMBOLS[op]} ?`, params: [right] }
    case 'sw': {
      const end = successor(String(right))
      if (end === undefined) return { text: `${value} >= ?`, params: [right] }
      return { text: `(${value} >= ? AND ${value} < ?)`, params: [right, end] }
    }
    case 'co':
      return { text: `instr(${value}, ?) > 0`, params: [right] }
    case 'ew':
      return { text: `substr(${value}, -length(?)) = ?`, params: [right, right] }
    default:
      return assertNever(op)
  }
}

/** The least text that is greater than everything beginning with `prefix`, by UTF-8 bytes (which order as code points do). */
function successor(prefix: string): string | undefined {
  const points = [...prefix]
  while (points.length > 0) {
    const last = (points.pop() as string).codePointAt(0) as number // a popped code point
    if (last < 0x10ffff) return points.join('') + String.fromCodePoint(last + 1 === 0xd800 ? 0xe000 : last + 1)
  }
  return undefined
}

/**
 * Group members and User groups are rows of group_members, not of the index. Their element number is the other side's row
 * number (groups offset by sign), so that several conditions can hold of one member.
 */
function relationRows(attribute: ResolvedAttribute, scope: Scope, test: Test | undefined): Sql | undefined {
  if (!isRelation(attribute, scope)) return undefined
  return (scope.type === 'Group' ? memberRows : groupsOfUserRows)(attribute.sub?.name.toLowerCase(), scope, test)
}

/** Whether the stored document alone decides the filter: not what is in columns, nor who is whose member. */
export function inDocument(filter: BoundFilter, scope: Scope): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.filters.every((each) => inDocument(each, scope))
    case 'not':
      return inDocument(filter.filter, scope)
    case 'valuePath':
      return inDocumentAttribute(filter.attribute, scope)
    case 'present':
    case 'compare':
      return inDocumentAttribute(filter.attribute, scope)
    case 'never':
      return true
    default:
      return assertNever(filter)
  }
}

function inDocumentAttribute(attribute: ResolvedAttribute, scope: Scope): boolean {
  return attribute.key !== 'meta' && column(attribute, scope) === undefined && !isRelation(attribute, scope)
}

function isRelation(attribute: ResolvedAttribute, scope: Scope): boolean {
  return attribute.extension === undefined && attribute.attribute.name === (scope.type === 'Group' ? 'members' : 'groups')
}

function memberRows(sub: string | undefined, scope: Scope, test: Test | undefined): Sql {
  const users = {
    text: `SELECT m.group_seq AS seq, m.member_seq AS element, u.id AS value, 'user' AS type, fold(coalesce(u.display_name, u.user_name)) AS display
      FROM users u JOIN group_members m ON m.kind = 0 AND m.member_seq = u.seq WHERE u.organization_id = ?`,
    params: [scope.organization],
  }
  const groups = {
    text: `SELECT m.group_seq AS seq, -m.member_seq AS element, c.id AS value, 'group' AS type, fold(c.display_name) AS display
      FROM groups c JOIN group_members m ON m.kind = 1 AND m.member_seq = c.seq WHERE c.organization_id = ?`,
    params: [scope.organization],
  }
  const where = relationTest(sub, test)
  return {
    text: [users, groups].map((part) => `SELECT seq, element FROM (${part.text}) WHERE ${where.text}`).join(' UNION ALL '),
    params: [...users.params, ...where.params, ...groups.params, ...where.params],
  }
}

/** Direct and indirect groups of users. The walk goes down from the groups that pass, so a test on one group reads that group's tree only. */
function groupsOfUserRows(sub: string | undefined, scope: Scope, test: Test | undefined): Sql {
  const where = relationTest(sub, test)
  const [onGroup, onPair] = sub === 'type' ? [ANY, where] : [where, ANY]
  return {
    text: `SELECT seq, element FROM (
      WITH RECURSIVE roots AS (SELECT seq AS root, id AS value, fold(display_name) AS display FROM groups WHERE organization_id = ?),
        tree (root, seq) AS (
          SELECT root, root FROM roots WHERE ${onGroup.text}
          UNION SELECT t.root, m.member_seq FROM tree t JOIN group_members m ON m.group_seq = t.seq AND m.kind = 1)
      SELECT m.member_seq AS seq, t.root AS element, min(CASE WHEN t.root = t.seq THEN 'direct' ELSE 'indirect' END) AS type
      FROM tree t JOIN group_members m ON m.group_seq = t.seq AND m.kind = 0 GROUP BY m.member_seq, t.root) WHERE ${onPair.text}`,
    params: [scope.organization, ...onGroup.params, ...onPair.params],
  }
}

const ANY: Sql = { text: '1', params: [] }

function relationTest(sub: string | undefined, test: Test | undefined): Sql {
  if (test === undefined) return ANY
  // A $ref is written for the client that asks (E3), so nothing stored can be compared with one: all of them differ.
  if (sub === '$ref') return test.op === 'ne' ? ANY : { text: '0', params: [] }
  return comparison(sub === 'type' || sub === 'display' ? sub : 'value', test.op, test.operand)
}
