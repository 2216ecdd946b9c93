import type { MatchedBy, UnmatchedReason } from '../../../shared/console/sign-ins.ts'
import { nameKey } from '../../protocol/fold.ts'
import { looksLikeGuid } from '../names.ts'

export interface ClaimGroup {
  readonly id: string
  readonly organizationId: number
  readonly displayName: string
  readonly source: 'scim' | 'manual'
}

export interface ClaimOrganization {
  readonly id: number
  readonly name: string
  readonly claimMatch: 'display-name' | 'external-id' | 'either'
  /** D4: false where only pushes fill teams. */
  readonly readsClaims: boolean
}

/** The groups that the values of one claim could mean. */
export interface Candidates {
  /** By the key of their display name: one at the most (G7). */
  readonly byName: ReadonlyMap<string, ClaimGroup>
  readonly byExternalId: ReadonlyMap<string, readonly ClaimGroup[]>
  /** Groups named by a path, by the key of its last part. */
  readonly byPathEnd: ReadonlyMap<string, readonly ClaimGroup[]>
}

export interface Match {
  readonly value: string
  readonly group: ClaimGroup
  readonly by: MatchedBy
  readonly exact: boolean
}

export interface Unmatched {
  readonly value: string
  readonly reason: UnmatchedReason
  readonly near: readonly { readonly group: string; readonly organization: string }[]
}

/** The last part of a path such as /eng/admins; undefined for a bare name. */
export function pathEnd(value: string): string | undefined {
  const trimmed = value.trim().replace(/\/+$/, '')
  return trimmed.startsWith('/') ? trimmed.slice(trimmed.lastIndexOf('/') + 1) : undefined
}

/**
 * S5, G12: leads each value to one group at the most, and so to one organization. The display name comes before the external id; an
 * external id that several groups have leads to none of them.
 */
export function matchValues(
  values: readonly string[],
  organizations: ReadonlyMap<number, ClaimOrganization>,
  candidates: Candidates,
): { matches: Match[]; unmatched: Unmatched[] } {
  const matches: Match[] = []
  const unmatched: Unmatched[] = []
  for (const value of values) {
    const result = matchValue(value, organizations, candidates)
    if ('by' in result) matches.push(result)
    else unmatched.push(result)
  }
  return { matches, unmatched }
}

function matchValue(value: string, organizations: ReadonlyMap<number, ClaimOrganization>, candidates: Candidates): Match | Unmatched {
  const placeOf = (group: ClaimGroup): ClaimOrganization | undefined => organizations.get(group.organizationId)
  const reads = (group: ClaimGroup): boolean => placeOf(group)?.readsClaims === true
  const no = (reason: UnmatchedReason, ...near: readonly ClaimGroup[]): Unmatched => ({
    value,
    reason,
    near: near.map((group) => ({ group: group.displayName, organization: placeOf(group)?.name ?? '' })),
  })
  if (value.trim() === '') return no('blank')

  const named = candidates.byName.get(nameKey(value))
  // What was entered by hand was entered as it stands in the claim (G2), a GUID too.
  if (named !== undefined && (named.source === 'manual' || placeOf(named)?.claimMatch !== 'external-id')) {
    if (!reads(named)) return no('ignored', named)
    return { value, group: named, by: named.source === 'manual' ? 'identifier' : 'display-name', exact: value === named.displayName }
  }

  const identified = candidates.byExternalId.get(value.trim()) ?? []
  const compared = identified.filter((group) => placeOf(group)?.claimMatch !== 'display-name')
  const reading = compared.filter(reads)
  const [only] = reading
  if (reading.length > 1) return no('ambiguous', ...reading)
  if (only !== undefined) return { value, group: only, by: 'external-id', exact: true }
  if (compared.length > 0) return no('ignored', ...compared)

  if (named !== undefined) return no('other-key', named)
  if (identified.length > 0) return no('other-key', ...identified)
  return guess(value, candidates, no)
}

/** What an unknown value may be meant for: for advice only. */
function guess(
  value: string,
  candidates: Candidates,
  no: (reason: UnmatchedReason, ...near: readonly ClaimGroup[]) => Unmatched,
): Unmatched {
  const end = pathEnd(value)
  const bare = end === undefined ? undefined : candidates.byName.get(nameKey(end))
  if (bare !== undefined) return no('path-for-name', bare)
  const paths = end === undefined ? (candidates.byPathEnd.get(nameKey(value)) ?? []) : []
  if (paths.length > 0) return no('name-for-path', ...paths)
  return no(looksLikeGuid(value) ? 'guid' : 'unknown')
}
