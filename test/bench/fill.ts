/** `fill.ts FOLDER USERS GROUP_SIZES`: makes a data folder with that many users and groups of those sizes. Run as a process of its own. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDomain } from '../../src/main/domain/domain.ts'
import { mountPaths } from '../../src/main/domain/mounts.ts'
import { createOrganization } from '../../src/main/domain/organizations.ts'
import { issueToken, requireIntegration } from '../../src/main/domain/tokens.ts'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { openDataFolder } from '../../src/main/store/database/open.ts'
import { fillGroup, fillUsers } from '../support/fill.ts'
import { type Directory, groupName, pushedUser, SMALL_GROUPS } from './directory.ts'

const JOINERS = 400
const SAMPLE = 500

const [folder = '', count = '', sizes = ''] = process.argv.slice(2)
const users = Number(count)

function* people(): Generator<JsonObject> {
  for (let n = 0; n < users + JOINERS; n++) {
    if (n % 5_000 === 0) process.stderr.write(`  ${n} of ${users} users\r`)
    yield pushedUser(n) as JsonObject
  }
}

mkdirSync(folder, { recursive: true })
const clock = Date.now
const { database } = openDataFolder(folder, { id: 'bench', now: clock() })
const domain = createDomain(database, { clock, random: (bytes) => randomBytes(bytes) })
const made = await domain.change({ actor: { kind: 'system', name: 'Bench' } }, async (change) => {
  const organization = await createOrganization(change, 'bench')
  const integration = await requireIntegration(change.tx, organization, undefined)
  return { organization, integration, token: await issueToken(change, integration, null) }
})
const { id } = made.organization
const ids = await fillUsers(domain, id, people())
const groups: Record<string, string> = {}
for (const size of sizes.split(',').map(Number)) groups[size] = await fillGroup(domain, id, `Group of ${size}`, ids.slice(0, size))
for (let n = 0; n < SMALL_GROUPS; n++) await fillGroup(domain, id, groupName(n), ids.slice(n, n + 3))

const directory: Directory = {
  mount: mountPaths(made.organization, { id: made.integration.id, builtIn: true }).okta,
  token: made.token,
  users,
  joiners: ids.slice(users),
  sample: Array.from({ length: SAMPLE }, (_, i) => ids[Math.floor((i * users) / SAMPLE)] ?? ''),
  groups,
}
await database.close()
writeFileSync(join(folder, 'bench.json'), JSON.stringify(directory))
