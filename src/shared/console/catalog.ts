import { z } from 'zod'
import { command, query } from './define.ts'
import { Id, InOrganization, Instant, page, LongPageInput, PageInput } from './values.ts'

export const GroupSource = z.enum(['scim', 'manual'])
export type GroupSource = z.infer<typeof GroupSource>

/** G2: the IdP presets that help with, and check, the form of a claim value typed by hand. */
export const IdpPreset = z.enum(['google', 'keycloak-path', 'keycloak-name', 'other'])
export type IdpPreset = z.infer<typeof IdpPreset>

export const LinkedTeam = z.object({ id: Id, name: z.string() })

/** A row of the catalog. */
export const Group = z.object({
  id: Id,
  displayName: z.string(),
  source: GroupSource,
  externalId: z.string().nullable(),
  /** A note of the administrator's on a manual row. */
  label: z.string().nullable(),
  memberCount: z.number().int(),
  teams: z.array(LinkedTeam),
  /** G12: the name looks like an object id. */
  guidLike: z.boolean(),
  createdAt: Instant,
  updatedAt: Instant,
})
export type Group = z.infer<typeof Group>

export const GroupMember = z.object({
  id: Id,
  kind: z.enum(['user', 'group']),
  name: z.string(),
  active: z.boolean(),
  /** G10: the nested groups by which the person is in, from the one nearest to the group; of several ways a shortest. Empty: directly. */
  via: z.array(z.object({ id: Id, displayName: z.string() })),
})
export type GroupMember = z.infer<typeof GroupMember>

/** What removing a group would do (G9), and afterwards what it did. */
export const RemovalImpact = z.object({
  group: z.object({ id: Id, displayName: z.string(), source: GroupSource }),
  teams: z.array(z.object({ id: Id, name: z.string(), purgedMembers: z.number().int(), keptMembers: z.number().int() })),
})
export type RemovalImpact = z.infer<typeof RemovalImpact>

export const GroupSort = z.enum(['name', 'source', 'members', 'updated'])

export const catalog = {
  list: query(
    z.object({
      ...InOrganization,
      ...LongPageInput,
      search: z.string().max(200).optional(),
      source: GroupSource.optional(),
      linked: z.boolean().optional(),
      /** G12: only those whose name looks like an object id, or only the others. */
      guidLike: z.boolean().optional(),
      sort: GroupSort.default('name'),
      descending: z.boolean().default(false),
    }),
    page(Group),
  ),
  get: query(z.object({ ...InOrganization, groupId: Id }), Group),
  /** `direct`: people and groups as pushed. `nested`: people who are in by a nested group alone. `effective`: everyone who is in. */
  members: query(
    z.object({ ...InOrganization, groupId: Id, ...PageInput, view: z.enum(['direct', 'nested', 'effective']).default('direct') }),
    page(GroupMember),
  ),
  /** The SCIM resource as an IdP would read it. */
  raw: query(z.object({ ...InOrganization, groupId: Id }), z.object({ resource: z.unknown() })),
  /** G2: enters a group by hand. `displayName` is exactly the string in the IdP's `groups` claim. */
  add: command(
    z.object({
      ...InOrganization,
      displayName: z.string().max(1024),
      label: z.string().max(200).optional(),
      preset: IdpPreset.default('other'),
      teamId: Id.optional(),
    }),
    Group,
  ),
  update: command(
    z.object({
      ...InOrganization,
      groupId: Id,
      displayName: z.string().max(1024).optional(),
      label: z.string().max(200).nullable().optional(),
    }),
    Group,
  ),
  removalImpact: query(z.object({ ...InOrganization, groupId: Id }), RemovalImpact),
  remove: command(z.object({ ...InOrganization, groupId: Id }), RemovalImpact),
}
