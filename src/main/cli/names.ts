import type { Role, ServiceAccount } from '../../shared/console/access.ts'
import type { Group } from '../../shared/console/catalog.ts'
import type { Member } from '../../shared/console/members.ts'
import type { Organization } from '../../shared/console/organizations.ts'
import type { Team } from '../../shared/console/teams.ts'
import type { User } from '../../shared/console/users.ts'
import type { Workspace } from '../../shared/console/workspaces.ts'
import { nameKey } from '../protocol/fold.ts'
import type { Call } from './command.ts'
import { Failure } from './failure.ts'

const PAGE = 500

interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/** Follows the cursors of a list until it ends or `limit` items have come. */
export async function pages<T>(
  ask: (cursor: string | undefined, limit: number) => Promise<Page<T>>,
  limit = Number.POSITIVE_INFINITY,
): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const page = await ask(cursor, Math.min(PAGE, limit - items.length))
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined && items.length < limit)
  return items
}

/** By slug, name or id. */
export async function organizationNamed(call: Call, text: string): Promise<Organization> {
  const { organizations } = await call('organizations.list', {})
  const key = nameKey(text)
  const found =
    organizations.find(({ slug }) => slug === text) ??
    organizations.find(({ slug, name }) => nameKey(slug) === key || nameKey(name) === key) ??
    organizations.find(({ id }) => String(id) === text)
  if (found !== undefined) return found
  const known = organizations.map(({ slug }) => slug)
  const advice = known.length === 0 ? 'There is none yet: make one with "muster org create NAME".' : `There is ${listed(known)}.`
  throw new Failure(`There is no organization "${text}". ${advice}`)
}

export async function groupNamed(call: Call, organization: Organization, text: string): Promise<Group> {
  const organizationId = organization.id
  const matches = await pages((cursor, limit) => call('catalog.list', { organizationId, search: searchable(text), cursor, limit }))
  const found = chosen(matches, text, ({ displayName }) => displayName)
  if (found !== undefined) return found
  if (isId(text)) return call('catalog.get', { organizationId, groupId: text })
  throw new Failure(
    `There is no group "${text}" in ${organization.name}. Add it with "muster group add", or have the identity provider push it.`,
  )
}

export async function teamNamed(call: Call, organization: Organization, text: string): Promise<Team> {
  const organizationId = organization.id
  const matches = await pages((cursor, limit) => call('teams.list', { organizationId, search: searchable(text), cursor, limit }))
  const found = chosen(matches, text, ({ name }) => name)
  if (found !== undefined) return found
  if (isId(text)) return call('teams.get', { organizationId, teamId: text })
  throw new Failure(`There is no team "${text}" in ${organization.name}. Make it with "muster team create".`)
}

export async function workspaceNamed(call: Call, organization: Organization, text: string): Promise<Workspace> {
  const organizationId = organization.id
  const matches = await pages((cursor, limit) => call('workspaces.list', { organizationId, search: searchable(text), cursor, limit }))
  const found = chosen(matches, text, ({ name }) => name)
  if (found !== undefined) return found
  if (isId(text)) return call('workspaces.get', { organizationId, workspaceId: text })
  throw new Failure(`There is no workspace "${text}" in ${organization.name}. Make it with "muster workspace create".`)
}

export async function userNamed(call: Call, organization: Organization, text: string): Promise<User> {
  const organizationId = organization.id
  const matches = await pages((cursor, limit) => call('users.list', { organizationId, search: searchable(text), cursor, limit }))
  const found = chosen(matches, text, ({ userName }) => userName)
  if (found !== undefined) return found
  if (isId(text)) return call('users.get', { organizationId, userId: text })
  throw new Failure(`There is no user "${text}" in ${organization.name}. Give the whole user name.`)
}

/** By userName or id. */
export async function memberNamed(call: Call, organization: Organization, text: string): Promise<Member> {
  const organizationId = organization.id
  const matches = await pages((cursor, limit) => call('members.list', { organizationId, search: searchable(text), cursor, limit }))
  const found = chosen(
    matches.map((member) => ({ ...member, id: member.userId })),
    text,
    ({ userName }) => userName,
  )
  if (found !== undefined) return found
  if (isId(text)) return call('members.get', { organizationId, userId: text })
  throw new Failure(`There is nobody named "${text}" in ${organization.name}. Name a person by the userName.`)
}

export async function roleNamed(call: Call, organization: Organization, text: string): Promise<Role> {
  const { roles } = await call('access.roles', { organizationId: organization.id })
  const found = chosen(roles, text, ({ name }) => name)
  if (found !== undefined) return found
  throw new Failure(`There is no role "${text}" in ${organization.name}. There is ${listed(roles.map(({ name }) => name))}.`)
}

export async function serviceAccountNamed(call: Call, organization: Organization, text: string): Promise<ServiceAccount> {
  const { serviceAccounts } = await call('access.serviceAccounts', { organizationId: organization.id })
  const found = chosen(serviceAccounts, text, ({ name }) => name)
  if (found !== undefined) return found
  throw new Failure(`There is no service account "${text}" in ${organization.name}. Make it with "muster service-account create".`)
}

/** Spelled exactly before spelled alike before known by id. */
function chosen<T extends { id: string }>(items: readonly T[], text: string, nameOf: (item: T) => string): T | undefined {
  const key = nameKey(text)
  return (
    items.find((item) => nameOf(item) === text) ??
    items.find((item) => nameKey(nameOf(item)) === key) ??
    items.find(({ id }) => id === text)
  )
}

/**
 * What to search for to find a name, which is compared whole afterwards. A search takes 200 characters, and takes a word of less than
 * three for the beginning of the name: such words are left out.
 */
function searchable(text: string): string {
  const words = text.trim().slice(0, 200).split(/\s+/)
  const long = words.filter((word) => [...word].length >= 3)
  return long.length > 0 ? long.join(' ') : (words[0] ?? '')
}

/** A search looks at names only, and a group may be named by a GUID: what looks like an id is asked for when no name is it. */
const isId = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ')
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown
}
