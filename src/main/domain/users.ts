import type { UserOrigin } from '../../shared/console/members.ts'
import type { User } from '../../shared/console/users.ts'
import { indexEntries } from '../protocol/filter/index-entries.ts'
import { fold } from '../protocol/fold.ts'
import { isObject, type Json, type JsonObject } from '../protocol/json.ts'
import type { Registry } from '../protocol/schema/types.ts'
import { accountFree, accountLastKnownAs, insertAccount, rememberFormerUser, renameAccountIfAlone } from '../store/accounts.ts'
import { reindex } from '../store/attribute-index.ts'
import type { ReadTx } from '../store/database/port.ts'
import { leaveAllGroups } from '../store/members.ts'
import { addToCounts, type OrganizationRow } from '../store/organizations.ts'
import { setRollout } from '../store/rollout.ts'
import { forgetUserText, indexUserText } from '../store/search.ts'
import { leaveAllTeams } from '../store/teams.ts'
import {
  deleteUser,
  insertUser,
  type RolloutState,
  updateUser,
  userById,
  userByNameKey,
  type UserColumns,
  type UserRow,
} from '../store/users.ts'
import { dropBindings } from './access/bindings.ts'
import type { Change } from './change.ts'
import { changedAttributes } from './difference.ts'
import { DomainError } from './error.ts'
import { ownerWithdrawn, settleLastOwner } from './owners.ts'
import { refuseTakenValues } from './schemas/unique-values.ts'
import { leaveWorkspaces } from './withdrawal.ts'

export async function requireUser(tx: ReadTx, organization: OrganizationRow, id: string): Promise<UserRow> {
  const user = await userById(tx, organization.id, id)
  if (user === undefined) throw new DomainError('not_found', `There is no user ${id} in this organization.`)
  return user
}

const text = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)

function objects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function columnsOf(document: JsonObject, origin: UserOrigin): UserColumns {
  const userName = text(document['userName'])
  if (userName === null) throw new DomainError('invalid', 'userName is required and must not be empty.', { field: 'userName' })
  const emails = objects(document['emails'])
  const primary = emails.find((email) => email['primary'] === true) ?? emails[0]
  return {
    userName,
    userNameKey: fold(userName),
    displayName: text(document['displayName']),
    email: text(primary?.['value']),
    externalId: text(document['externalId']),
    active: document['active'] !== false,
    origin,
    document,
  }
}

async function indexText(change: Change, user: UserRow, document: JsonObject): Promise<void> {
  const name = isObject(document['name']) ? document['name'] : {}
  await indexUserText(
    change.tx,
    user.seq,
    [user.userName, user.displayName, text(name['formatted']), text(name['givenName']), text(name['familyName'])],
    [...objects(document['emails']).map((email) => text(email['value'])), user.externalId],
  )
}

const target = (user: UserRow) => ({ type: 'user', id: user.id, name: user.userName })

async function refuseTakenName(tx: ReadTx, organization: OrganizationRow, userName: string, except: string | undefined): Promise<void> {
  const holder = await userByNameKey(tx, organization.id, fold(userName))
  if (holder !== undefined && holder.id !== except)
    throw new DomainError('user_name_taken', `A user with the userName ${userName} is in this organization already.`, { field: 'userName' })
}

/** I7: how a person who is new to what the identity provider gives begins. */
export function rolloutOfNewcomer(organization: OrganizationRow): RolloutState {
  return organization.stagedRollout === 1 && organization.automaticStart === 0 ? 'held' : 'started'
}

/** A person arrives by SCIM POST. One of that userName who was added by hand, or let in by a claim, is taken over in place. */
export async function provisionUser(
  change: Change,
  organization: OrganizationRow,
  registry: Registry,
  document: JsonObject,
): Promise<UserRow> {
  const complete = { ...document, active: document['active'] !== false }
  const holder = await userByNameKey(change.tx, organization.id, columnsOf(complete, 'scim').userNameKey)
  if (holder === undefined || holder.origin === 'scim') return giveAccess(change, organization, registry, document, 'scim')
  return changeUser(change, organization, registry, holder, complete)
}

