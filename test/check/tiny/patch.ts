/** RFC 7644 §3.5.2, on a copy: whoever calls keeps it only when every operation could be done. */
import { textOf } from '../../../src/main/check/json.ts'
import type { Json } from '../../../src/main/check/json.ts'
import { distinct, readSingle, readValue } from './body.ts'
import { elementFilter } from './filter.ts'
import { elementsOf, holderOf, isDoc, targetOf } from './paths.ts'
import type { Doc, Target } from './paths.ts'
import { Refusal } from './refusal.ts'
import { urnsOf } from './schemas.ts'
import type { Definition, Kind } from './schemas.ts'

export function patched(kind: Kind, before: Doc, body: Doc): Doc {
  const operations = body['Operations']
  if (!Array.isArray(operations) || operations.length === 0) throw new Refusal(400, 'invalidSyntax', 'Operations are missing.')
  const doc = structuredClone(before)
  for (const operation of operations) {
    if (!isDoc(operation)) throw new Refusal(400, 'invalidSyntax')
    const op = textOf(operation['op']).toLowerCase()
    if (!['add', 'remove', 'replace'].includes(op)) throw new Refusal(400, 'invalidSyntax', 'There is no such operation.')
    const { path, value } = operation
    if (op !== 'remove' && value === undefined) throw new Refusal(400, 'invalidValue', 'A value is missing.')
    if (typeof path === 'string') at(kind, doc, op, path, value)
    else if (op === 'remove') throw new Refusal(400, 'noTarget', 'A path is missing.')
    else withoutPath(kind, doc, op, value)
  }
  return doc
}

function withoutPath(kind: Kind, doc: Doc, op: string, value: Json | undefined): void {
  if (!isDoc(value)) throw new Refusal(400, 'invalidValue')
  for (const [key, each] of Object.entries(value)) {
    const urn = urnsOf(kind).find((known) => known.toLowerCase() === key.toLowerCase())
    if (urn !== undefined && isDoc(each)) for (const [name, inner] of Object.entries(each)) at(kind, doc, op, `${urn}:${name}`, inner)
    else if (targetOf(kind, key)?.definition.mutability !== 'readOnly') at(kind, doc, op, key, each)
  }
}

function at(kind: Kind, doc: Doc, op: string, path: string, value: Json | undefined): void {
  const match = /^([^[\]]+?)(?:\[([^[\]]+)\](?:\.([A-Za-z$][\w$-]*))?)?$/.exec(path)
  if (match === null || !/^[A-Za-z][\w:.$-]*[\w$]$/.test(match[1] ?? '') || match[1]?.includes('..')) throw new Refusal(400, 'invalidPath')
  const [, name = '', condition, subName] = match
  const target = targetOf(kind, subName === undefined ? name : `${name}.${subName}`)
  if (target === undefined) throw new Refusal(400, 'invalidPath', 'There is no such attribute.')
  const { definition, sub, urn } = target
  if (definition.mutability === 'readOnly' || sub?.mutability === 'readOnly') throw new Refusal(400, 'mutability')
  if (op === 'remove' && definition.required) throw new Refusal(400, 'mutability')
  if (urn !== undefined) doc[urn] ??= {}
  const holder = holderOf(doc, target) ?? doc
  if (condition !== undefined) return onElements(holder, op, definition, sub, condition, value)
  if (sub !== undefined) return onSub(holder, op, target, value)
  if (op === 'remove') delete holder[definition.name]
  else set(holder, op, definition, value)
  if (urn !== undefined && Object.keys(holder).length === 0) delete doc[urn]
}

function set(holder: Doc, op: string, definition: Definition, value: Json | undefined): void {
  const { name, multiValued, type } = definition
  const read = readValue(definition, value)
  const before = holder[name]
  if (read === undefined) delete holder[name]
  else if (multiValued) holder[name] = op === 'add' ? merged(elementsOf(before), elementsOf(read)) : read
  else holder[name] = type === 'complex' && isDoc(before) && isDoc(read) ? { ...before, ...read } : read
}

/** §3.5.2: a new primary value makes every other one not primary. */
function merged(before: readonly Json[], added: readonly Json[]): Json[] {
  const isPrimary = (each: Json): boolean => isDoc(each) && each['primary'] === true
  const kept = added.some(isPrimary) ? before.map((each) => (isPrimary(each) && isDoc(each) ? { ...each, primary: false } : each)) : before
  return distinct([...kept, ...added])
}

function onSub(holder: Doc, op: string, { definition, sub }: Target, value: Json | undefined): void {
  const whole = isDoc(holder[definition.name]) ? (holder[definition.name] as Doc) : {}
  if (sub === undefined) return
  const read = op === 'remove' ? undefined : readValue(sub, value)
  if (read === undefined) delete whole[sub.name]
  else whole[sub.name] = read
  if (Object.keys(whole).length === 0) delete holder[definition.name]
  else holder[definition.name] = whole as Json
}

function onElements(
  holder: Doc,
  op: string,
  definition: Definition,
  sub: Definition | undefined,
  condition: string,
  value: Json | undefined,
): void {
  const test = elementFilter(definition, condition)
  const elements = elementsOf(holder[definition.name])
  const chosen = new Set(elements.filter((each) => isDoc(each) && test(each)))
  if (op !== 'remove' && chosen.size === 0) throw new Refusal(400, 'noTarget', 'No value is selected.')
  if (op !== 'remove' && sub?.mutability === 'immutable') throw new Refusal(400, 'mutability')
  const makesPrimary = sub?.name === 'primary' && value === true
  const after = elements.flatMap((each): Json[] => {
    if (!isDoc(each)) return [each]
    if (!chosen.has(each)) return [makesPrimary && each['primary'] === true ? { ...each, primary: false } : each]
    if (sub === undefined) return op === 'remove' ? [] : [readSingle(definition, value ?? null) ?? {}]
    const { [sub.name]: _replaced, ...rest } = each
    const read = op === 'remove' ? undefined : readSingle(sub, value ?? null)
    return [read === undefined ? rest : { ...rest, [sub.name]: read }]
  })
  if (after.length === 0) delete holder[definition.name]
  else holder[definition.name] = after
}
