import { DomainError } from '../domain/error.ts'

/** Where the next page of a console list begins. Opaque to whoever holds it. */
export function encodeCursor(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

export function decodeCursor(cursor: string | undefined): readonly (string | number)[] | undefined {
  if (cursor === undefined) return undefined
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(place) && place.every((each) => typeof each === 'string' || typeof each === 'number')) return place
  } catch {
    // Falls through to the refusal: it is the same one.
  }
  throw new DomainError('invalid', 'The list cannot be continued from here. Open it again.', { field: 'cursor' })
}

/** A page out of one row more than asked for: the extra row only says that there is a next page. */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  total: number,
  place: (last: R) => readonly (string | number)[],
  describe: (row: R) => T,
): { items: T[]; total: number; next: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { items: page.map(describe), total, next: rows.length > limit && last !== undefined ? encodeCursor(place(last)) : null }
}
