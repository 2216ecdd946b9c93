import { assertNever } from '../../../shared/assert.ts'
import { ScimError } from '../error.ts'
import type { Json } from '../json.ts'
import type { PatchPath } from '../path.ts'
import { idsInFilter } from './client-dialects.ts'
import { readMembers } from './members.ts'
import type { Patching } from './patching.ts'

/** An operation on `members` as a whole, with or without a list of values (G10). */
export function patchMembers({ members, notes }: Patching, op: 'add' | 'replace' | 'remove', value: Json | undefined): void {
  switch (op) {
    case 'add': {
      const added = readMembers(value, notes)
      if (added.length > 0) members.push({ kind: 'add', members: added })
      return
    }
    case 'replace': {
      const wanted = readMembers(value, notes)
      members.push(wanted.length === 0 ? { kind: 'clear' } : { kind: 'replace', members: wanted })
      return
    }
    case 'remove': {
      // Without a value everybody goes; with one, only those it lists, be it an empty list.
      if (value === undefined || value === null || value === '') members.push({ kind: 'clear' })
      else {
        const ids = readMembers(value, notes).map((member) => member.value)
        if (ids.length > 0) members.push({ kind: 'remove', ids })
      }
      return
    }
    default:
      return assertNever(op)
  }
}

/**
 * An operation on `members[…]`. Members are added and removed but not edited: their sub-attributes are immutable (RFC 7643 §8.7.1).
 * @throws ScimError 400 mutability
 */
export function patchFilteredMembers(
  patching: Patching,
  op: 'add' | 'replace' | 'remove',
  target: Extract<PatchPath, { kind: 'elements' }>,
): void {
  const ids = idsInFilter(target.written)
  if (op === 'remove' && target.sub === undefined) {
    patching.members.push(
      ids === undefined ? { kind: 'removeMatching', filter: target.filter } : { kind: 'remove', ids: [...new Set(ids)] },
    )
  } else if (op === 'add' && target.sub === undefined && ids !== undefined) {
    patching.members.push({ kind: 'add', members: [...new Set(ids)].map((value) => ({ value })) })
  } else throw refusedEdit()
}

export function refusedEdit(): ScimError {
  return new ScimError(400, 'mutability', 'Members can be added and removed, but what a member holds cannot be changed.')
}
