import type { OrganizationRole } from '../../shared/console/members.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { countOtherOwners, deleteOwner, insertOwner, ownerById, ownersOf } from '../store/owners.ts'
import type { Change } from './change.ts'
import { DomainError } from './error.ts'
import { openDetails, raiseProblem, resolveProblems } from './problems.ts'

interface Person {
  readonly id: string
  readonly userName: string
}

const target = (person: Person) => ({ type: 'user', id: person.id, name: person.userName })

/** D7: an owner in whose place no other could act. Owners who are inactive or have no access cannot. */
export async function isLastOwner(tx: ReadTx, organization: OrganizationRow, person: Person): Promise<boolean> {
  if ((await ownerById(tx, organization.id, person.id)) === undefined) return false
  return (await countOtherOwners(tx, organization.id, person.id)) === 0
}

/** D7: by hand, the last owner stays one. */
export async function refuseLastOwner(
  tx: ReadTx,
  organization: OrganizationRow,
  person: Person,
  deed: 'removed' | 'demoted',
): Promise<void> {
  if (await isLastOwner(tx, organization, person))
    throw new DomainError('last_owner', `${person.userName} is the last owner of ${organization.name} and cannot be ${deed}.`)
}

export async function setOrganizationRole(
  change: Change,
  organization: OrganizationRow,
  person: Person,
  role: OrganizationRole,
): Promise<void> {
  const isOwner = (await ownerById(change.tx, organization.id, person.id)) !== undefined
  if (isOwner === (role === 'owner')) return
  if (role === 'member') {
    await refuseLastOwner(change.tx, organization, person, 'demoted')
    await removeOwner(change, organization, person)
    return
  }
  await insertOwner(change.tx, organization.id, person.id, change.at)
  await change.record({
    organization: organization.id,
    action: 'organization.owner-added',
    target: target(person),
    before: { role: 'member' },
    after: { role: 'owner' },
  })
  await settleLastOwner(change, organization)
  for (const topic of ['users', 'access'] as const) change.touch(topic, organization.id)
}

async function removeOwner(change: Change, organization: OrganizationRow, person: Person, because?: string): Promise<void> {
  await deleteOwner(change.tx, organization.id, person.id)
  await change.record({
    organization: organization.id,
    action: 'organization.owner-removed',
    target: target(person),
    before: { role: 'owner' },
    after: { role: 'member', ...(because !== undefined && { because }) },
  })
  for (const topic of ['users', 'access'] as const) change.touch(topic, organization.id)
}

/**
 * D7: provisioning takes an owner's access away, or deactivates her. The identity provider has its way; the last owner's role is kept,
 * so that the organization is not left without one, and a problem says so. One who is only inactive stays owner in any case (U7).
 */
export async function ownerWithdrawn(
  change: Change,
  organization: OrganizationRow,
  person: Person,
  because: 'user.access-removed' | 'user.deactivated',
): Promise<void> {
  if ((await ownerById(change.tx, organization.id, person.id)) === undefined) return
  if (!(await isLastOwner(change.tx, organization, person))) {
    if (because === 'user.access-removed') await removeOwner(change, organization, person, because)
    return
  }
  await change.record({
    organization: organization.id,
    action: 'organization.owner-kept',
    target: target(person),
    before: { role: 'owner' },
    after: { role: 'owner', because },
  })
  await raiseProblem(change, {
    organization: organization.id,
    kind: 'last-owner',
    subject: person.id,
    detail: { userName: person.userName, deed: because === 'user.deactivated' ? 'deactivated' : 'removed' },
  })
  for (const topic of ['users', 'access'] as const) change.touch(topic, organization.id)
}

/** D7: the organization has an owner who can act: somebody became one, or the one whom provisioning had withdrawn is back. */
export async function settleLastOwner(change: Change, organization: OrganizationRow): Promise<void> {
  if (!(await ownersOf(change.tx, organization.id)).some(({ access }) => access === 'active')) return
  for (const { subject } of await openDetails(change.tx, organization.id, 'last-owner'))
    await resolveProblems(change, { organization: organization.id, kind: 'last-owner', subject })
}