/** U2, U4, U5: gives the person access to the organization: back to the account she had here, else to that of her userName, else to a new one. */
export async function giveAccess(
  change: Change,
  organization: OrganizationRow,
  registry: Registry,
  document: JsonObject,
  origin: UserOrigin,
): Promise<UserRow> {
  const complete = { ...document, active: document['active'] !== false }
  const columns = columnsOf(complete, origin)
  await refuseTakenName(change.tx, organization, columns.userName, undefined)
  const account =
    (await accountLastKnownAs(change.tx, columns.userNameKey, organization.id)) ??
    (await accountFree(change.tx, columns.userNameKey, organization.id))
  const id = account?.id ?? change.id()
  if (account === undefined) await insertAccount(change.tx, id, columns.userName, columns.userNameKey, change.at)
  const user = await insertUser(change.tx, organization.id, id, columns, rolloutOfNewcomer(organization), change.at)
  const entries = indexEntries(complete, registry, 'User')
  await refuseTakenValues(change.tx, { type: 'User', organization: organization.id }, registry, user.seq, entries)
  await reindex(change.tx, 'User', organization.id, user.seq, [], entries)
  await indexText(change, user, complete)
  await addToCounts(change.tx, organization.id, 1, 0)
  await change.record({
    organization: organization.id,
    action: origin === 'scim' ? 'user.provisioned' : 'user.added',
    target: target(user),
    after: { ...complete, ...(origin !== 'scim' && { origin }) },
  })
  // An owner without access has it back (D7).
  if (account !== undefined) await settleLastOwner(change, organization)
  for (const topic of ['users', 'organizations'] as const) change.touch(topic, organization.id)
  return user
}

function actionOf(before: UserRow, active: boolean): string {
  if (before.origin !== 'scim') return 'user.promoted'
  if ((before.active === 1) === active) return 'user.updated'
  return active ? 'user.reactivated' : 'user.deactivated'
}

/** Makes the user what the pushed document says: from then on she is the identity provider's. Teams follow `active` by themselves (U7). */
export async function changeUser(
  change: Change,
  organization: OrganizationRow,
  registry: Registry,
  user: UserRow,
  document: JsonObject,
): Promise<UserRow> {
  const before = JSON.parse(user.document) as JsonObject
  const columns = columnsOf(document, 'scim')
  if (columns.userNameKey !== fold(user.userName)) await refuseTakenName(change.tx, organization, columns.userName, user.id)
  if (columns.userName !== user.userName)
    await renameAccountIfAlone(change.tx, user.id, organization.id, columns.userName, columns.userNameKey)
  await updateUser(change.tx, user.seq, columns, change.at)
  if (user.origin === 'manual' && user.rollout === 'started') await setRollout(change.tx, user.seq, rolloutOfNewcomer(organization))
  const after = await requireUser(change.tx, organization, user.id)
  const entries = indexEntries(document, registry, 'User')
  await refuseTakenValues(change.tx, { type: 'User', organization: organization.id }, registry, user.seq, entries)
  await reindex(change.tx, 'User', organization.id, user.seq, indexEntries(before, registry, 'User'), entries)
  await indexText(change, after, document)
  await change.record({
    organization: organization.id,
    action: actionOf(user, columns.active),
    target: target(after),
    ...changedAttributes(
      { ...before, origin: user.origin, rollout: user.rollout },
      { ...document, origin: columns.origin, rollout: after.rollout },
    ),
  })
  if (user.active === 1 && !columns.active) await ownerWithdrawn(change, organization, after, 'user.deactivated')
  if (user.active === 0 && columns.active) await settleLastOwner(change, organization)
  for (const topic of ['users', 'teams', 'catalog'] as const) change.touch(topic, organization.id)
  return after
}

/** U4: takes the person's access to this organization away. The account, and access elsewhere, stay. */
export async function removeUserAccess(change: Change, organization: OrganizationRow, registry: Registry, user: UserRow): Promise<void> {
  const document = JSON.parse(user.document) as JsonObject
  await dropBindings(change, organization, { kind: 'user', id: user.id })
  const groups = await leaveAllGroups(change.tx, { kind: 0, seq: user.seq }, change.at)
  const teams = await leaveAllTeams(change.tx, user.seq)
  await leaveWorkspaces(change, organization, { kind: 'user', id: user.id, name: user.userName }, 'user.access-removed')
  await ownerWithdrawn(change, organization, user, 'user.access-removed')
  await reindex(change.tx, 'User', organization.id, user.seq, indexEntries(document, registry, 'User'), [])
  await forgetUserText(change.tx, user.seq)
  await rememberFormerUser(change.tx, organization.id, fold(user.userName), user.id)
  await deleteUser(change.tx, user.seq)
  await addToCounts(change.tx, organization.id, -1, 0)
  await change.record({
    organization: organization.id,
    action: 'user.access-removed',
    target: target(user),
    before: { ...document, groups, teams },
  })
  for (const topic of ['users', 'teams', 'catalog', 'organizations'] as const) change.touch(topic, organization.id)
}

export function describeUser(row: UserRow): User {
  const { id, userName, displayName, email, externalId, origin, rollout, createdAt, updatedAt } = row
  return { id, userName, displayName, email, externalId, active: row.active === 1, origin, rollout, createdAt, updatedAt }
}
