import { nameKey } from '../../protocol/fold.ts'
import { type ClaimGroupRow, claimGroupNamed, claimGroupsAtPathEnd, claimGroupsIdentified } from '../../store/claim-groups.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { pathEnd } from './matching.ts'

/** Unknown bare names for which groups named by a path are looked for: only advice comes of it. */
const MOST_ADVISED = 50

/** The groups that the values of a claim could mean, as `matchValues` asks for them. */
export async function candidatesFor(tx: ReadTx, values: readonly string[]) {
  const byName = new Map<string, ClaimGroupRow>()
  const byExternalId = new Map<string, readonly ClaimGroupRow[]>()
  const byPathEnd = new Map<string, readonly ClaimGroupRow[]>()
  const lookUp = async (key: string): Promise<void> => {
    const group = byName.has(key) ? undefined : await claimGroupNamed(tx, key)
    if (group !== undefined) byName.set(key, group)
  }
  for (const value of values) {
    const end = pathEnd(value)
    await lookUp(nameKey(value))
    if (end !== undefined) await lookUp(nameKey(end))
    const identified = await claimGroupsIdentified(tx, value.trim())
    if (identified.length > 0) byExternalId.set(value.trim(), identified)
    const isKnown = byName.has(nameKey(value)) || identified.length > 0
    if (!isKnown && end === undefined && value.trim() !== '' && byPathEnd.size < MOST_ADVISED)
      byPathEnd.set(nameKey(value), await claimGroupsAtPathEnd(tx, nameKey(value)))
  }
  return { byName, byExternalId, byPathEnd }
}
