import type { OrganizationId, UserSeq } from '../../shared/ids.ts'
import { allOf, type Sql, sql } from './conditions.ts'
import type { ReadTx, WriteTx } from './database/port.ts'
import { type RolloutState, USER_COLUMNS, type UserRow } from './users.ts'

/** I7: who stands where. 'not-synced': here, but not by an identity provider. */
export type Standing = RolloutState | 'not-synced'

export interface RolloutQuery {
  readonly organization: OrganizationId
  readonly standing: Standing
  readonly search: Sql | undefined
}

/** Written with a literal, so that the partial indexes of the few who are not started, and not pushed, are used. */
const STANDING: Record<Standing, string> = {
  held: "r.rollout = 'held' AND r.rollout <> 'started'",
  stopped: "r.rollout = 'stopped' AND r.rollout <> 'started'",
  started: "r.rollout = 'started'",
  'not-synced': "r.origin <> 'scim'",
}

const where = (query: RolloutQuery): Sql =>
  allOf(sql('r.organization_id = ?', query.organization), sql(STANDING[query.standing]), query.search)

export async function countStanding(tx: ReadTx, query: RolloutQuery): Promise<number> {
  const condition = where(query)
  return (await tx.get<{ n: number }>(`SELECT count(*) AS n FROM users r WHERE ${condition.text}`, ...condition.params))?.n ?? 0
}

/** In the order in which they came. */
export function standingPage(tx: ReadTx, query: RolloutQuery, after: number, limit: number): Promise<UserRow[]> {
  const condition = where(query)
  return tx.all(
    `SELECT ${USER_COLUMNS} FROM users r WHERE ${condition.text} AND r.seq > ? ORDER BY r.seq LIMIT ?`,
    ...condition.params,
    after,
    limit,
  )
}

/** Everyone whom the query finds, without what they hold. */
export function standingIds(tx: ReadTx, query: RolloutQuery): Promise<{ seq: UserSeq; id: string; userName: string }[]> {
  const condition = where(query)
  return tx.all(`SELECT r.seq, r.id, r.user_name AS userName FROM users r WHERE ${condition.text} ORDER BY r.seq`, ...condition.params)
}

export async function setRollout(tx: WriteTx, user: UserSeq, rollout: RolloutState): Promise<void> {
  await tx.run('UPDATE users SET rollout = ? WHERE seq = ?', rollout, user)
}
