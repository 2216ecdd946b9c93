import type { ProblemKind, Severity } from '../../shared/console/problems.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import {
  INSTANCE,
  insertProblem,
  openProblem,
  openProblemsOfKind,
  problemById,
  type ProblemRow,
  repeatProblem,
  resolveByHand,
  resolveOpen,
} from '../store/problems.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { Change } from './change.ts'
import { DomainError } from './error.ts'
import { PROBLEM_KINDS, type ProblemDetails, titleOf } from './problems/kinds.ts'

interface Key<K extends ProblemKind> {
  /** null: of the whole instance. */
  readonly organization: OrganizationRow['id'] | null
  readonly kind: K
  /** What tells it from others of its kind in the organization: an id, or a key. */
  readonly subject: string
}

export interface RaisedProblem<K extends ProblemKind> extends Key<K> {
  readonly detail: ProblemDetails[K]
  /** Without it, that of the kind. */
  readonly severity?: Severity
  /** Of what brought it; without it, that of the change. */
  readonly correlationId?: string
  /** How often it was seen since it was told last; without it, once. */
  readonly times?: number
  /** A state that holds, looked at again and again: one that is open already stands as it is, and is not counted up. */
  readonly standing?: boolean
}

const keyOf = ({ organization, kind, subject }: Key<ProblemKind>) => ({ organizationId: organization ?? INSTANCE, kind, subject })

/**
 * Tells the administrator of something to act on. One is open for each organization, kind and subject: a repeat counts up, moves
 * "last seen" and brings the detail up to date. It is an observation, not a change, so the audit trail does not have it.
 */
export async function raiseProblem<K extends ProblemKind>(change: Change, problem: RaisedProblem<K>): Promise<void> {
  const key = keyOf(problem)
  const open = await openProblem(change.tx, key)
  if (open !== undefined && problem.standing === true) return
  const seen = {
    severity: problem.severity ?? PROBLEM_KINDS[problem.kind].severity,
    detail: JSON.stringify(problem.detail),
    count: problem.times ?? 1,
    lastSeen: change.at,
    correlationId: problem.correlationId ?? change.correlationId,
  }
  if (open === undefined) await insertProblem(change.tx, { ...key, ...seen, id: change.id(), firstSeen: change.at })
  else await repeatProblem(change.tx, open.seq, seen)
  touchProblems(change, problem.organization)
}

/** For a problem that goes by itself: what raised it is over. Nothing happens where none is open. Tells whether one was. */
export async function resolveProblems(change: Change, problem: Key<ProblemKind>): Promise<boolean> {
  const resolved = await resolveOpen(change.tx, keyOf(problem), change.at)
  if (resolved > 0) touchProblems(change, problem.organization)
  return resolved > 0
}

/** The details of what is open of a kind in an organization, for whoever decides which of them are over. */
export async function openDetails<K extends ProblemKind>(
  tx: ReadTx,
  organization: OrganizationRow['id'] | null,
  kind: K,
): Promise<{ subject: string; detail: ProblemDetails[K] }[]> {
  const rows = await openProblemsOfKind(tx, organization ?? INSTANCE, kind)
  return rows.map(({ subject, detail }) => ({ subject, detail: JSON.parse(detail) as ProblemDetails[K] }))
}

export async function requireProblem(tx: ReadTx, id: string): Promise<ProblemRow> {
  const problem = await problemById(tx, id)
  if (problem === undefined) throw new DomainError('not_found', `There is no problem ${id}. Resolved ones are forgotten after a while.`)
  return problem
}

/** An administrator says that it is over; audited. A problem that is resolved already stays as it is. */
export async function resolveProblemByHand(change: Change, id: string): Promise<ProblemRow> {
  const problem = await requireProblem(change.tx, id)
  if (problem.resolvedAt !== null) return problem
  await resolveByHand(change.tx, problem.seq, change.at, change.actor.name)
  const organization = problem.organizationId === INSTANCE ? null : (problem.organizationId as OrganizationRow['id'])
  await change.record({
    organization,
    action: 'problem.resolved',
    target: { type: 'problem', id, name: titleOf(problem) },
    before: { kind: problem.kind, severity: problem.severity, count: problem.count },
  })
  touchProblems(change, organization)
  return requireProblem(change.tx, id)
}

function touchProblems(change: Change, organization: OrganizationRow['id'] | null): void {
  change.touch('problems', organization)
}
