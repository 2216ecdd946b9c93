import type { RolloutGains } from '../../shared/console/rollout.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { countStanding, setRollout, type Standing, standingIds } from '../store/rollout.ts'
import type { Sql } from '../store/conditions.ts'
import { insertTeamMember } from '../store/teams.ts'
import type { RolloutState, UserRow } from '../store/users.ts'
import { grantsOf } from './access/effective.ts'
import type { Change } from './change.ts'
import { DomainError } from './error.ts'
import { type TeamOfUser, teamsOfUser } from './teams-of-user.ts'
import { requireUser } from './users.ts'

/** Up to here each person has an audit event of her own; beyond, one event names this many, so that a start of everybody stays short. */
const NAMED_IN_AUDIT = 1000

interface Person {
  readonly seq: UserRow['seq']
  readonly id: string
  readonly userName: string
}

const target = (user: Person) => ({ type: 'user', id: user.id, name: user.userName })

function touchPeople(change: Change, organization: OrganizationRow): void {
  for (const topic of ['users', 'teams', 'access'] as const) change.touch(topic, organization.id)
}

export async function countRollout(tx: ReadTx, organization: OrganizationRow): Promise<Record<Standing, number>> {
  const count = (standing: Standing): Promise<number> => countStanding(tx, { organization: organization.id, standing, search: undefined })
  const held = await count('held')
  const stopped = await count('stopped')
  return { held, stopped, started: organization.userCount - held - stopped, 'not-synced': await count('not-synced') }
}

/** What starting the person would give her over what she has. */
export async function gainsOf(tx: ReadTx, organization: OrganizationRow, user: UserRow): Promise<RolloutGains> {
  const now = await grantsOf(tx, organization, user)
  const then = await grantsOf(tx, organization, { ...user, rollout: 'started' })
  const has = new Set([...now.teams, ...now.bindings].map(({ id }) => id))
  const roleNow = new Map(now.workspaces.map(({ workspace, role }) => [workspace.id, role]))
  const roles = new Map(then.bindings.filter(({ id }) => !has.has(id)).map(({ role }) => [role.id, role]))
  return {
    teams: then.teams.filter(({ id }) => !has.has(id)).map(({ id, name, origins }) => ({ id, name, origins })),
    workspaces: then.workspaces
      .filter(({ workspace, role }) => roleNow.get(workspace.id) !== role)
      .map(({ workspace, role }) => ({ ...workspace, role, insteadOf: roleNow.get(workspace.id) ?? null })),
    roles: [...roles.values()],
  }
}

/** The teams that stay a person's by hand when she is stopped. */
export async function keptByStopping(tx: ReadTx, organization: OrganizationRow, user: UserRow): Promise<TeamOfUser[]> {
  return (await teamsOfUser(tx, organization, { ...user, active: 1 })).filter(({ origins }) => !origins.includes('manual'))
}

/** I7: from now on what the identity provider gives counts for these people. Tells how many were not started before. */
export async function startUsers(change: Change, organization: OrganizationRow, userIds: readonly string[]): Promise<number> {
  const people: UserRow[] = []
  for (const id of new Set(userIds)) {
    const user = await requireUser(change.tx, organization, id)
    if (user.rollout !== 'started') people.push(user)
  }
  await start(change, organization, people)
  return people.length
}

/** I7: starts everyone who is held, or those of them whom a search finds. */
export async function startHeld(change: Change, organization: OrganizationRow, search: Sql | undefined): Promise<number> {
  const people = await standingIds(change.tx, { organization: organization.id, standing: 'held', search })
  await start(change, organization, people)
  return people.length
}

async function start(
  change: Change,
  organization: OrganizationRow,
  people: readonly (Person & { rollout?: RolloutState })[],
): Promise<void> {
  if (people.length === 0) return
  for (const [done, person] of people.entries()) {
    await setRollout(change.tx, person.seq, 'started')
    await change.progress(organization.id, `Starting people of ${organization.name}`, done, people.length)
  }
  if (people.length <= NAMED_IN_AUDIT)
    for (const person of people)
      await change.record({
        organization: organization.id,
        action: 'user.rollout-started',
        target: target(person),
        before: { rollout: person.rollout ?? 'held' },
        after: { rollout: 'started' },
      })
  else
    for (let from = 0; from < people.length; from += NAMED_IN_AUDIT)
      await change.record({
        organization: organization.id,
        action: 'rollout.started',
        target: { type: 'organization', id: String(organization.id), name: organization.name },
        after: { people: people.length, users: people.slice(from, from + NAMED_IN_AUDIT).map(({ id }) => id) },
      })
  touchPeople(change, organization)
}

/**
 * I7: gives manual control over the person back. What she has from delegated teams is hers by hand from now on, and what the identity
 * provider says of her groups changes nothing any more. Tells the teams that were kept so.
 */
export async function stopUser(change: Change, organization: OrganizationRow, userId: string): Promise<TeamOfUser[]> {
  const user = await requireUser(change.tx, organization, userId)
  if (user.rollout === 'stopped') throw new DomainError('invalid', `${user.userName} is managed by hand already.`, { field: 'userId' })
  const kept = await keptByStopping(change.tx, organization, user)
  for (const team of kept) await insertTeamMember(change.tx, team.id, user.seq, 'manual', change.at)
  await setRollout(change.tx, user.seq, 'stopped')
  await change.record({
    organization: organization.id,
    action: 'user.rollout-stopped',
    target: target(user),
    before: { rollout: user.rollout },
    after: { rollout: 'stopped', keptAsManual: kept.map(({ id, name }) => ({ id, name })) },
  })
  touchPeople(change, organization)
  return kept
}
