import type { Member, MemberRemoval, OrganizationRole, UserOrigin } from '../../shared/console/members.ts'
import { fold } from '../protocol/fold.ts'
import type { JsonObject } from '../protocol/json.ts'
import type { Registry } from '../protocol/schema/types.ts'
import { USER_SCHEMA } from '../protocol/schema/user.ts'
import { parseResource } from '../protocol/validate.ts'
import type { ReadTx } from '../store/database/port.ts'
import { groupsOfUser } from '../store/members.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { countOtherOwners, ownerById, ownersOf } from '../store/owners.ts'
import { participationsOf } from '../store/participants.ts'
import { searchSql } from '../store/search.ts'
import { countUsers, usersPage, type UsersQuery } from '../store/user-list.ts'
import { userById, type UserRow } from '../store/users.ts'
import type { Change } from './change.ts'
import { DomainError } from './error.ts'
import { refuseLastOwner, setOrganizationRole } from './owners.ts'
import { teamsOfUser } from './teams-of-user.ts'
import { giveAccess, removeUserAccess } from './users.ts'

/** Somebody with access, or an owner whose access was taken away while there was no other (D7). */
interface MemberRow {
  readonly user: UserRow | undefined
  readonly id: string
  readonly userName: string
  readonly key: string
  readonly since: number
}

const rowOf = (user: UserRow): MemberRow => ({
  user,
  id: user.id,
  userName: user.userName,
  key: fold(user.userName),
  since: user.createdAt,
})

export async function requireMember(tx: ReadTx, organization: OrganizationRow, id: string): Promise<MemberRow> {
  const user = await userById(tx, organization.id, id)
  if (user !== undefined) return rowOf(user)
  const owner = await ownerById(tx, organization.id, id)
  if (owner === undefined) throw new DomainError('not_found', 'There is no such person in this organization.')
  return { user: undefined, id, userName: owner.userName, key: fold(owner.userName), since: owner.since }
}

export async function describeMember(tx: ReadTx, organization: OrganizationRow, row: MemberRow): Promise<Member> {
  const isOwner = (await ownerById(tx, organization.id, row.id)) !== undefined
  return {
    userId: row.id,
    userName: row.userName,
    displayName: row.user?.displayName ?? null,
    email: row.user?.email ?? null,
    active: row.user?.active === 1,
    hasAccess: row.user !== undefined,
    origin: row.user?.origin ?? 'scim',
    role: isOwner ? 'owner' : 'member',
    isLastOwner: isOwner && (await countOtherOwners(tx, organization.id, row.id)) === 0,
    createdAt: row.since,
  }
}

export interface MembersQuery {
  readonly search: string | undefined
  readonly role: OrganizationRole | undefined
  readonly origin: UserOrigin | undefined
}

/** A page of the members by userName, and how many there are. `afterKey` is that of the last one before the page. */
export async function membersPage(
  tx: ReadTx,
  organization: OrganizationRow,
  query: MembersQuery,
  afterKey: string,
  limit: number,
): Promise<{ rows: MemberRow[]; total: number }> {
  const { text, users } = askedFor(organization, query)
  const gone = await ownersWithoutAccess(tx, organization, query, text)
  const rows = (await usersPage(tx, users, afterKey, limit)).map(rowOf)
  const merged = [...rows, ...gone.filter(({ key }) => key > afterKey)].toSorted((a, b) => (a.key < b.key ? -1 : 1))
  return { rows: merged.slice(0, limit), total: (await countUsers(tx, users, organization.userCount)) + gone.length }
}

function askedFor(organization: OrganizationRow, query: MembersQuery): { text: string | undefined; users: UsersQuery } {
  const text = query.search?.trim() ? query.search.trim() : undefined
  const users: UsersQuery = {
    organization: organization.id,
    search: text === undefined ? undefined : searchSql('user_search', 'user_name_key', organization.id, text),
    origin: query.origin,
    owner: query.role === undefined ? undefined : query.role === 'owner',
  }
  return { text, users }
}

