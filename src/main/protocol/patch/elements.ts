import { assertNever } from '../../../shared/assert.ts'
import { elementsAt, setAt } from '../document.ts'
import { ScimError } from '../error.ts'
import { holds, storedOperand } from '../filter/operand.ts'
import { evaluateElement } from '../filter/evaluate.ts'
import { isBlank, isObject, type Json, type JsonObject, sameJson, unassigns } from '../json.ts'
import { keepOnePrimary, withAdded, withoutDuplicates } from '../multi-valued.ts'
import { addNote } from '../notes.ts'
import type { PatchPath } from '../path.ts'
import { subAttributeNamed } from '../schema/lookup.ts'
import type { AttributeDefinition, ResolvedAttribute } from '../schema/types.ts'
import { readElement, readElements, readPart } from '../values.ts'
import { elementFromFilter, labelsFromFilter, markedList, type MarkedList } from './client-dialects.ts'
import { merged } from './merge.ts'
import type { Patching } from './patching.ts'

type ElementsPath = Extract<PatchPath, { kind: 'elements' }>

const LABELS: ReadonlySet<string> = new Set(['type', 'primary', 'display'])

/** Stores a list after some of its elements were changed or added: those take `primary` from the others, blank ones go. */
function store(
  patching: Patching,
  attribute: ResolvedAttribute,
  elements: readonly (Json | undefined)[],
  changed: ReadonlySet<Json>,
): void {
  const present = elements.filter((element) => element !== undefined && !isBlank(element)) as Json[]
  const list = withoutDuplicates(
    attribute.attribute,
    keepOnePrimary(present, (element) => changed.has(element)),
  )
  setAt(patching.document, attribute, list.length === 0 ? undefined : list)
}

/** `add` with a multi-valued attribute as its target: RFC 7644 §3.5.2.1. */
export function addElements(patching: Patching, attribute: ResolvedAttribute, value: Json, path: string): void {
  const definition = attribute.attribute
  const marked = markedList(value)
  if (marked !== undefined) return applyMarks(patching, attribute, marked, path)
  const added = readElements(definition, value, path, patching.notes)
  if (added.length > 0) setAt(patching.document, attribute, withAdded(definition, elementsAt(patching.document, attribute), added))
}

/** `replace` with a multi-valued attribute as its target: the list sent is the list kept (RFC 7644 §3.5.2.3). */
export function replaceElements(patching: Patching, attribute: ResolvedAttribute, value: Json, path: string): void {
  const marked = markedList(value)
  if (marked !== undefined) return applyMarks(patching, attribute, marked, path)
  store(patching, attribute, readElements(attribute.attribute, value, path, patching.notes), new Set())
}

function applyMarks(patching: Patching, attribute: ResolvedAttribute, marked: MarkedList, path: string): void {
  addNote(patching.notes, `${path}: a list with delete marks was merged by type`)
  removeListed(patching, attribute, [...marked.removed], path)
  const changed = new Set<Json>()
  const elements = [...elementsAt(patching.document, attribute)]
  for (const element of readElements(attribute.attribute, [...marked.set], path, patching.notes)) {
    const type = isObject(element) ? element['type'] : undefined
    const place = type === undefined ? -1 : elements.findIndex((item) => isObject(item) && sameJson(item['type'], type))
    if (place === -1) elements.push(element)
    else elements[place] = element
    changed.add(element)
  }
  store(patching, attribute, elements, changed)
}

/** `remove` of a list of values: Entra ID, JumpCloud and authentik name what is to go, and mean only that. */
export function removeListed(patching: Patching, attribute: ResolvedAttribute, value: Json, path: string): void {
  const listed = Array.isArray(value) ? value : [value]
  const tests = listed.map((item) => wanted(attribute.attribute, item, path, patching.notes)).filter((test) => test !== undefined)
  const kept = elementsAt(patching.document, attribute).filter(
    (element) => !tests.some((test) => resembles(attribute.attribute, element, test)),
  )
  store(patching, attribute, kept, new Set())
}

/** What an element must have to be meant, or undefined for a blank that means none. */
function wanted(attribute: AttributeDefinition, item: Json, path: string, notes: string[]): Json | undefined {
  if (attribute.type !== 'complex') return readElement(attribute, item, path, notes)
  const { set } = readPart(attribute, item, path, notes)
  return Object.keys(set).length === 0 ? undefined : set
}

function resembles(attribute: AttributeDefinition, element: Json, test: Json): boolean {
  if (!isObject(test)) return sameValue(attribute, element, test)
  if (!isObject(element)) return false
  return Object.keys(test).every((name) => {
    const sub = subAttributeNamed(attribute, name)
    // What a person reads, and which is preferred, do not say which element is meant when its value does.
    if (test['value'] !== undefined && (name === 'display' || name === 'primary' || name === '$ref')) return true
    return sub !== undefined && sameValue(sub, element[name], test[name])
  })
}

