import {
  addMember,
  describeMember,
  memberRemoval,
  membersFrom,
  membersPage,
  removeMember,
  requireMember,
  setMemberRole,
} from '../../domain/members.ts'
import { requireOrganization } from '../../domain/organizations.ts'
import { registryOf } from '../../domain/schemas/registry.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { HandlersOf } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'

async function placeOf(tx: ReadTx, input: { organizationId: number; userId: string }) {
  const organization = await requireOrganization(tx, input.organizationId)
  return { organization, member: await requireMember(tx, organization, input.userId) }
}

export const memberHandlers: HandlersOf<'members'> = {
  'members.list': ({ domain }, input) =>
    domain.read(async (tx) => {
      const organization = await requireOrganization(tx, input.organizationId)
      const [afterKey] = decodeCursor(input.cursor) ?? []
      const query = { search: input.search, role: input.role, origin: input.origin }
      const { rows, total } =
        input.from === undefined
          ? await membersPage(tx, organization, query, String(afterKey ?? ''), input.limit + 1)
          : await membersFrom(tx, organization, query, input.from, input.limit + 1)
      const items = []
      for (const row of rows.slice(0, input.limit)) items.push(await describeMember(tx, organization, row))
      const last = rows[input.limit - 1]
      return { items, total, next: rows.length > input.limit && last !== undefined ? encodeCursor([last.key]) : null }
    }),
  'members.get': ({ domain }, input) =>
    domain.read(async (tx) => {
      const { organization, member } = await placeOf(tx, input)
      return describeMember(tx, organization, member)
    }),
  'members.add': ({ domain, actor }, input) =>
    domain.change({ actor }, async (change) => {
      const organization = await requireOrganization(change.tx, input.organizationId)
      const member = await addMember(change, organization, await registryOf(change.tx, organization.id), input)
      return describeMember(change.tx, organization, member)
    }),
  'members.setRole': ({ domain, actor }, input) =>
    domain.change({ actor }, async (change) => {
      const { organization, member } = await placeOf(change.tx, input)
      const before = await describeMember(change.tx, organization, member)
      await setMemberRole(change, organization, member, input.role)
      // An owner without access who stops being one is nobody here any more; what she was is told.
      return before.hasAccess ? describeMember(change.tx, organization, member) : { ...before, role: input.role, isLastOwner: false }
    }),
  'members.removalImpact': ({ domain }, input) =>
    domain.read(async (tx) => {
      const { organization, member } = await placeOf(tx, input)
      return memberRemoval(tx, organization, member)
    }),
  'members.remove': ({ domain, actor }, input) =>
    domain.change({ actor }, async (change) => {
      const { organization, member } = await placeOf(change.tx, input)
      await removeMember(change, organization, await registryOf(change.tx, organization.id), member)
      return { userName: member.userName }
    }),
}
