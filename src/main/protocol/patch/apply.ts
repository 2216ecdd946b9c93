import { assertNever } from '../../../shared/assert.ts'
import { requireAttributes, schemasOf, setAt, valueAt } from '../document.ts'
import { ScimError } from '../error.ts'
import { isBlank, isObject, type Json, type JsonObject, own, sameJson, unassigns } from '../json.ts'
import { type Assignment, assignments } from '../keys.ts'
import { addNote } from '../notes.ts'
import { type PatchPath, parsePatchPath } from '../path.ts'
import type { Registry, ResolvedAttribute, ResourceTypeName } from '../schema/types.ts'
import { readAttribute, readPart } from '../values.ts'
import { addElements, patchElements, removeListed, replaceElements, setSubOfEach } from './elements.ts'
import { patchFilteredMembers, patchMembers, refusedEdit } from './member-operation.ts'
import type { MemberChange } from './members.ts'
import { merged, refuseChange } from './merge.ts'
import type { PatchOperation } from './parse.ts'
import type { Patching } from './patching.ts'

export interface PatchOutcome {
  /** The document after every operation; the one given, when nothing changed. */
  readonly document: JsonObject
  /** Whether the document says something else than before. Members are not part of it. */
  readonly changed: boolean
  /** What to do to a group's members, in order. */
  readonly members: MemberChange[]
  /** What was ignored or tolerated, for the provisioning log. */
  readonly notes: string[]
}

type Op = PatchOperation['op']

/**
 * Applies a PATCH (RFC 7644 §3.5.2). All or nothing: when one operation is refused there is no outcome, and what was passed in is
 * never changed.
 * @throws ScimError 400 invalidPath, invalidFilter, noTarget, mutability, invalidValue
 */
export function applyPatch(
  document: JsonObject,
  operations: readonly PatchOperation[],
  context: { readonly registry: Registry; readonly type: ResourceTypeName },
): PatchOutcome {
  const { registry, type } = context
  const patching: Patching = { registry, type, document: { ...document }, members: [], notes: [] }
  for (const operation of operations) applyOperation(patching, operation)
  keepActive(patching, document)
  requireAttributes(patching.document, registry, type)
  const schemas = schemasOf(patching.document, registry, type)
  const changed = !sameJson({ ...document, schemas }, { ...patching.document, schemas })
  if (changed) patching.document['schemas'] = schemas
  return { document: changed ? patching.document : document, changed, members: patching.members, notes: patching.notes }
}

function applyOperation(patching: Patching, { op, path, value }: PatchOperation): void {
  if (path === undefined) return isObject(value) ? applyObject(patching, op, value) : undefined
  applyAt(patching, op, parsePatchPath(path, patching.registry, patching.type), value, path)
}

/** Nobody is activated by unassigning what says that they are not (U6). */
function keepActive({ type, document, notes }: Patching, before: JsonObject): void {
  if (type !== 'User' || document['active'] !== undefined || typeof before['active'] !== 'boolean') return
  document['active'] = before['active']
  addNote(notes, 'active: cannot be unassigned, kept as it was')
}

/** Without a path the value's keys are the paths; what is read-only among them is ignored (Okta sends the id along, authentik the whole group). */
function applyObject(patching: Patching, op: Op, object: JsonObject, within?: string): void {
  const { registry, type, notes } = patching
  const filtered: { key: string; value: Json | undefined }[] = []
  const nested = within === undefined ? object : { [within]: object }
  const found = assignments(nested, registry, type, notes, (key, value) => key.includes('[') && filtered.push({ key, value }) > 0)
  for (const key of Object.keys(nested)) {
    const extension = nested[key] === null ? registry.extensionAttributes(type, key) : undefined
    if (extension !== undefined && op === 'replace') delete patching.document[extension.urn]
  }
  for (const assignment of found) applyAssignment(patching, op, assignment)
  for (const { key, value } of filtered) applyAt(patching, op, parsePatchPath(key, registry, type), value, key)
}

function applyAssignment(patching: Patching, op: Op, { attribute, value, written }: Assignment): void {
  if (attribute.key === 'schemas') return
  if (attribute.attribute.mutability === 'readOnly' || attribute.leaf.mutability === 'readOnly') {
    const same = attribute.sub === undefined && sameJson(valueAt(patching.document, attribute), value)
    if (!same) addNote(patching.notes, `${written}: read-only, ignored`)
    return
  }
  applyToAttribute(patching, op, attribute, value, written)
}

