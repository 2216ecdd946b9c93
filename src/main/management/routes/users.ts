import { z } from 'zod'
import { fold } from '../../protocol/fold.ts'
import { DomainError } from '../../domain/error.ts'
import { requireOrganization } from '../../domain/organizations.ts'
import { describeUserDetail } from '../../domain/user-detail.ts'
import { requireUser } from '../../domain/users.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import { searchSql } from '../../store/search.ts'
import { countUsers, usersPage, type UsersQuery } from '../../store/user-list.ts'
import { userByNameKey, type UserRow, usersNamed } from '../../store/users.ts'
import { get } from '../route.ts'
import { Id, iso, listOf, Paging, shape, Time } from '../shapes.ts'
import { Origins } from './team-members.ts'

const User = shape(
  'User',
  z.object({
    id: Id,
    userName: z.string(),
    displayName: z.string().nullable(),
    email: z.string().nullable(),
    externalId: z.string().nullable(),
    active: z.boolean(),
    createdAt: Time,
    updatedAt: Time,
  }),
)

export function user(row: UserRow): z.input<typeof User> {
  const { id, userName, displayName, email, externalId, active, createdAt, updatedAt } = row
  return { id, userName, displayName, email, externalId, active: active === 1, createdAt: iso(createdAt), updatedAt: iso(updatedAt) }
}

async function teamsOf(tx: ReadTx, organization: OrganizationRow, row: UserRow): Promise<z.input<typeof UserTeam>[]> {
  const { teams } = await describeUserDetail(tx, organization, row)
  return teams.map(({ id, name, origins }) => ({ id, name, origins: [...origins] }))
}

const UserTeam = shape('UserTeam', z.object({ id: Id, name: z.string(), origins: Origins }))

const PersonTeam = shape(
  'PersonTeam',
  z.object({
    organization: z.object({ id: z.int(), slug: z.string(), name: z.string() }),
    userId: Id,
    id: Id,
    name: z.string(),
    origins: Origins,
  }),
)

export const userRoutes = [
  get('/api/orgs/{orgId}/users', {
    id: 'listUsers',
    summary: 'The people provisioned in the organization, by userName.',
    needs: { permission: 'USERS:READ', applications: true },
    query: z.object({
      ...Paging,
      userName: z.string().max(1024).optional().describe('Exactly this userName, whatever its case.'),
      search: z.string().max(200).optional(),
    }),
    answer: listOf('users', User),
    async run(tx, { organization, query: { max, offset, userName, search } }) {
      if (userName !== undefined) {
        const row = await userByNameKey(tx, organization.id, fold(userName))
        const users = row === undefined ? [] : [user(row)]
        return { users: users.slice(offset, offset + max), totalSize: users.length }
      }
      const query: UsersQuery = {
        organization: organization.id,
        search: search?.trim() ? searchSql('user_search', 'user_name_key', organization.id, search) : undefined,
        active: undefined,
      }
      const rows = await usersPage(tx, query, '', max, offset)
      return { users: rows.map(user), totalSize: await countUsers(tx, query, organization.userCount) }
    },
  }),
  get('/api/orgs/{orgId}/users/{userId}', {
    id: 'getUser',
    summary: 'One person of the organization.',
    needs: { permission: 'USERS:READ', applications: true },
    answer: User,
    run: async (tx, { organization, params }) => user(await requireUser(tx, organization, params.userId)),
  }),
  get('/api/orgs/{orgId}/users/{userId}/teams', {
    id: 'listTeamsOfUser',
    summary: 'Which teams the person is in now, and why; none while she is deactivated.',
    needs: { permission: 'USERS:READ', applications: true },
    answer: listOf('teams', UserTeam),
    async run(tx, { organization, params }) {
      const teams = await teamsOf(tx, organization, await requireUser(tx, organization, params.userId))
      return { teams, totalSize: teams.length }
    },
  }),
  get('/api/users/teams', {
    id: 'listTeamsOfPerson',
    summary: 'Which teams the person of this userName is in, over all organizations of the instance.',
    needs: { applications: 'only' },
    query: z.object({ userName: z.string().min(1).max(1024) }),
    answer: listOf('teams', PersonTeam),
    refuses: [404],
    async run(tx, { query: { userName } }) {
      const people = await usersNamed(tx, fold(userName))
      if (people.length === 0) throw new DomainError('not_found', `Nobody named ${userName} has access to any organization.`)
      const teams = []
      for (const person of people) {
        const organization = await requireOrganization(tx, person.organizationId)
        const place = { id: organization.id, slug: organization.slug, name: organization.name }
        for (const each of await teamsOf(tx, organization, person)) teams.push({ organization: place, userId: person.id, ...each })
      }
      return { teams, totalSize: teams.length }
    },
  }),
]
