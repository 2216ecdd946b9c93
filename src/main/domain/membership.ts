import { assertNever } from '../../shared/assert.ts'
import { evaluate } from '../protocol/filter/evaluate.ts'
import type { MemberChange } from '../protocol/patch/members.ts'
import type { MemberValue } from '../protocol/validate.ts'
import { touchGroup, type GroupRow } from '../store/groups.ts'
import { deleteMember, describedMembers, insertMember, type MemberKey, memberId, memberKey, memberKeys } from '../store/members.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import type { Change } from './change.ts'
import { DomainError } from './error.ts'

/** Ids named in one audit event at the most; the counts are always exact. */
const NAMED_IN_AUDIT = 1000

const nameOf = (member: MemberKey): string => `${member.kind}:${member.seq}`

/** What became of the members: ids as the client gave them, no person named on both sides. */
class Outcome {
  readonly added = new Map<string, string>()
  readonly removed = new Map<string, string>()

  came(member: MemberKey, id: string): void {
    if (!this.removed.delete(nameOf(member))) this.added.set(nameOf(member), id)
  }

  went(member: MemberKey, id: string): void {
    if (!this.added.delete(nameOf(member))) this.removed.set(nameOf(member), id)
  }
}

/** G11: every id must be somebody of this organization; the refusal names the first that is not. */
async function resolved(
  change: Change,
  organization: OrganizationRow,
  members: readonly MemberValue[],
): Promise<Map<string, { key: MemberKey; id: string }>> {
  const found = new Map<string, { key: MemberKey; id: string }>()
  for (const { value, type } of members) {
    const key = await memberKey(change.tx, organization.id, value, type)
    if (key === undefined)
      throw new DomainError(
        'unknown_member',
        `members: there is no user or group with the id ${value} in this organization; nothing was changed.`,
      )
    found.set(nameOf(key), { key, id: value })
  }
  return found
}

/**
 * G10: applies member changes in order. Adding and removing touch only the rows they name, whatever the size of the group; only
 * `replace` and a filter on something other than the id have to read who is there. Tells whether anything changed.
 */
export async function changeMembers(
  change: Change,
  organization: OrganizationRow,
  group: GroupRow,
  changes: readonly MemberChange[],
): Promise<boolean> {
  const outcome = new Outcome()
  for (const each of changes) await applyOne(change, organization, group, each, outcome)
  const { added, removed } = outcome
  if (added.size === 0 && removed.size === 0) return false
  await touchGroup(change.tx, group.seq, added.size - removed.size, change.at)
  await change.record({
    organization: organization.id,
    action: 'group.members-changed',
    target: { type: 'group', id: group.id, name: group.displayName },
    before: removed.size === 0 ? undefined : { removed: removed.size, members: [...removed.values()].slice(0, NAMED_IN_AUDIT) },
    after: added.size === 0 ? undefined : { added: added.size, members: [...added.values()].slice(0, NAMED_IN_AUDIT) },
  })
  for (const topic of ['catalog', 'teams', 'users'] as const) change.touch(topic, organization.id)
  return true
}

async function applyOne(
  change: Change,
  organization: OrganizationRow,
  group: GroupRow,
  each: MemberChange,
  outcome: Outcome,
): Promise<void> {
  switch (each.kind) {
    case 'add':
      for (const { key, id } of (await resolved(change, organization, each.members)).values())
        if (await insertMember(change.tx, group.seq, key)) outcome.came(key, id)
      return
    case 'replace':
      return replaceMembers(change, organization, group, each.members, outcome)
    case 'clear':
      return replaceMembers(change, organization, group, [], outcome)
    case 'remove':
      for (const id of each.ids) {
        const key = await memberKey(change.tx, organization.id, id, undefined)
        if (key !== undefined && (await deleteMember(change.tx, group.seq, key))) outcome.went(key, id)
      }
      return
    case 'removeMatching':
      for (const member of await describedMembers(change.tx, group.seq)) {
        const element = { value: member.id, type: member.kind === 0 ? 'User' : 'Group', display: member.name }
        if (evaluate(each.filter, { members: [element] }) && (await deleteMember(change.tx, group.seq, member)))
          outcome.went(member, member.id)
      }
      return
    default:
      return assertNever(each)
  }
}

async function replaceMembers(
  change: Change,
  organization: OrganizationRow,
  group: GroupRow,
  members: readonly MemberValue[],
  outcome: Outcome,
): Promise<void> {
  const wanted = await resolved(change, organization, members)
  for (const member of await memberKeys(change.tx, group.seq)) {
    if (wanted.delete(nameOf(member))) continue
    await deleteMember(change.tx, group.seq, member)
    outcome.went(member, await memberId(change.tx, member))
  }
  for (const { key, id } of wanted.values()) {
    await insertMember(change.tx, group.seq, key)
    outcome.came(key, id)
  }
}
