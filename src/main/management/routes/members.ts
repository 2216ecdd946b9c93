import { z } from 'zod'
import { OrganizationRole, UserOrigin } from '../../../shared/console/members.ts'
import { addMember, describeMember, membersFrom, removeMember, requireMember, setMemberRole } from '../../domain/members.ts'
import { registryOf } from '../../domain/schemas/registry.ts'
import { get, post, put, remove } from '../route.ts'
import { Id, iso, listOf, Paging, shape, Time } from '../shapes.ts'

const Member = shape(
  'Member',
  z.object({
    userId: Id,
    userName: z.string(),
    displayName: z.string().nullable(),
    email: z.string().nullable(),
    active: z.boolean(),
    hasAccess: z.boolean().describe('False for an owner whom the identity provider has removed while there was no other.'),
    origin: UserOrigin.describe('Pushed by the identity provider, added by an administrator, or let in by a claim.'),
    role: OrganizationRole,
    createdAt: Time,
  }),
)

function member(described: Awaited<ReturnType<typeof describeMember>>): z.input<typeof Member> {
  const { userId, userName, displayName, email, active, hasAccess, origin, role, createdAt } = described
  return { userId, userName, displayName, email, active, hasAccess, origin, role, createdAt: iso(createdAt) }
}

export const memberRoutes = [
  get('/api/orgs/{orgId}/members', {
    id: 'listMembers',
    summary: 'The organization’s owners and members, by userName; owners who have lost their access come last.',
    needs: { permission: 'MEMBERS:READ' },
    query: z.object({
      ...Paging,
      search: z.string().max(200).optional(),
      role: OrganizationRole.optional(),
      origin: UserOrigin.optional(),
    }),
    answer: listOf('members', Member),
    async run(tx, { organization, query: { max, offset, search, role, origin } }) {
      const { rows, total } = await membersFrom(tx, organization, { search, role, origin }, offset, max)
      const members = []
      for (const row of rows) members.push(member(await describeMember(tx, organization, row)))
      return { members, totalSize: total }
    },
  }),
  post('/api/orgs/{orgId}/members', {
    id: 'addMember',
    summary: 'Adds a person by hand; a later push of the same userName takes the row over.',
    needs: { permission: 'MEMBERS:CREATE' },
    body: z.object({
      userName: z.string().max(1024),
      displayName: z.string().max(1024).optional(),
      email: z.string().max(1024).optional(),
      role: OrganizationRole.default('member'),
    }),
    answer: Member,
    status: 201,
    refuses: [409],
    async run(change, { organization, body }) {
      const row = await addMember(change, organization, await registryOf(change.tx, organization.id), body)
      return member(await describeMember(change.tx, organization, row))
    },
  }),
  get('/api/orgs/{orgId}/members/{userId}', {
    id: 'getMember',
    summary: 'One owner or member.',
    needs: { permission: 'MEMBERS:READ' },
    answer: Member,
    run: async (tx, { organization, params }) =>
      member(await describeMember(tx, organization, await requireMember(tx, organization, params.userId))),
  }),
  put('/api/orgs/{orgId}/members/{userId}/role', {
    id: 'setMemberRole',
    summary: 'Makes a member an owner, or an owner a member; 409 for the last owner.',
    needs: { permission: 'MEMBERS:UPDATE' },
    body: z.object({ role: OrganizationRole }),
    answer: Member,
    refuses: [409],
    async run(change, { organization, params, body: { role } }) {
      const row = await requireMember(change.tx, organization, params.userId)
      const before = await describeMember(change.tx, organization, row)
      await setMemberRole(change, organization, row, role)
      // An owner without access who stops being one is nobody here any more; what she was is told.
      return member(before.hasAccess ? await describeMember(change.tx, organization, row) : { ...before, role })
    },
  }),
  remove('/api/orgs/{orgId}/members/{userId}', {
    id: 'removeMember',
    summary: 'Takes away the access of a person who was added by hand or let in by a claim; her account stays.',
    about: '409 for a person whom the identity provider manages, and for the last owner.',
    needs: { permission: 'MEMBERS:DELETE' },
    refuses: [409],
    run: async (change, { organization, params }) =>
      removeMember(
        change,
        organization,
        await registryOf(change.tx, organization.id),
        await requireMember(change.tx, organization, params.userId),
      ),
  }),
]
