import type { Change } from '../domain/change.ts'
import { userLocation } from '../domain/representation.ts'
import { changeUser, provisionUser, removeUserAccess, requireUser } from '../domain/users.ts'
import { ifMatch, ifNoneMatch, weakETag } from '../protocol/etag.ts'
import { ScimError } from '../protocol/error.ts'
import type { JsonObject } from '../protocol/json.ts'
import { applyPatch } from '../protocol/patch/apply.ts'
import { parsePatch } from '../protocol/patch/parse.ts'
import { isNarrowed, parseSelection, type Selection } from '../protocol/project.ts'
import { parseResource, replaceResource } from '../protocol/validate.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { UserRow } from '../store/users.ts'
import { parseBody } from './body.ts'
import type { Answer, Call } from './call.ts'
import { LIMITS } from './limits.ts'
import { userText } from './resources.ts'
import { answer, noContent } from './respond.ts'

export function selectionOf(call: Call): Selection {
  return parseSelection(call.query.get('attributes') ?? undefined, call.query.get('excludedAttributes') ?? undefined)
}

/** R8: a write on a version that the client has not seen is refused. */
export function refuseStale(call: Call, version: number): void {
  const header = call.headers['if-match']
  if (header !== undefined && !ifMatch(header, version))
    throw new ScimError(412, undefined, `The resource is at version ${weakETag(version)}. Read it again and repeat the change.`)
}

const context = (call: Call) => ({ registry: call.registry, type: 'User' as const })

async function load(tx: ReadTx, call: Call): Promise<UserRow> {
  const id = call.segments[1] ?? ''
  call.about = { type: 'User', id, name: null }
  const user = await requireUser(tx, call.caller.organization, id)
  call.about.name = user.userName
  return user
}

async function withResource(tx: ReadTx, call: Call, status: number, user: UserRow): Promise<Answer> {
  call.about = { type: 'User', id: user.id, name: user.userName }
  const headers = { etag: weakETag(user.version), location: userLocation(call.base, user.id) }
  return answer(status, await userText(tx, call, user, selectionOf(call)), headers)
}

export async function createUser(change: Change, call: Call): Promise<Answer> {
  const body = parseBody(call.text)
  call.about = { type: 'User', id: null, name: typeof body['userName'] === 'string' ? body['userName'] : null }
  const parsed = parseResource(body, context(call))
  call.notes.push(...parsed.notes)
  return withResource(change.tx, call, 201, await provisionUser(change, call.caller.organization, call.registry, parsed.document))
}

export async function readUser(tx: ReadTx, call: Call): Promise<Answer> {
  const user = await load(tx, call)
  const known = call.headers['if-none-match']
  if (known !== undefined && ifNoneMatch(known, user.version)) return { status: 304, headers: { etag: weakETag(user.version) }, body: null }
  return withResource(tx, call, 200, user)
}

export async function replaceUser(change: Change, call: Call): Promise<Answer> {
  const user = await load(change.tx, call)
  refuseStale(call, user.version)
  const parsed = parseResource(parseBody(call.text), context(call))
  call.notes.push(...parsed.notes)
  const existing = JSON.parse(user.document) as JsonObject
  const { document, changed } = replaceResource(existing, parsed, context(call))
  return withResource(
    change.tx,
    call,
    200,
    changed ? await changeUser(change, call.caller.organization, call.registry, user, document) : user,
  )
}

export async function patchUser(change: Change, call: Call): Promise<Answer> {
  const user = await load(change.tx, call)
  refuseStale(call, user.version)
  const operations = parsePatch(parseBody(call.text), {
    emptyOperations: call.caller.integration.emptyPatch,
    maxOperations: LIMITS.patchOperations,
  })
  const existing = { ...(JSON.parse(user.document) as JsonObject), id: user.id }
  const { document, changed, notes } = applyPatch(existing, operations, context(call))
  call.notes.push(...notes)
  const after = changed ? await changeUser(change, call.caller.organization, call.registry, user, withoutId(document)) : user
  if (call.caller.integration.patchAnswer === 'no-content' && !isNarrowed(selectionOf(call)))
    return noContent({ etag: weakETag(after.version) })
  return withResource(change.tx, call, 200, after)
}

/** The document is stored without its id, but a PATCH may name it: equal, it is ignored; different, it is refused. */
export function withoutId(document: JsonObject): JsonObject {
  const { id: _, ...rest } = document
  return rest
}

export async function deleteUser(change: Change, call: Call): Promise<Answer> {
  const user = await load(change.tx, call)
  refuseStale(call, user.version)
  await removeUserAccess(change, call.caller.organization, call.registry, user)
  return noContent()
}
