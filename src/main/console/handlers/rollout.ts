import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RolloutPerson } from '../../../shared/console/rollout.ts'
import { requireOrganization } from '../../domain/organizations.ts'
import { countRollout, gainsOf, keptByStopping, startHeld, startUsers, stopUser } from '../../domain/rollout.ts'
import { describeUser, requireUser } from '../../domain/users.ts'
import type { Sql } from '../../store/conditions.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { remembered } from '../../store/database/remembered.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import { countStanding, standingPage } from '../../store/rollout.ts'
import { searchSql } from '../../store/search.ts'
import type { UserRow } from '../../store/users.ts'
import type { HandlersOf } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'

/** People whose gains are read in one go: few milliseconds. */
const AT_ONCE = 50

function searched(organization: OrganizationRow, text: string | undefined): Sql | undefined {
  return text?.trim() ? searchSql('user_search', 'user_name_key', organization.id, text) : undefined
}

async function describedAll(tx: ReadTx, organization: OrganizationRow, users: readonly UserRow[]): Promise<RolloutPerson[]> {
  const all: RolloutPerson[] = []
  for (const user of users) all.push(await described(tx, organization, user))
  return all
}

async function described(tx: ReadTx, organization: OrganizationRow, user: UserRow): Promise<RolloutPerson> {
  return { ...describeUser(user), gains: user.rollout === 'started' ? null : await gainsOf(tx, organization, user) }
}

export const rolloutHandlers: HandlersOf<'rollout'> = {
  'rollout.counts': ({ domain }, { organizationId }) =>
    domain.read(async (tx) => countRollout(tx, await requireOrganization(tx, organizationId))),
  'rollout.list': async ({ domain }, input) => {
    const { organization, found, total } = await domain.read(async (tx) => {
      const place = await requireOrganization(tx, input.organizationId)
      const query = { organization: place.id, standing: input.standing, search: searched(place, input.search) }
      const [after] = decodeCursor(input.cursor) ?? []
      const people = await standingPage(tx, query, Number(after ?? 0), input.limit + 1)
      return { organization: place, found: people, total: await countStanding(tx, query) }
    })
    const items: RolloutPerson[] = []
    const page = found.slice(0, input.limit)
    for (let from = 0; from < page.length; from += AT_ONCE) {
      // What each would gain takes some reads: others are answered between.
      if (from > 0) await nextTurn()
      items.push(...(await domain.read((tx) => describedAll(remembered(tx), organization, page.slice(from, from + AT_ONCE)))))
    }
    const last = page.at(-1)
    return { items, total, next: found.length > input.limit && last ? encodeCursor([last.seq]) : null }
  },
  'rollout.preview': ({ domain }, input) =>
    domain.read(async (tx) => {
      const organization = await requireOrganization(tx, input.organizationId)
      const user = await requireUser(tx, organization, input.userId)
      const kept = user.rollout === 'stopped' ? null : await keptByStopping(tx, organization, user)
      return { ...(await described(tx, organization, user)), keepsIfStopped: kept?.map(({ id, name }) => ({ id, name })) ?? null }
    }),
  'rollout.start': ({ domain, actor }, input) =>
    domain.change({ actor }, async (change) => ({
      started: await startUsers(change, await requireOrganization(change.tx, input.organizationId), input.userIds),
    })),
  'rollout.startAll': ({ domain, actor }, input) =>
    domain.change({ actor }, async (change) => {
      const organization = await requireOrganization(change.tx, input.organizationId)
      return { started: await startHeld(change, organization, searched(organization, input.search)) }
    }),
  'rollout.stop': ({ domain, actor }, input) =>
    domain.change({ actor }, async (change) => {
      const kept = await stopUser(change, await requireOrganization(change.tx, input.organizationId), input.userId)
      return { keptTeams: kept.map(({ id, name }) => ({ id, name })) }
    }),
}
