import type { Actor } from '../../src/shared/console/activity.ts'
import type { OrganizationPolicy } from '../../src/shared/console/organizations.ts'
import type { Member, OrganizationRole } from '../../src/shared/console/members.ts'
import type { WorkspaceRole } from '../../src/shared/console/workspaces.ts'
import type { Change } from '../../src/main/domain/change.ts'
import { linkTeam, returnToManual, unlinkTeam } from '../../src/main/domain/delegation.ts'
import { changeGroup, enterGroup, pushGroup, removeGroup, requireGroup } from '../../src/main/domain/groups.ts'
import { DomainError, type NameClash } from '../../src/main/domain/error.ts'
import { describeProblem } from '../../src/main/domain/problems/describe.ts'
import { raiseNameConflict } from '../../src/main/domain/problems/group-names.ts'
import { addMember, describeMember, removeMember, requireMember, setMemberRole } from '../../src/main/domain/members.ts'
import { createOrganization, requireOrganization, setPolicy } from '../../src/main/domain/organizations.ts'
import { grantRole, revokeRole } from '../../src/main/domain/participants.ts'
import { groupResource, userResource } from '../../src/main/domain/representation.ts'
import { addTeamMember, createTeam, describeTeamMember, requireTeam } from '../../src/main/domain/teams.ts'
import { membershipRule } from '../../src/main/domain/membership-rule.ts'
import { changeUser, provisionUser, removeUserAccess, requireUser } from '../../src/main/domain/users.ts'
import { createWorkspace, requireWorkspace } from '../../src/main/domain/workspaces.ts'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { applyPatch } from '../../src/main/protocol/patch/apply.ts'
import { parsePatch } from '../../src/main/protocol/patch/parse.ts'
import { coreRegistry } from '../../src/main/protocol/schema/registry.ts'
import { parseResource, replaceResource } from '../../src/main/protocol/validate.ts'
import { auditChain } from '../../src/main/store/audit.ts'
import type { GroupRow } from '../../src/main/store/groups.ts'
import { problemsPage } from '../../src/main/store/problems.ts'
import type { Problem } from '../../src/shared/console/problems.ts'
import type { OrganizationRow } from '../../src/main/store/organizations.ts'
import { type ParticipantRow, participantsPage, type Subject } from '../../src/main/store/participants.ts'
import { teamMembers, type TeamRow } from '../../src/main/store/teams.ts'
import type { UserRow } from '../../src/main/store/users.ts'
import type { WorkspaceRow } from '../../src/main/store/workspaces.ts'
import { type DataFolder, dataFolder } from './data-folder.ts'

export const ADMIN: Actor = { kind: 'person', name: 'ada' }
export const IDP: Actor = { kind: 'service-account', name: 'group-mapping' }
export const BASE = 'https://muster.example/scim/v2'

const registry = coreRegistry
const asUser = { registry, type: 'User' } as const
const asGroup = { registry, type: 'Group' } as const
const PATCH = { emptyOperations: 'reject', maxOperations: 1000 } as const
/** Says which row is meant; what it holds is read again each time. */
type Ref = { readonly id: string }
type OrgRef = Pick<OrganizationRow, 'id'>

export type World = ReturnType<typeof worldOn>

async function refusedByName(work: Promise<unknown>, tell: (clash: NameClash) => Promise<void>): Promise<DomainError> {
  const refusal: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(refusal instanceof DomainError) || refusal.clash === undefined) throw new Error('the name was not refused as taken')
  await tell(refusal.clash)
  return refusal
}

/** A world for one test, in a folder of its own. */
export function newWorld(): World {
  return worldOn(dataFolder())
}

