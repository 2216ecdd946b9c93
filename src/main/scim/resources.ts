import { groupResource, userResource } from '../domain/representation.ts'
import { project, type Selection, wants } from '../protocol/project.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { GroupRow } from '../store/groups.ts'
import { membersJson } from '../store/members.ts'
import type { UserRow } from '../store/users.ts'
import type { Call } from './call.ts'

/** A user as JSON text, projected. Groups are read only when they are going to be returned. */
export async function userText(tx: ReadTx, call: Call, row: UserRow, selection: Selection): Promise<string> {
  const resource = await userResource(tx, call.base, row, wants(selection, 'groups'))
  return JSON.stringify(project(resource, selection, call.registry, 'User'))
}

const MEMBER_PROBE = { value: 'v', $ref: 'r', type: 'User', display: 'd' }

/** Whether a whole member, with all its sub-attributes, is what the selection returns. */
function wantsWholeMembers(call: Call, selection: Selection): boolean {
  const probed = project({ schemas: [], id: 'i', members: [MEMBER_PROBE] }, selection, call.registry, 'Group')
  const [member] = Array.isArray(probed['members']) ? probed['members'] : []
  return Object.keys(member ?? {}).length === Object.keys(MEMBER_PROBE).length
}

/**
 * A group as JSON text, projected. Members are not read at all when they are excluded (R4); whole, they come from the store as
 * text, since building 10,000 objects to print them again costs ten times as much.
 */
export async function groupText(tx: ReadTx, call: Call, row: GroupRow, selection: Selection): Promise<string> {
  const membersToo = wants(selection, 'members')
  const asText = membersToo && wantsWholeMembers(call, selection)
  const resource = await groupResource(tx, call.base, row, membersToo && !asText)
  const text = JSON.stringify(project(resource, selection, call.registry, 'Group'))
  return asText ? `${text.slice(0, -1)},"members":${await membersJson(tx, row.seq, call.base)}}` : text
}
