import type { Domain } from '../../src/main/domain/domain.ts'
import { provisionUser } from '../../src/main/domain/users.ts'
import { pushGroup } from '../../src/main/domain/groups.ts'
import { requireOrganization } from '../../src/main/domain/organizations.ts'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { coreRegistry } from '../../src/main/protocol/schema/registry.ts'
import { GROUP, USER } from './scim-client.ts'

const FILLER = { kind: 'system', name: 'Fill' } as const
/** Users of one unit of work: few enough that the event loop turns over now and then. */
const BATCH = 500

/** Provisions users through the domain, many to a commit, and resolves to their ids in order. */
export async function fillUsers(domain: Domain, organizationId: number, documents: Iterable<JsonObject>): Promise<string[]> {
  const ids: string[] = []
  const batch: JsonObject[] = []
  const write = (): Promise<void> =>
    domain.change({ actor: FILLER }, async (change) => {
      const organization = await requireOrganization(change.tx, organizationId)
      for (const document of batch.splice(0))
        ids.push((await provisionUser(change, organization, coreRegistry, { schemas: [USER], ...document })).id)
    })
  for (const document of documents) {
    batch.push(document)
    if (batch.length === BATCH) await write()
  }
  if (batch.length > 0) await write()
  return ids
}

/** Pushes a group with these members through the domain and resolves to its id. */
export function fillGroup(domain: Domain, organizationId: number, displayName: string, members: readonly string[]): Promise<string> {
  return domain.change({ actor: FILLER }, async (change) => {
    const organization = await requireOrganization(change.tx, organizationId)
    const parsed = {
      document: { schemas: [GROUP], displayName },
      members: members.map((value) => ({ value })),
      active: 'absent' as const,
      notes: [],
    }
    return (await pushGroup(change, organization, coreRegistry, parsed)).id
  })
}
