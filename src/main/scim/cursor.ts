import { createHash } from 'node:crypto'
import { ScimError } from '../protocol/error.ts'
import type { ResourceTypeName } from '../protocol/schema/types.ts'
import type { Position } from '../store/listing.ts'

/** A place in a listing across one or both resource types. `after` undefined is the beginning of that type. */
export interface Place {
  readonly type: ResourceTypeName
  readonly after: Position | undefined
}

/** What a cursor is good for: another endpoint, filter or sort order makes it invalid (RFC 9865 §2.1). */
export function questionHash(parts: readonly (string | boolean | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 12)
}

export function writeCursor(place: Place, question: string): string {
  const { after } = place
  return Buffer.from(
    JSON.stringify([question, place.type, ...(after === undefined ? [] : [after.missing, after.value, after.seq])]),
  ).toString('base64url')
}

export function readCursor(cursor: string, question: string): Place {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (!Array.isArray(value)) throw new TypeError('not a list')
    const [asked, type, missing, sortValue, seq] = value as unknown[]
    if (asked !== question || (type !== 'User' && type !== 'Group')) throw new TypeError('another question')
    if (value.length === 2) return { type, after: undefined }
    if ((missing !== 0 && missing !== 1) || typeof seq !== 'number' || (typeof sortValue !== 'string' && typeof sortValue !== 'number'))
      throw new TypeError('not a place')
    return { type, after: { missing, value: sortValue, seq } }
  } catch {
    throw new ScimError(400, 'invalidCursor', 'The cursor is not one that this search gave out. Begin again without a cursor value.')
  }
}
