import { assertNever } from '../../shared/assert.ts'
import { ScimError } from './error.ts'
import { parseInstant } from './instant.ts'
import { isBlank, isObject, type Json, type JsonObject } from './json.ts'
import { keepOnePrimary, withoutDuplicates } from './multi-valued.ts'
import { addNote } from './notes.ts'
import { isReferenceToResource, subAttributeNamed } from './schema/lookup.ts'
import type { AttributeDefinition } from './schema/types.ts'

function wrong(path: string, expected: string): ScimError {
  return new ScimError(400, 'invalidValue', `${path} must be ${expected}.`)
}

/**
 * Reads a value that a client sent for an attribute: names in their canonical spelling, read-only and unknown sub-attributes left out,
 * one object taken for a list of one, strings taken for booleans where the attribute is one, duplicates dropped, one primary at most.
 * @returns undefined when nothing is left, which unassigns (RFC 7643 §2.5)
 * @throws ScimError 400 invalidValue that names the path
 */
export function readAttribute(attribute: AttributeDefinition, value: Json | undefined, path: string, notes: string[]): Json | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (!attribute.multiValued) return readSingle(attribute, value, path, notes)
  const elements = readElements(attribute, value, path, notes)
  if (elements.length === 0) return undefined
  const distinct = withoutDuplicates(attribute, elements)
  if (distinct.length < elements.length) addNote(notes, `${path}: repeated values were dropped`)
  return keepOnePrimary(distinct, undefined)
}

/** The elements that a client sent for a multi-valued attribute, each read, blank ones dropped; repeats are left in. */
export function readElements(attribute: AttributeDefinition, value: Json, path: string, notes: string[]): Json[] {
  if (value === null || value === '') return []
  if (Array.isArray(value)) return readEach(attribute, value, path, notes)
  const takenForList = attribute.type === 'complex' ? isObject(value) || isBareReference(attribute, value) : typeof value !== 'object'
  if (!takenForList) throw wrong(path, `a list of ${nounOf(attribute)}s`)
  addNote(notes, `${path}: one value was taken for a list of one`)
  return readEach(attribute, [value], path, notes)
}

function readEach(attribute: AttributeDefinition, list: readonly Json[], path: string, notes: string[]): Json[] {
  const elements: Json[] = []
  for (const [i, item] of list.entries()) {
    const element = readElement(attribute, item, `${path}[${i}]`, notes)
    if (element !== undefined) elements.push(element)
  }
  return elements
}

/** Entra ID sends a single-valued manager as a list of one. */
function readSingle(attribute: AttributeDefinition, value: Json, path: string, notes: string[]): Json | undefined {
  if (!Array.isArray(value) || attribute.type !== 'complex') return readElement(attribute, value, path, notes)
  if (value.length > 1) throw wrong(path, 'one object, not a list')
  addNote(notes, `${path}: a list of one was taken for its element`)
  return readElement(attribute, value[0], path, notes)
}

/** Reads one value, be the attribute multi-valued or not. */
export function readElement(attribute: AttributeDefinition, value: Json | undefined, path: string, notes: string[]): Json | undefined {
  if (value === undefined || value === null || value === '') return undefined
  switch (attribute.type) {
    case 'string':
    case 'reference':
      return readText(value, path)
    case 'boolean':
      return readBoolean(value, path)
    case 'integer':
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrong(path, 'a whole number')
      return value
    case 'decimal':
      if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(path, 'a number')
      return value
    case 'dateTime':
      if (typeof value !== 'string' || parseInstant(value) === undefined) {
        throw wrong(path, 'a date and time such as "2011-05-13T04:42:34Z"')
      }
      return value
    case 'binary':
      if (typeof value !== 'string' || !BASE64.test(value.replaceAll(/\s+/g, ''))) throw wrong(path, 'base64')
      return value
    case 'complex':
      return readComplex(attribute, value, path, notes)
    default:
      return assertNever(attribute.type)
  }
}

/** Base64 with either alphabet, tested without its line breaks: RFC 7643 §8.2 has them in its own example. */
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/

function nounOf(attribute: AttributeDefinition): string {
  return attribute.type === 'complex' ? 'object' : attribute.type
}

function readText(value: Json, path: string): string {
  if (typeof value !== 'string') throw wrong(path, 'a string')
  if (value.includes('\0')) throw wrong(path, 'text without NUL characters')
  // Half a surrogate pair has no UTF-8: stored, it would read back as something else than it was found by.
  return value.isWellFormed() ? value : value.toWellFormed()
}

