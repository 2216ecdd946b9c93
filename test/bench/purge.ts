/**
 * `purge.ts FOLDER TEAMS MEMBERS ROUNDS`: how long the removal of a group takes that feeds so many teams of so many members each (G9), and
 * how long the event loop is held at most meanwhile. Prints JSON; run as a process of its own.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Change } from '../../src/main/domain/change.ts'
import { createDomain } from '../../src/main/domain/domain.ts'
import { linkTeam } from '../../src/main/domain/delegation.ts'
import { removeGroup, requireGroup } from '../../src/main/domain/groups.ts'
import { createOrganization, requireOrganization } from '../../src/main/domain/organizations.ts'
import { createTeam } from '../../src/main/domain/teams.ts'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { coreRegistry } from '../../src/main/protocol/schema/registry.ts'
import { openDataFolder } from '../../src/main/store/database/open.ts'
import type { GroupRow } from '../../src/main/store/groups.ts'
import type { OrganizationRow } from '../../src/main/store/organizations.ts'
import { fillGroup, fillUsers } from '../support/fill.ts'
import { pushedUser } from './directory.ts'
import type { Purged } from './report.ts'

const BENCH = { actor: { kind: 'system', name: 'Bench' } } as const
const [folder = '', ...numbers] = process.argv.slice(2)
const [teams = 1, members = 1, rounds = 1] = numbers.map(Number)

mkdirSync(folder, { recursive: true })
const clock = Date.now
const { database } = openDataFolder(folder, { id: 'bench', now: clock() })
const domain = createDomain(database, { clock, random: (bytes) => randomBytes(bytes) })
const { id } = await domain.change(BENCH, (change) => createOrganization(change, 'bench'))
const ids = await fillUsers(
  domain,
  id,
  Array.from({ length: members }, (_, n) => pushedUser(n) as JsonObject),
)

/** A group of everybody with its teams; with sign-ins, everybody is in each team by a claim as well. */
async function prepared(name: string, signIns: boolean): Promise<string> {
  const group = await fillGroup(domain, id, name, ids)
  for (let n = 0; n < teams; n++)
    await within(group, async (change, organization, row) => {
      const team = await createTeam(change, organization, `${name}-${n}`, '')
      await linkTeam(change, organization, team, row)
      if (signIns)
        await change.tx.run(
          "INSERT INTO team_members (team_id, user_seq, origin, added_at) SELECT ?, seq, 'sign-in', 1 FROM users WHERE organization_id = ?",
          team.id,
          id,
        )
    })
  return group
}

function within<T>(group: string, work: (change: Change, organization: OrganizationRow, row: GroupRow) => Promise<T>): Promise<T> {
  return domain.change(BENCH, async (change) => {
    const organization = await requireOrganization(change.tx, id)
    return work(change, organization, await requireGroup(change.tx, organization, group))
  })
}

async function removed(group: string): Promise<{ ms: number; held: number }> {
  const loop = monitorEventLoopDelay({ resolution: 1 })
  loop.enable()
  const began = performance.now()
  await within(group, (change, organization, row) => removeGroup(change, organization, coreRegistry, row, 'scim-delete'))
  const ms = performance.now() - began
  await new Promise((resolve) => setTimeout(resolve, 5))
  loop.disable()
  return { ms, held: loop.max / 1e6 }
}

const results: Purged[] = []
for (const signIns of [false, true]) {
  const times = []
  for (let round = 0; round < rounds; round++)
    times.push(await removed(await prepared(`${signIns ? 'claimed' : 'pushed'}-${round}`, signIns)))
  results.push({ teams, members, signIns, times })
}
await database.close()
process.stdout.write(`${JSON.stringify(results)}\n`)
