import type { Change } from '../domain/change.ts'
import { changeGroup, pushGroup, removeGroup, requireGroup } from '../domain/groups.ts'
import { groupLocation } from '../domain/representation.ts'
import { ifNoneMatch, weakETag } from '../protocol/etag.ts'
import type { JsonObject } from '../protocol/json.ts'
import { applyPatch } from '../protocol/patch/apply.ts'
import { parsePatch } from '../protocol/patch/parse.ts'
import { isNarrowed } from '../protocol/project.ts'
import { parseResource, replaceResource } from '../protocol/validate.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { GroupRow } from '../store/groups.ts'
import { parseBody } from './body.ts'
import type { Answer, Call } from './call.ts'
import { LIMITS } from './limits.ts'
import { groupText } from './resources.ts'
import { answer, noContent } from './respond.ts'
import { refuseStale, selectionOf, withoutId } from './users.ts'

const context = (call: Call) => ({ registry: call.registry, type: 'Group' as const })

async function load(tx: ReadTx, call: Call): Promise<GroupRow> {
  const id = call.segments[1] ?? ''
  call.about = { type: 'Group', id, name: null }
  const group = await requireGroup(tx, call.caller.organization, id)
  call.about.name = group.displayName
  return group
}

async function withResource(tx: ReadTx, call: Call, status: number, group: GroupRow): Promise<Answer> {
  call.about = { type: 'Group', id: group.id, name: group.displayName }
  const headers = { etag: weakETag(group.version), location: groupLocation(call.base, group.id) }
  return answer(status, await groupText(tx, call, group, selectionOf(call)), headers)
}

export async function createGroup(change: Change, call: Call): Promise<Answer> {
  const body = parseBody(call.text)
  call.about = { type: 'Group', id: null, name: typeof body['displayName'] === 'string' ? body['displayName'] : null }
  const parsed = parseResource(body, context(call))
  call.notes.push(...parsed.notes)
  return withResource(change.tx, call, 201, await pushGroup(change, call.caller.organization, call.registry, parsed))
}

export async function readGroup(tx: ReadTx, call: Call): Promise<Answer> {
  const group = await load(tx, call)
  const known = call.headers['if-none-match']
  if (known !== undefined && ifNoneMatch(known, group.version))
    return { status: 304, headers: { etag: weakETag(group.version) }, body: null }
  return withResource(tx, call, 200, group)
}

/** PUT without `members` leaves nobody in the group: it replaces (RFC 7644 §3.5.1). */
export async function replaceGroup(change: Change, call: Call): Promise<Answer> {
  const group = await load(change.tx, call)
  refuseStale(call, group.version)
  const parsed = parseResource(parseBody(call.text), context(call))
  call.notes.push(...parsed.notes)
  const { document, changed } = replaceResource(JSON.parse(group.document) as JsonObject, parsed, context(call))
  const members = [{ kind: 'replace' as const, members: parsed.members ?? [] }]
  return withResource(
    change.tx,
    call,
    200,
    await changeGroup(change, call.caller.organization, call.registry, group, { document, changed, members }),
  )
}

export async function patchGroup(change: Change, call: Call): Promise<Answer> {
  const group = await load(change.tx, call)
  refuseStale(call, group.version)
  const operations = parsePatch(parseBody(call.text), {
    emptyOperations: call.caller.integration.emptyPatch,
    maxOperations: LIMITS.patchOperations,
  })
  const existing = { ...(JSON.parse(group.document) as JsonObject), id: group.id }
  const { document, changed, members, notes } = applyPatch(existing, operations, context(call))
  call.notes.push(...notes)
  const wanted = { document: withoutId(document), changed, members }
  const after = await changeGroup(change, call.caller.organization, call.registry, group, wanted)
  call.about = { type: 'Group', id: after.id, name: after.displayName }
  // A group's members may be many: its PATCH is answered with them only to who asks (R2).
  if (call.caller.integration.patchAnswer !== 'resource' && !isNarrowed(selectionOf(call)))
    return noContent({ etag: weakETag(after.version) })
  return withResource(change.tx, call, 200, after)
}

export async function deleteGroup(change: Change, call: Call): Promise<Answer> {
  const group = await load(change.tx, call)
  refuseStale(call, group.version)
  await removeGroup(change, call.caller.organization, call.registry, group, 'scim-delete')
  return noContent()
}
