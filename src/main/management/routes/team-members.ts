import { z } from 'zod'
import { fold } from '../../protocol/fold.ts'
import { addTeamMember, describeTeamMember, removeTeamMember, requireTeam } from '../../domain/teams.ts'
import { membershipRule } from '../../domain/membership-rule.ts'
import { requireUser } from '../../domain/users.ts'
import { DomainError } from '../../domain/error.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import { countTeamMembers, teamMembers } from '../../store/teams.ts'
import { userByNameKey, type UserRow } from '../../store/users.ts'
import { get, post, remove } from '../route.ts'
import { Id, listOf, Paging, shape } from '../shapes.ts'

export const Origins = z
  .array(z.enum(['manual', 'provisioning', 'sign-in']))
  .describe('Why the person is in the team; a person stays while any origin holds.')

const TeamMember = shape('TeamMember', z.object({ userId: Id, userName: z.string(), displayName: z.string().nullable(), origins: Origins }))

/** A person as a body names her: by id, or by userName. */
export const Who = {
  userId: z.string().max(64).optional(),
  userName: z.string().max(1024).optional(),
}

export async function personNamed(
  tx: ReadTx,
  organization: OrganizationRow,
  { userId, userName }: { userId?: string | undefined; userName?: string | undefined },
): Promise<UserRow> {
  if (userId !== undefined) return requireUser(tx, organization, userId)
  if (userName === undefined) throw new DomainError('invalid', 'Give userId or userName.', { field: 'userId' })
  const user = await userByNameKey(tx, organization.id, fold(userName))
  if (user === undefined) throw new DomainError('not_found', `There is no user ${userName} in this organization.`)
  return user
}

function member(described: ReturnType<typeof describeTeamMember>): z.input<typeof TeamMember> {
  const { userId, userName, displayName, origins } = described
  return { userId, userName, displayName, origins }
}

export const teamMemberRoutes = [
  get('/api/orgs/{orgId}/teams/{teamId}/members', {
    id: 'listTeamMembers',
    summary: 'Who is in the team now, by userName, and why.',
    about: 'Deactivated people are in no team.',
    needs: { permission: 'TEAMS:READ' },
    query: z.object(Paging),
    answer: listOf('members', TeamMember),
    async run(tx, { organization, params, query: { max, offset } }) {
      const rule = membershipRule(organization, await requireTeam(tx, organization, params.teamId))
      const rows = await teamMembers(tx, rule, { afterKey: '', limit: max, offset })
      return { members: rows.map((row) => member(describeTeamMember(row))), totalSize: await countTeamMembers(tx, rule) }
    },
  }),
  post('/api/orgs/{orgId}/teams/{teamId}/members', {
    id: 'addTeamMember',
    summary: 'Adds a person to a team by hand; 409 while the team is delegated.',
    needs: { permission: 'TEAMS:UPDATE' },
    body: z.object(Who),
    answer: TeamMember,
    status: 201,
    refuses: [409],
    async run(change, { organization, params, body }) {
      const team = await requireTeam(change.tx, organization, params.teamId)
      const { id, userName, displayName } = await personNamed(change.tx, organization, body)
      await addTeamMember(change, organization, team, id)
      return { userId: id, userName, displayName, origins: ['manual' as const] }
    },
  }),
  remove('/api/orgs/{orgId}/teams/{teamId}/members/{userId}', {
    id: 'removeTeamMember',
    summary: 'Takes a person out of a team; 409 while the team is delegated.',
    needs: { permission: 'TEAMS:UPDATE' },
    refuses: [409],
    run: async (change, { organization, params }) =>
      removeTeamMember(change, organization, await requireTeam(change.tx, organization, params.teamId), params.userId),
  }),
]
