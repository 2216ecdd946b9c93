import { weakETag } from '../protocol/etag.ts'
import type { JsonObject } from '../protocol/json.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { GroupRow } from '../store/groups.ts'
import { describedMembers, groupsOfUser } from '../store/members.ts'
import type { UserRow } from '../store/users.ts'

/** Rows as the SCIM resources that they are, for a client that reaches the service under `base` (E3). */
interface Row {
  readonly id: string
  readonly version: number
  readonly createdAt: number
  readonly updatedAt: number
  readonly document: string
}

export const userLocation = (base: string, id: string): string => `${base}/Users/${id}`
export const groupLocation = (base: string, id: string): string => `${base}/Groups/${id}`

/** `schemas` and `id` first: people read these. */
function assembled(row: Row, resourceType: 'User' | 'Group', location: string): JsonObject {
  const { schemas, ...document } = JSON.parse(row.document) as JsonObject
  return {
    schemas,
    id: row.id,
    ...document,
    meta: {
      resourceType,
      created: new Date(row.createdAt).toISOString(),
      lastModified: new Date(row.updatedAt).toISOString(),
      version: weakETag(row.version),
      location,
    },
  }
}

/** `groups` is left out for a person in none (RFC 7643 §2.5). */
export async function userResource(tx: ReadTx, base: string, row: UserRow, withGroups: boolean): Promise<JsonObject> {
  const resource = assembled(row, 'User', userLocation(base, row.id))
  const groups = withGroups ? await groupsOfUser(tx, row.seq) : []
  if (groups.length > 0)
    resource['groups'] = groups.map(({ id, displayName, type }) => ({
      value: id,
      $ref: groupLocation(base, id),
      display: displayName,
      type,
    }))
  return resource
}

/** `members` is a list even when it is empty: authentik reads it as one. */
export async function groupResource(tx: ReadTx, base: string, row: GroupRow, withMembers: boolean): Promise<JsonObject> {
  const resource = assembled(row, 'Group', groupLocation(base, row.id))
  if (!withMembers) return resource
  const members = await describedMembers(tx, row.seq)
  resource['members'] = members.map(({ id, kind, name }) => ({
    value: id,
    $ref: kind === 0 ? userLocation(base, id) : groupLocation(base, id),
    type: kind === 0 ? 'User' : 'Group',
    display: name,
  }))
  return resource
}
