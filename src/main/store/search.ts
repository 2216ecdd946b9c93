import type { GroupSeq, OrganizationId, UserSeq } from '../../shared/ids.ts'
import { fold } from '../protocol/fold.ts'
import type { SqlValue, WriteTx } from './database/port.ts'
import type { Sql } from './conditions.ts'

/**
 * Trigrams need three characters; a shorter search is a prefix of the name. Scripts whose names are that short (王伟) have no case, so
 * that there it is looked for anywhere in the display name as it stands.
 */
const SHORTEST = 3

const folded = (parts: readonly (string | null | undefined)[]): string =>
  parts
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .map(fold)
    .join('\n')

export async function indexUserText(
  tx: WriteTx,
  seq: UserSeq,
  names: readonly (string | null | undefined)[],
  contact: readonly (string | null | undefined)[],
): Promise<void> {
  await tx.run('INSERT OR REPLACE INTO user_search (rowid, names, contact) VALUES (?, ?, ?)', seq, folded(names), folded(contact))
}

export async function forgetUserText(tx: WriteTx, seq: UserSeq): Promise<void> {
  await tx.run('DELETE FROM user_search WHERE rowid = ?', seq)
}

export async function indexGroupText(tx: WriteTx, seq: GroupSeq, names: readonly (string | null | undefined)[]): Promise<void> {
  await tx.run('INSERT OR REPLACE INTO group_search (rowid, names) VALUES (?, ?)', seq, folded(names))
}

export async function forgetGroupText(tx: WriteTx, seq: GroupSeq): Promise<void> {
  await tx.run('DELETE FROM group_search WHERE rowid = ?', seq)
}

function hasCase(text: string): boolean {
  return /^[\p{Lu}\p{Ll}\p{N}\p{P}\p{S}]*$/u.test(text)
}

/** The rows of the table that have every long word somewhere; undefined when no word is long enough to be looked for. */
export function matchedText(table: 'user_search' | 'group_search', words: readonly string[]): Sql | undefined {
  const long = words.filter((word) => [...word].length >= SHORTEST)
  if (long.length === 0) return undefined
  const text = long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ')
  return { text: `SELECT rowid FROM ${table} WHERE ${table} MATCH ?`, params: [text] }
}

/** The condition of a search box on the rows aliased `r`: every word somewhere in the names or contacts. */
export function searchSql(table: 'user_search' | 'group_search', nameColumn: string, organization: OrganizationId, text: string): Sql {
  const words = fold(text.trim()).split(/\s+/).filter(Boolean)
  const matched = matchedText(table, words)
  const short = words.filter((word) => [...word].length < SHORTEST)
  const parts: string[] = []
  const params: SqlValue[] = []
  if (matched !== undefined) {
    parts.push(`r.seq IN (${matched.text})`)
    params.push(...matched.params)
  }
  for (const word of short) {
    const prefix = `r.organization_id = ? AND r.${nameColumn} >= ? AND r.${nameColumn} < ?`
    params.push(organization, word, `${word}\u{10ffff}`)
    if (hasCase(word)) parts.push(`(${prefix})`)
    else {
      parts.push(`(${prefix} OR instr(r.display_name, ?) > 0)`)
      params.push(word)
    }
  }
  return { text: parts.length === 0 ? '1' : `(${parts.join(' AND ')})`, params }
}