/** The same from the `offset`th on: by userName, with owners without access at the end of the list. */
export async function membersFrom(
  tx: ReadTx,
  organization: OrganizationRow,
  query: MembersQuery,
  offset: number,
  limit: number,
): Promise<{ rows: MemberRow[]; total: number }> {
  const { text, users } = askedFor(organization, query)
  const gone = await ownersWithoutAccess(tx, organization, query, text)
  const count = await countUsers(tx, users, organization.userCount)
  const rows = (await usersPage(tx, users, '', limit, offset)).map(rowOf)
  const rest = gone.slice(Math.max(offset - count, 0), Math.max(offset + limit - count, 0))
  return { rows: [...rows, ...rest], total: count + gone.length }
}

async function ownersWithoutAccess(
  tx: ReadTx,
  organization: OrganizationRow,
  query: MembersQuery,
  text: string | undefined,
): Promise<MemberRow[]> {
  if (query.role === 'member' || (query.origin ?? 'scim') !== 'scim') return []
  const owners = (await ownersOf(tx, organization.id)).filter(({ access }) => access === 'removed')
  return owners
    .map(({ id, userName, since }) => ({ user: undefined, id, userName, key: fold(userName), since }))
    .filter(({ key }) => text === undefined || key.includes(fold(text)))
}

/** A person who is not pushed, or not yet: a user like any other, whose row a push of the same userName takes over. */
export async function addMember(
  change: Change,
  organization: OrganizationRow,
  registry: Registry,
  wanted: { userName: string; displayName?: string | undefined; email?: string | undefined; role: OrganizationRole },
): Promise<MemberRow> {
  const userName = wanted.userName.trim()
  const [displayName, email] = [wanted.displayName?.trim(), wanted.email?.trim()]
  if (userName === '') throw new DomainError('invalid', 'The user name is empty.', { field: 'userName' })
  if (email !== undefined && email !== '' && !/^[^@\s]+@[^@\s]+$/.test(email))
    throw new DomainError('invalid', `${email} is not an e-mail address.`, { field: 'email' })
  const body: JsonObject = {
    schemas: [USER_SCHEMA],
    userName,
    ...(displayName && { displayName }),
    ...(email && { emails: [{ value: email, type: 'work', primary: true }] }),
  }
  const { document } = parseResource(body, { registry, type: 'User' })
  const user = await giveAccess(change, organization, registry, document, 'manual')
  await setOrganizationRole(change, organization, user, wanted.role)
  return rowOf(user)
}

export async function setMemberRole(
  change: Change,
  organization: OrganizationRow,
  member: MemberRow,
  role: OrganizationRole,
): Promise<void> {
  if (member.user === undefined && role === 'owner') return
  await setOrganizationRole(change, organization, member, role)
}

/** U4, D7: by hand only for those whom no identity provider manages. */
export async function removeMember(change: Change, organization: OrganizationRow, registry: Registry, member: MemberRow): Promise<void> {
  const { user } = member
  if (user === undefined)
    throw new DomainError('not_found', `${member.userName} has no access to ${organization.name} any more; only the owner role is left.`)
  if (user.origin === 'scim')
    throw new DomainError('scim_managed', `${user.userName} is provisioned by the identity provider and cannot be removed here.`)
  await refuseLastOwner(change.tx, organization, user, 'removed')
  await removeUserAccess(change, organization, registry, user)
}

export async function memberRemoval(tx: ReadTx, organization: OrganizationRow, member: MemberRow): Promise<MemberRemoval> {
  const { user } = member
  const workspaces = await participationsOf(tx, organization.id, { kind: 'user', id: member.id })
  return {
    member: await describeMember(tx, organization, member),
    groups: user === undefined ? 0 : (await groupsOfUser(tx, user.seq)).filter(({ type }) => type === 'direct').length,
    teams: user === undefined ? 0 : (await teamsOfUser(tx, organization, user)).length,
    workspaces: workspaces.length,
    bindings: 0,
  }
}