function sameValue(definition: AttributeDefinition, a: Json | undefined, b: Json | undefined): boolean {
  const left = storedOperand(definition, a)
  const right = storedOperand(definition, b)
  return left === undefined || right === undefined ? sameJson(a, b) : holds('eq', left, right)
}

/** `attribute.sub` of a multi-valued attribute without a filter: every element is meant; without any, one is made. */
export function setSubOfEach(
  patching: Patching,
  attribute: ResolvedAttribute,
  sub: AttributeDefinition,
  value: Json | undefined,
  path: string,
): void {
  const elements = elementsAt(patching.document, attribute)
  const changed = elements.map((element) => withPart(patching, attribute, element, { [sub.name]: value }, path))
  if (elements.length === 0) changed.push(readElement(attribute.attribute, { [sub.name]: value }, path, patching.notes))
  store(patching, attribute, changed, new Set(changed.filter((element) => element !== undefined)))
}

/** Any operation on `attribute[filter]` or `attribute[filter].sub`. */
export function patchElements(
  patching: Patching,
  op: 'add' | 'replace' | 'remove',
  target: ElementsPath,
  value: Json | undefined,
  path: string,
): void {
  const elements = elementsAt(patching.document, target.attribute)
  const matching = new Set(elements.filter((element) => evaluateElement(target.filter, element)))
  if (matching.size === 0) return onNoMatch(patching, op, target, value, path)
  const changed = new Set<Json>()
  const result = elements.map((element) => {
    if (!matching.has(element)) return element
    const next = patchedElement(patching, op, target, element, value, path)
    if (next !== undefined) changed.add(next)
    return next
  })
  store(patching, target.attribute, result, changed)
}

function patchedElement(
  patching: Patching,
  op: 'add' | 'replace' | 'remove',
  target: ElementsPath,
  element: Json,
  value: Json | undefined,
  path: string,
): Json | undefined {
  const { attribute, sub } = target
  switch (op) {
    case 'remove':
      return sub === undefined ? undefined : withPart(patching, attribute, element, { [sub.leaf.name]: null }, path)
    case 'add':
    case 'replace':
      if (sub !== undefined) return withPart(patching, attribute, element, { [sub.leaf.name]: value ?? null }, path)
      if (unassigns(value)) return op === 'replace' ? undefined : element
      if (attribute.attribute.type !== 'complex') return readElement(attribute.attribute, value, path, patching.notes)
      // A bare value says nothing of the rest of the element, which an object that replaces it would.
      if (op === 'add' || typeof value === 'string') return withPart(patching, attribute, element, value ?? null, path)
      return replacedElement(patching, target, value ?? null, path)
    default:
      return assertNever(op)
  }
}

function replacedElement(patching: Patching, { attribute, written }: ElementsPath, value: Json, path: string): Json | undefined {
  const { set } = readPart(attribute.attribute, value, path, patching.notes)
  return readElement(attribute.attribute, { ...labelsFromFilter(written, attribute.attribute), ...set }, path, patching.notes)
}

/** An element with sub-attributes set or unassigned; undefined when nothing but labels is left of it. */
function withPart(patching: Patching, attribute: ResolvedAttribute, element: Json, sent: Json, path: string): Json | undefined {
  const part = readPart(attribute.attribute, sent, path, patching.notes)
  const result = merged(attribute.attribute, isObject(element) ? element : {}, part, path)
  const emptied = part.cleared.some((name) => !LABELS.has(name)) && Object.keys(result ?? {}).every((name) => LABELS.has(name))
  return emptied ? undefined : result
}

/**
 * RFC 7644 §3.5.2.3: `noTarget` when a filter matches nothing, save where it describes the element to make. There is nothing wrong
 * in removing, or unassigning, what is not there.
 */
function onNoMatch(
  patching: Patching,
  op: 'add' | 'replace' | 'remove',
  target: ElementsPath,
  value: Json | undefined,
  path: string,
): void {
  if (op === 'remove') return
  const { attribute, sub, written } = target
  if (sub !== undefined && unassigns(value)) return
  const described = op === 'add' || sub !== undefined ? elementFromFilter(op, written, attribute.attribute) : undefined
  if (described === undefined || (sub !== undefined && Object.hasOwn(described, sub.leaf.name))) {
    throw new ScimError(400, 'noTarget', `No value of ${attribute.attribute.name} matches the path "${path}".`)
  }
  const part: JsonObject =
    sub === undefined ? readPart(attribute.attribute, value ?? null, path, patching.notes).set : { [sub.leaf.name]: value }
  const element = readElement(attribute.attribute, { ...described, ...part }, path, patching.notes)
  if (element === undefined) return
  addNote(patching.notes, `${path}: no value matched, so that one was made`)
  store(patching, attribute, [...elementsAt(patching.document, attribute), element], new Set([element]))
}