function applyAt(patching: Patching, op: Op, target: PatchPath, value: Json | undefined, path: string): void {
  switch (target.kind) {
    case 'attribute':
      if (isReadOnlyTarget(patching, op, target.attribute, value)) return
      return applyToAttribute(patching, op, target.attribute, value, path)
    case 'elements':
      if (isMembers(patching, target.attribute)) return patchFilteredMembers(patching, op, target)
      if (isReadOnlyTarget(patching, op, target.sub ?? target.attribute, value)) return
      return patchElements(patching, op, target, value, path)
    case 'root':
      if (op === 'remove' || !isObject(value)) throw new ScimError(400, 'noTarget', `The path "${path}" is the whole resource.`)
      return applyObject(patching, op, value)
    case 'extension':
      if (op === 'remove' || value === null) {
        if (op !== 'add') delete patching.document[target.urn]
        return
      }
      if (!isObject(value)) throw new ScimError(400, 'invalidValue', `${target.urn} must be an object.`)
      return applyObject(patching, op, value, target.urn)
    case 'unknownSchema':
      return addNote(patching.notes, `${path}: unknown schema, ignored`)
    default:
      return assertNever(target)
  }
}

/**
 * Refuses a read-only attribute as the target of a path (RFC 7644 §3.5.2, `mutability`), save an id that is what it is already, and
 * `schemas`, which clients add URNs to and which follows from the content anyway. True when there is nothing to do.
 */
function isReadOnlyTarget(patching: Patching, op: Op, attribute: ResolvedAttribute, value: Json | undefined): boolean {
  if (attribute.key === 'schemas') {
    addNote(patching.notes, 'schemas: follows from the content, ignored')
    return true
  }
  if (attribute.attribute.mutability !== 'readOnly' && attribute.leaf.mutability !== 'readOnly') return false
  if (attribute.key === 'id' && op !== 'remove') {
    const id = own(patching.document, 'id')
    if (id === undefined || id === value) return true
  }
  throw new ScimError(
    400,
    'mutability',
    `${attribute.sub === undefined ? '' : `${attribute.attribute.name}.`}${attribute.leaf.name} is read-only.`,
  )
}

function isMembers({ type }: Patching, { extension, attribute }: ResolvedAttribute): boolean {
  return type === 'Group' && extension === undefined && attribute.name === 'members'
}

function applyToAttribute(patching: Patching, op: Op, attribute: ResolvedAttribute, value: Json | undefined, path: string): void {
  if (isMembers(patching, attribute)) {
    if (attribute.sub !== undefined) throw refusedEdit()
    return patchMembers(patching, op, value)
  }
  const { attribute: whole, sub } = attribute
  if (whole.returned === 'never') {
    readAttribute(whole, op === 'remove' ? undefined : value, path, patching.notes)
    return addNote(patching.notes, `${path}: never kept`)
  }
  const before = valueAt(patching.document, attribute)
  if (op === 'remove') removeAttribute(patching, attribute, value, path)
  else if (sub !== undefined) setSub(patching, attribute, sub, value ?? null, path)
  else setWhole(patching, op, attribute, value ?? null, path)
  if (whole.mutability === 'immutable') refuseChange(path, before, valueAt(patching.document, attribute))
}

function setWhole(patching: Patching, op: 'add' | 'replace', attribute: ResolvedAttribute, value: Json, path: string): void {
  const { attribute: whole } = attribute
  if (whole.multiValued) {
    return op === 'add' ? addElements(patching, attribute, value, path) : replaceElements(patching, attribute, value, path)
  }
  if (whole.type !== 'complex' || unassigns(value)) {
    return setAt(patching.document, attribute, unassigns(value) ? undefined : readAttribute(whole, value, path, patching.notes))
  }
  mergeInto(patching, attribute, value, path)
}

/** A complex value is merged, by `replace` too: what the value does not name is left unchanged (RFC 7644 §3.5.2.3). */
function mergeInto(patching: Patching, attribute: ResolvedAttribute, value: Json, path: string): void {
  const before = valueAt(patching.document, attribute)
  const part = readPart(attribute.attribute, value, path, patching.notes)
  setAt(patching.document, attribute, merged(attribute.attribute, isObject(before) ? before : {}, part, path))
}

function setSub(
  patching: Patching,
  attribute: ResolvedAttribute,
  sub: NonNullable<ResolvedAttribute['sub']>,
  value: Json,
  path: string,
): void {
  if (attribute.attribute.multiValued) setSubOfEach(patching, attribute, sub, value, path)
  else mergeInto(patching, attribute, { [sub.name]: value }, path)
}

/** RFC 7644 §3.5.2.2. */
function removeAttribute(patching: Patching, attribute: ResolvedAttribute, value: Json | undefined, path: string): void {
  const { attribute: whole, sub, leaf } = attribute
  if (leaf.required && !isBlank(valueAt(patching.document, attribute))) {
    throw new ScimError(400, 'mutability', `${path} is required and cannot be removed.`)
  }
  if (sub !== undefined) return setSub(patching, attribute, sub, null, path)
  if (!whole.multiValued || value === undefined || value === null || value === '') return setAt(patching.document, attribute, undefined)
  addNote(patching.notes, `${path}: only the values listed were removed`)
  removeListed(patching, attribute, value, path)
}
