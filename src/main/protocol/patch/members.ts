import type { BoundFilter } from '../filter/ast.ts'
import { ScimError } from '../error.ts'
import { isObject, type Json } from '../json.ts'
import { addNote } from '../notes.ts'
import type { MemberValue } from '../validate.ts'

/**
 * One change to a group's members, to be done in order. Members are rows of their own and never read to be patched; only
 * `removeMatching` has to look at them: its filter is the one in the brackets of `members[…]` and is to be asked of each element.
 */
export type MemberChange =
  | { readonly kind: 'add' | 'replace'; readonly members: MemberValue[] }
  | { readonly kind: 'remove'; readonly ids: string[] }
  | { readonly kind: 'removeMatching'; readonly filter: BoundFilter }
  | { readonly kind: 'clear' }

/**
 * Reads the value of `members` in any of the shapes that clients send (G10): a list, one object where a list is due, bare ids, `$ref`
 * alone, `"$ref": null`. Repeats are dropped.
 * @throws ScimError 400 invalidValue
 */
export function readMembers(value: Json | undefined, notes: string[]): MemberValue[] {
  if (value === undefined || value === null || value === '') return []
  if (!Array.isArray(value)) addNote(notes, 'members: one value was taken for a list of one')
  const members = new Map<string, MemberValue>()
  for (const [i, item] of (Array.isArray(value) ? value : [value]).entries()) {
    if (item === null) continue
    const member = readMember(item, `members[${i}]`, notes)
    const known = members.get(member.value)
    if (known === undefined || known.type === undefined) members.set(member.value, member)
  }
  return [...members.values()]
}

function readMember(item: Json, path: string, notes: string[]): MemberValue {
  if (typeof item === 'string' && item !== '') {
    addNote(notes, 'members: bare ids were taken for members')
    return { value: item }
  }
  if (!isObject(item)) throw new ScimError(400, 'invalidValue', `${path} must be an object with the id of a user or group in "value".`)
  const value = property(item, 'value') ?? idInReference(property(item, '$ref'))
  if (typeof value !== 'string' || value === '') {
    throw new ScimError(400, 'invalidValue', `${path}.value must be the id of a user or group.`)
  }
  const type = readType(property(item, 'type'), path)
  return type === undefined ? { value } : { value, type }
}

/** Sub-attribute names are without case (RFC 7643 §2.1). */
function property(item: Record<string, Json | undefined>, name: string): Json | undefined {
  if (Object.hasOwn(item, name)) return item[name] ?? undefined
  const key = Object.keys(item).find((candidate) => candidate.toLowerCase() === name)
  return key === undefined ? undefined : (item[key] ?? undefined)
}

function idInReference(reference: Json | undefined): string | undefined {
  return typeof reference === 'string' ? /\/(?:Users|Groups)\/([^/?#]+)\/?$/.exec(reference)?.[1] : undefined
}

function readType(type: Json | undefined, path: string): MemberValue['type'] {
  if (type === undefined || type === '') return undefined
  const lower = typeof type === 'string' ? type.toLowerCase() : undefined
  if (lower === 'user') return 'User'
  if (lower === 'group') return 'Group'
  throw new ScimError(400, 'invalidValue', `${path}.type must be "User" or "Group".`)
}
