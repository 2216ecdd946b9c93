import { ACTIONS, RESOURCES } from '../../../shared/console/access.ts'
import type { EffectiveAccess, PermissionSource, WorkspaceAccess, WorkspaceSource } from '../../../shared/console/effective-access.ts'
import { bindingsOfSubject } from '../../store/bindings.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { groupsOfUser } from '../../store/members.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import { ownerById } from '../../store/owners.ts'
import { type Participation, participationsOf } from '../../store/participants.ts'
import { type RoleGrant, roleById } from '../../store/roles.ts'
import type { UserRow } from '../../store/users.ts'
import { teamsOfUser } from '../teams-of-user.ts'
import { MANAGED, permissionNames, rolePermissions } from './permissions.ts'
import { type Candidate, decide } from './resolution.ts'

type Bindings = EffectiveAccess['bindings']
type Permissions = EffectiveAccess['permissions']
type GroupSource = Extract<WorkspaceSource, { kind: 'group' }>
type TeamSource = Extract<WorkspaceSource, { kind: 'team' }>

/** Where a person's access can come from. */
interface Sources {
  readonly teams: readonly TeamSource[]
  readonly groups: readonly GroupSource[]
}

/** What of the person decides what she has: give it another `rollout` to see what that would change (I7). */
type Person = Pick<UserRow, 'seq' | 'id' | 'active' | 'rollout'>

/** Her teams and groups as far as they count: nothing of a person who is inactive (U7), and no group of one who was not started (I7). */
async function sourcesOf(tx: ReadTx, organization: OrganizationRow, person: Person): Promise<Sources> {
  const teams = (await teamsOfUser(tx, organization, person)).map(({ id, name, origins, group }): TeamSource => ({
    kind: 'team',
    id,
    name,
    origins: [...origins],
    group,
  }))
  if (person.active === 0 || person.rollout !== 'started') return { teams, groups: [] }
  const groups = (await groupsOfUser(tx, person.seq)).map(({ id, displayName, type, place }): GroupSource => ({
    kind: 'group',
    id,
    name: displayName,
    via: type === 'direct' ? 'direct' : 'nested',
    place,
  }))
  return { teams, groups }
}

/** I5, I6: everything that a person may do in the organization, each thing with where it comes from, and what won. */
export async function effectiveAccess(tx: ReadTx, organization: OrganizationRow, user: UserRow, as?: 'started'): Promise<EffectiveAccess> {
  const person: UserRow = as === 'started' ? { ...user, rollout: 'started' } : user
  const isOwner = (await ownerById(tx, organization.id, user.id)) !== undefined
  const about = {
    userId: user.id,
    userName: user.userName,
    displayName: user.displayName,
    standing: person.active === 0 ? ('inactive' as const) : person.rollout,
    role: isOwner ? ('owner' as const) : ('member' as const),
    roleConflicts: organization.roleConflicts,
  }
  if (person.active === 0) return { ...about, permissions: [], bindings: [], workspaces: [] }
  const { bindings, workspaces } = await grantsOf(tx, organization, person)
  return { ...about, permissions: await permissionsOf(tx, organization, bindings, isOwner), bindings, workspaces }
}

/** What is given to a person, without what it adds up to: her teams, the roles bound to her, and her role in each workspace. */
export async function grantsOf(tx: ReadTx, organization: OrganizationRow, person: Person) {
  if (person.active === 0) return { teams: [], bindings: [], workspaces: [] }
  const sources = await sourcesOf(tx, organization, person)
  return {
    teams: sources.teams,
    bindings: await bindingsOf(tx, organization, person, sources),
    workspaces: await workspacesOf(tx, organization, person, sources),
  }
}

async function bindingsOf(tx: ReadTx, organization: OrganizationRow, person: Person, { groups }: Sources): Promise<Bindings> {
  const subjects = [
    { subject: { kind: 'user' as const, id: person.id }, source: { kind: 'direct' as const } },
    ...groups.map((source) => ({ subject: { kind: 'group' as const, id: source.id }, source })),
  ]
  const bindings: Bindings = []
  for (const { subject, source } of subjects)
    for (const { id, roleId, roleName } of await bindingsOfSubject(tx, organization.id, subject))
      bindings.push({ id, role: { id: roleId, name: roleName }, source })
  return bindings
}

/** In the order in which resources and actions are told. */
async function permissionsOf(tx: ReadTx, organization: OrganizationRow, bindings: Bindings, isOwner: boolean): Promise<Permissions> {
  const found = new Map<string, Permissions[number]['sources']>()
  const add = (name: string, role: string, source: PermissionSource): void => {
    found.set(name, [...(found.get(name) ?? []), { role, source }])
  }
  if (isOwner) for (const name of permissionNames(MANAGED.Admin.permissions)) add(name, 'Owner', { kind: 'owner' })
  const roles = new Map<string, RoleGrant | undefined>()
  for (const { role, source } of bindings) {
    if (!roles.has(role.id)) roles.set(role.id, await roleById(tx, organization.id, role.id))
    const grant = roles.get(role.id)
    if (grant !== undefined) for (const name of permissionNames(rolePermissions(grant))) add(name, role.name, source)
  }
  return RESOURCES.flatMap((resource) =>
    ACTIONS.flatMap((action) => {
      const sources = found.get(`${resource}:${action}`)
      return sources === undefined ? [] : [{ resource, action, sources }]
    }),
  )
}

async function workspacesOf(
  tx: ReadTx,
  organization: OrganizationRow,
  person: Person,
  { teams, groups }: Sources,
): Promise<WorkspaceAccess[]> {
  const found = new Map<string, { workspace: WorkspaceAccess['workspace']; candidates: Candidate[] }>()
  const add = (participations: readonly Participation[], source: WorkspaceSource): void => {
    for (const { workspaceId: id, workspaceName: name, role } of participations) {
      const entry = found.get(id) ?? { workspace: { id, name }, candidates: [] }
      entry.candidates.push({ role, source })
      found.set(id, entry)
    }
  }
  add(await participationsOf(tx, organization.id, { kind: 'user', id: person.id }), { kind: 'direct' })
  for (const source of [...teams, ...groups]) add(await participationsOf(tx, organization.id, { kind: source.kind, id: source.id }), source)
  const decided = [...found.values()].map(({ workspace, candidates }) => {
    const all = decide(candidates, organization.roleConflicts)
    const [winner] = all as [(typeof all)[number], ...typeof all] // each entry was made with a candidate
    return { workspace, role: winner.role, source: winner.source, candidates: all }
  })
  return decided.toSorted((a, b) => (a.workspace.name.toLowerCase() < b.workspace.name.toLowerCase() ? -1 : 1))
}