/** Entra ID sends "True" and "False", other clients "true" and "false" (U3). */
function readBoolean(value: Json, path: string): boolean {
  if (typeof value === 'boolean') return value
  const lower = typeof value === 'string' ? value.toLowerCase() : undefined
  if (lower === 'true') return true
  if (lower === 'false') return false
  throw wrong(path, 'true or false')
}

function isBareReference(attribute: AttributeDefinition, value: Json): value is string {
  return typeof value === 'string' && isReferenceToResource(attribute)
}

function readComplex(attribute: AttributeDefinition, value: Json, path: string, notes: string[]): JsonObject | undefined {
  if (isBareReference(attribute, value)) {
    addNote(notes, `${path}: a bare id was taken for its value`)
    return readComplex(attribute, { value }, path, notes)
  }
  if (!isObject(value)) throw wrong(path, 'an object')
  const result = readSubAttributes(attribute, value, path, notes)
  if (attribute.multiValued && isEmptied(attribute, value, result)) return undefined
  if (isBlank(result)) return undefined
  requireSubAttributes(attribute, result, path)
  return result
}

function readSubAttributes(attribute: AttributeDefinition, value: JsonObject, path: string, notes: string[]): JsonObject {
  const result: JsonObject = {}
  for (const key of Object.keys(value)) {
    const sub = subAttributeNamed(attribute, key)
    if (sub === undefined) addNote(notes, `${path}.${key}: unknown attribute, ignored`)
    else if (sub.mutability !== 'readOnly') {
      const read = readAttribute(sub, value[key], `${path}.${sub.name}`, notes)
      if (read !== undefined) result[sub.name] = read
    }
  }
  if (isReferenceToResource(attribute) && result['value'] === undefined && typeof result['$ref'] === 'string') {
    const id = idInReference(result['$ref'])
    if (id !== undefined) {
      addNote(notes, `${path}: the id was taken from $ref`)
      result['value'] = id
    }
  }
  return result
}

/** What a client sent for a part of a complex value: sub-attributes to set, and those to unassign. */
export interface Part {
  readonly set: JsonObject
  readonly cleared: readonly string[]
}

/** Reads an object that is to be merged into a complex value (RFC 7644 §3.5.2.1, §3.5.2.3): what it does not name is left alone. */
export function readPart(attribute: AttributeDefinition, sent: Json, path: string, notes: string[]): Part {
  const value = Array.isArray(sent) && sent.length === 1 ? sent[0] : sent
  if (value !== sent) addNote(notes, `${path}: a list of one was taken for its element`)
  if (typeof value === 'string' && subAttributeNamed(attribute, 'value') !== undefined) {
    addNote(notes, `${path}: a bare value was taken for its "value"`)
    return readPart(attribute, { value }, path, notes)
  }
  if (!isObject(value)) throw wrong(path, 'an object')
  const set = readSubAttributes(attribute, value, path, notes)
  const cleared = Object.keys(value).flatMap((key) => {
    const sub = subAttributeNamed(attribute, key)
    return sub !== undefined && sub.mutability !== 'readOnly' && set[sub.name] === undefined ? [sub.name] : []
  })
  return { set, cleared }
}

/** The last segment of `…/Users/2819c223`. */
function idInReference(reference: string): string | undefined {
  return /\/(?:Users|Groups)\/([^/?#]+)\/?$/.exec(reference)?.[1]
}

const LABELS: ReadonlySet<string> = new Set(['type', 'primary', 'display'])

/** `{"type": "work", "value": ""}`: what the element is for is still said, but what it held was taken away. */
function isEmptied(attribute: AttributeDefinition, sent: JsonObject, read: JsonObject): boolean {
  if (!Object.keys(read).every((name) => LABELS.has(name))) return false
  return Object.keys(sent).some((key) => {
    const sub = subAttributeNamed(attribute, key)
    return sub !== undefined && sub.mutability !== 'readOnly' && !LABELS.has(sub.name) && read[sub.name] === undefined
  })
}

/** @throws ScimError 400 invalidValue */
export function requireSubAttributes(attribute: AttributeDefinition, value: JsonObject, path: string): void {
  for (const sub of attribute.subAttributes ?? []) {
    if (sub.required && sub.mutability !== 'readOnly' && isBlank(value[sub.name])) {
      throw new ScimError(400, 'invalidValue', `${path}.${sub.name} is required.`)
    }
  }
}
