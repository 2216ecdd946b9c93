import { rmSync } from 'node:fs'
import * as fc from 'fast-check'
import type { Change } from '../../../src/main/domain/change.ts'
import { changeGroup, pushGroup } from '../../../src/main/domain/groups.ts'
import { groupResource, userResource } from '../../../src/main/domain/representation.ts'
import { changeUser, provisionUser, removeUserAccess } from '../../../src/main/domain/users.ts'
import type { JsonObject } from '../../../src/main/protocol/json.ts'
import type { ResourceTypeName } from '../../../src/main/protocol/schema/types.ts'
import { parseResource, replaceResource } from '../../../src/main/protocol/validate.ts'
import type { ReadTx } from '../../../src/main/store/database/port.ts'
import type { GroupRow } from '../../../src/main/store/groups.ts'
import { listedFrom } from '../../../src/main/store/listing.ts'
import type { OrganizationRow } from '../../../src/main/store/organizations.ts'
import type { UserRow } from '../../../src/main/store/users.ts'
import { openTestData } from '../../support/data-folder.ts'
import { BASE, IDP, type World, worldOn } from '../../support/world.ts'
import { person, team } from './people.ts'
import { registry } from './schema.ts'
import { words } from './values.ts'

const PEOPLE = 40
const TEAMS = 12
const asUser = { registry, type: 'User' } as const
const asGroup = { registry, type: 'Group' } as const

export interface Directory {
  readonly world: World
  readonly organization: OrganizationRow
  /** Every resource of the organization as an identity provider would read it, relations and all. */
  readonly resources: Readonly<Record<ResourceTypeName, readonly JsonObject[]>>
  close(): Promise<void>
}

const named = (i: number): string => `${words[i % words.length]}${i}`

/** Some of the numbers below `below`, the same ones in every run. */
function subset(seed: number, below: number, most: number): number[] {
  return fc.sample(fc.uniqueArray(fc.nat({ max: below - 1 }), { maxLength: most }), { seed, numRuns: 1 })[0] ?? []
}

async function provisionAll(change: Change, organization: OrganizationRow, seed: number): Promise<UserRow[]> {
  const users: UserRow[] = []
  for (const [i, body] of fc.sample(person, { seed, numRuns: PEOPLE }).entries()) {
    const { document } = parseResource({ ...body, userName: named(i) }, asUser)
    users.push(await provisionUser({ ...change, at: change.at + i * 1000 }, organization, registry, document))
  }
  return users
}

/** Rewrites a third of the people and takes a few away, so that the index is also one that has been changed. */
async function unsettle(change: Change, organization: OrganizationRow, users: readonly UserRow[], seed: number): Promise<UserRow[]> {
  const fresh = fc.sample(person, { seed: seed + 1, numRuns: users.length })
  const left: UserRow[] = []
  for (const [i, user] of users.entries()) {
    if (i % 13 === 5) {
      await removeUserAccess(change, organization, registry, user)
      continue
    }
    if (i % 3 !== 0) {
      left.push(user)
      continue
    }
    const body = { ...fresh[i], userName: i % 2 === 0 ? user.userName : `renamed ${user.userName}` }
    const { document } = replaceResource(JSON.parse(user.document) as JsonObject, parseResource(body, asUser), asUser)
    left.push(await changeUser({ ...change, at: change.at + 60_000 + i }, organization, registry, user, document))
  }
  return left
}

async function pushAll(
  change: Change,
  organization: OrganizationRow,
  prefix: string,
  users: readonly UserRow[],
  seed: number,
): Promise<void> {
  const groups: GroupRow[] = []
  for (const [i, body] of fc.sample(team, { seed, numRuns: TEAMS }).entries()) {
    const members = subset(seed + i, users.length, 8).flatMap((place) => users[place]?.id ?? [])
    const parsed = parseResource({ ...body, displayName: `${prefix}${named(i)}`, members: members.map((value) => ({ value })) }, asGroup)
    groups.push(await pushGroup({ ...change, at: change.at + i * 500 }, organization, registry, parsed))
  }
  for (const [i, group] of groups.entries()) {
    // Groups in groups, circles and a group in itself among them.
    const nested = subset(seed * 7 + i, groups.length, 3).flatMap((place) => groups[place]?.id ?? [])
    await changeGroup(change, organization, registry, group, {
      document: JSON.parse(group.document) as JsonObject,
      changed: false,
      members: [{ kind: 'add', members: nested.map((value) => ({ value, type: 'Group' })) }],
    })
  }
}

async function allOf<R extends { seq: number }>(tx: ReadTx, type: ResourceTypeName, organization: OrganizationRow): Promise<R[]> {
  return listedFrom<R>(tx, { type, organization: organization.id, filter: undefined, sort: undefined }, 0, 1000)
}

/** People and groups of two organizations, the same ones for the same seed; what is asked is asked of the first. */
export async function randomDirectory(seed: number): Promise<Directory> {
  const data = openTestData()
  const world = worldOn(data)
  const organization = await world.organization('acme')
  const other = await world.organization('other')
  const fill = (place: OrganizationRow, prefix: string, itsSeed: number) =>
    world.step(IDP, place, async (change) => {
      const users = await provisionAll(change, place, itsSeed)
      await pushAll(change, place, prefix, await unsettle(change, place, users, itsSeed), itsSeed)
    })
  await fill(organization, '', seed)
  await fill(other, 'other ', seed + 100)
  const resources = await data.domain.read(async (tx) => {
    const users = []
    for (const row of await allOf<UserRow>(tx, 'User', organization)) users.push(await userResource(tx, BASE, row, true))
    const groups = []
    for (const row of await allOf<GroupRow>(tx, 'Group', organization)) groups.push(await groupResource(tx, BASE, row, true))
    return { User: users, Group: groups }
  })
  return {
    world,
    organization,
    resources,
    async close() {
      await data.close()
      rmSync(data.folder, { recursive: true, force: true })
    },
  }
}