/** What identity providers and administrators do, as the domain is asked for it: each step one unit of work. */
export function worldOn(data: DataFolder) {
  const { domain } = data

  function step<T>(actor: Actor, org: OrgRef, work: (change: Change, organization: OrganizationRow) => Promise<T>, correlationId?: string) {
    return domain.change({ actor, ...(correlationId === undefined ? {} : { correlationId }) }, async (change) =>
      work(change, await requireOrganization(change.tx, org.id)),
    )
  }

  return {
    ...data,
    step,

    organization: (name = 'acme', policy: Partial<OrganizationPolicy> = {}): Promise<OrganizationRow> =>
      domain.change({ actor: ADMIN }, async (change) => {
        const organization = await createOrganization(change, name)
        return Object.keys(policy).length === 0 ? organization : setPolicy(change, organization, policy)
      }),
    policy: (org: OrgRef, policy: Partial<OrganizationPolicy>) =>
      step(ADMIN, org, (change, organization) => setPolicy(change, organization, policy)),

    provision: (org: OrgRef, userName: string, more: JsonObject = {}): Promise<UserRow> =>
      step(IDP, org, (change, organization) =>
        provisionUser(change, organization, registry, parseResource({ userName, ...more }, asUser).document),
      ),
    putUser: (org: OrgRef, user: Ref, body: JsonObject): Promise<UserRow> =>
      step(IDP, org, async (change, organization) => {
        const row = await requireUser(change.tx, organization, user.id)
        const { document, changed } = replaceResource(JSON.parse(row.document) as JsonObject, parseResource(body, asUser), asUser)
        return changed ? changeUser(change, organization, registry, row, document) : row
      }),
    patchUser: (org: OrgRef, user: Ref, ...operations: JsonObject[]): Promise<UserRow> =>
      step(IDP, org, async (change, organization) => {
        const row = await requireUser(change.tx, organization, user.id)
        const patch = parsePatch({ Operations: operations }, PATCH)
        const { document, changed } = applyPatch(JSON.parse(row.document) as JsonObject, patch, asUser)
        return changed ? changeUser(change, organization, registry, row, document) : row
      }),
    deprovision: (org: OrgRef, user: Ref): Promise<void> =>
      step(IDP, org, async (change, organization) =>
        removeUserAccess(change, organization, registry, await requireUser(change.tx, organization, user.id)),
      ),

    push: (org: OrgRef, displayName: string, more: JsonObject = {}, correlationId?: string): Promise<GroupRow> =>
      step(
        IDP,
        org,
        (change, organization) => pushGroup(change, organization, registry, parseResource({ displayName, ...more }, asGroup)),
        correlationId,
      ),
    /** A push whose name another organization has: refused, and told as the SCIM service tells it (G8). */
    refusedPush: async (org: OrgRef, displayName: string, more: JsonObject = {}): Promise<DomainError> => {
      const push = step(IDP, org, (change, organization) =>
        pushGroup(change, organization, registry, parseResource({ displayName, ...more }, asGroup)),
      )
      return refusedByName(push, (clash) => step(IDP, org, (change, organization) => raiseNameConflict(change, organization, clash)))
    },
    putGroup: (org: OrgRef, group: Ref, body: JsonObject): Promise<GroupRow> =>
      step(IDP, org, async (change, organization) => {
        const row = await requireGroup(change.tx, organization, group.id)
        const parsed = parseResource(body, asGroup)
        const { document, changed } = replaceResource(JSON.parse(row.document) as JsonObject, parsed, asGroup)
        const members = [{ kind: 'replace' as const, members: parsed.members ?? [] }]
        return changeGroup(change, organization, registry, row, { document, changed, members })
      }),
    patchGroup: (org: OrgRef, group: Ref, ...operations: JsonObject[]): Promise<GroupRow> =>
      step(IDP, org, async (change, organization) => {
        const row = await requireGroup(change.tx, organization, group.id)
        const patch = parsePatch({ Operations: operations }, PATCH)
        return changeGroup(change, organization, registry, row, applyPatch(JSON.parse(row.document) as JsonObject, patch, asGroup))
      }),
    deleteGroup: (org: OrgRef, group: Ref, correlationId?: string) =>
      step(
        IDP,
        org,
        async (change, organization) =>
          removeGroup(change, organization, registry, await requireGroup(change.tx, organization, group.id), 'scim-delete'),
        correlationId,
      ),
    enter: (org: OrgRef, displayName: string, label: string | null = null): Promise<GroupRow> =>
      step(ADMIN, org, (change, organization) => enterGroup(change, organization, registry, displayName, label)),

    team: (org: OrgRef, name: string, group?: Ref): Promise<TeamRow> =>
      step(ADMIN, org, async (change, organization) => {
        const team = await createTeam(change, organization, name, '')
        return group === undefined ? team : linkTeam(change, organization, team, await requireGroup(change.tx, organization, group.id))
      }),
    link: (org: OrgRef, team: Ref, group: Ref): Promise<TeamRow> =>
      step(ADMIN, org, async (change, organization) =>
        linkTeam(
          change,
          organization,
          await requireTeam(change.tx, organization, team.id),
          await requireGroup(change.tx, organization, group.id),
        ),
      ),
    unlink: (org: OrgRef, team: Ref): Promise<TeamRow> =>
      step(ADMIN, org, async (change, organization) =>
        unlinkTeam(change, organization, await requireTeam(change.tx, organization, team.id)),
      ),
    returnToManual: (org: OrgRef, team: Ref, restoreMembers: boolean): Promise<TeamRow> =>
      step(ADMIN, org, async (change, organization) =>
        returnToManual(change, organization, await requireTeam(change.tx, organization, team.id), restoreMembers),
      ),
    addMember: (org: OrgRef, team: Ref, user: Ref): Promise<void> =>
      step(ADMIN, org, async (change, organization) =>
        addTeamMember(change, organization, await requireTeam(change.tx, organization, team.id), user.id),
      ),

    workspace: (org: OrgRef, name: string): Promise<WorkspaceRow> =>
      step(ADMIN, org, (change, organization) => createWorkspace(change, organization, name, '')),
    grant: (org: OrgRef, workspace: Ref, subject: Subject, role: WorkspaceRole): Promise<ParticipantRow> =>
      step(ADMIN, org, async (change, organization) =>
        grantRole(change, organization, await requireWorkspace(change.tx, organization, workspace.id), subject, role),
      ),
    revoke: (org: OrgRef, workspace: Ref, subject: Subject): Promise<ParticipantRow> =>
      step(ADMIN, org, async (change, organization) =>
        revokeRole(change, organization, await requireWorkspace(change.tx, organization, workspace.id), subject),
      ),
    /** `{ 'team platform': 'launch' }` */
    participants: (org: OrgRef, workspace: Ref): Promise<Record<string, WorkspaceRole>> =>
      domain.read(async (tx) => {
        const { id } = await requireWorkspace(tx, await requireOrganization(tx, org.id), workspace.id)
        const rows = await participantsPage(tx, id, undefined, 1000)
        return Object.fromEntries(rows.map((row) => [`${row.kind} ${row.name}`, row.role]))
      }),
    addPerson: (org: OrgRef, userName: string, role: OrganizationRole = 'member') =>
      step(ADMIN, org, (change, organization) => addMember(change, organization, registry, { userName, role })),
    removePerson: (org: OrgRef, user: Ref): Promise<void> =>
      step(ADMIN, org, async (change, organization) =>
        removeMember(change, organization, registry, await requireMember(change.tx, organization, user.id)),
      ),
    setRole: (org: OrgRef, user: Ref, role: OrganizationRole): Promise<void> =>
      step(ADMIN, org, async (change, organization) =>
        setMemberRole(change, organization, await requireMember(change.tx, organization, user.id), role),
      ),
    member: (org: OrgRef, user: Ref): Promise<Member> =>
      domain.read(async (tx) => {
        const organization = await requireOrganization(tx, org.id)
        return describeMember(tx, organization, await requireMember(tx, organization, user.id))
      }),

    /** Who is in the team now, and by which origins: `{ ann: ['manual'] }`. */
    members: (org: OrgRef, team: Ref): Promise<Record<string, string[]>> =>
      domain.read(async (tx) => {
        const organization = await requireOrganization(tx, org.id)
        const rule = membershipRule(organization, await requireTeam(tx, organization, team.id))
        const rows = await teamMembers(tx, rule, { afterKey: '', limit: 1000 })
        return Object.fromEntries(rows.map((row) => [row.userName, describeTeamMember(row).origins]))
      }),
    userResource: (org: OrgRef, user: Ref): Promise<JsonObject> =>
      domain.read(async (tx) => userResource(tx, BASE, await requireUser(tx, await requireOrganization(tx, org.id), user.id), true)),
    groupResource: (org: OrgRef, group: Ref): Promise<JsonObject> =>
      domain.read(async (tx) => groupResource(tx, BASE, await requireGroup(tx, await requireOrganization(tx, org.id), group.id), true)),
    /** The open ones, or the resolved ones; those of the instance with them. */
    problems: (org: OrgRef, state: 'open' | 'resolved' = 'open'): Promise<Problem[]> =>
      domain.read(async (tx) => {
        const query = { organizationId: org.id, state, severity: undefined, kind: undefined }
        return Promise.all((await problemsPage(tx, query, undefined, 1000)).map((row) => describeProblem(tx, row)))
      }),
    /** Oldest first. */
    audit: async () => {
      const rows = await domain.read((tx) => auditChain(tx, 0, 10_000))
      const parse = (text: string | null): JsonObject | null => (text === null ? null : (JSON.parse(text) as JsonObject))
      return rows.map((row) => ({ ...row, before: parse(row.before), after: parse(row.after) }))
    },
    actions: async (): Promise<string[]> => (await domain.read((tx) => auditChain(tx, 0, 10_000))).map((row) => row.action),
  }
}
