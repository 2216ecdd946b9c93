import type { CandidateOutcome, WorkspaceSource } from '../../../shared/console/effective-access.ts'
import type { RoleConflicts } from '../../../shared/console/organizations.ts'
import { WORKSPACE_ROLES, type WorkspaceRole } from '../../../shared/console/workspaces.ts'
import { nameKey } from '../../protocol/fold.ts'

/** A role that a person would have in one workspace, and where it comes from. */
export interface Candidate {
  readonly role: WorkspaceRole
  readonly source: WorkspaceSource
}

export interface Decided extends Candidate {
  readonly outcome: CandidateOutcome
}

/** 0 is the highest role. */
export const rankOf = (role: WorkspaceRole): number => WORKSPACE_ROLES.indexOf(role)

const KINDS: readonly WorkspaceSource['kind'][] = ['direct', 'team', 'group']

/** Groups with a place before those without, then by name. */
function compareGroups(a: WorkspaceSource, b: WorkspaceSource): number {
  if (a.kind !== 'group' || b.kind !== 'group') return 0
  return (a.place ?? Number.POSITIVE_INFINITY) === (b.place ?? Number.POSITIVE_INFINITY)
    ? compareNames(a, b)
    : (a.place ?? Number.POSITIVE_INFINITY) - (b.place ?? Number.POSITIVE_INFINITY)
}

function compareNames(a: { name: string; id: string }, b: { name: string; id: string }): number {
  const [left, right] = [`${nameKey(a.name)}\0${a.id}`, `${nameKey(b.name)}\0${b.id}`]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Of two sources of one role, the one that is told: what is given directly, then teams, then groups in their order. */
function compareSources(a: WorkspaceSource, b: WorkspaceSource): number {
  const byKind = KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)
  if (byKind !== 0) return byKind
  return a.kind === 'team' && b.kind === 'team' ? compareNames(a, b) : compareGroups(a, b)
}

const compare = (a: Candidate, b: Candidate): number => rankOf(a.role) - rankOf(b.role) || compareSources(a.source, b.source)

/**
 * I6: which of the roles that a person would have in one workspace is hers. The highest; or, where the organization goes by the order
 * of groups, the highest of what she has directly, by her teams, and by that one of her groups that stands first. The winner comes first.
 */
export function decide(candidates: readonly Candidate[], policy: RoleConflicts): Decided[] {
  const groups = candidates.filter(({ source }) => source.kind === 'group')
  const speaks = policy === 'highest' ? undefined : groups.toSorted((a, b) => compareGroups(a.source, b.source))[0]
  const counts = (each: Candidate): boolean => speaks === undefined || each.source.kind !== 'group' || each === speaks
  const [winner, ...rest] = candidates.filter(counts).toSorted(compare)
  if (winner === undefined) return []
  return [
    { ...winner, outcome: 'won' },
    ...rest.map((each) => ({ ...each, outcome: each.role === winner.role ? ('same' as const) : ('lower' as const) })),
    ...candidates
      .filter((each) => !counts(each))
      .toSorted(compare)
      .map((each) => ({ ...each, outcome: 'overruled' as const })),
  ]
}
