import { ATTRIBUTE_MAPPINGS, type MappedAttribute } from '../../../shared/attribute-mapping.ts'
import type { AttributeReport, IgnoredAttribute, ReportedAttribute } from '../../../shared/console/attributes.ts'
import type { IntegrationPreset } from '../../../shared/console/integrations.ts'
import type { AttributeDefinition, Registry, ResourceTypeName } from '../../protocol/schema/types.ts'
import { holdersByKey, newestNotes, type NoteRow, pushedGroupCounts, usersWithExternalId } from '../../store/attribute-report.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import { registryOf } from '../schemas/registry.ts'

/** Requests of the log that are looked through for what was ignored. */
export const LOOKED_AT = 2_000

/** X7: which attributes arrived, from how many, which of the mapping never did, and which were ignored (R9). */
export async function attributeReport(tx: ReadTx, organization: OrganizationRow, preset: IntegrationPreset): Promise<AttributeReport> {
  const registry = await registryOf(tx, organization.id)
  const mapping = ATTRIBUTE_MAPPINGS[preset]
  const pushed = await pushedGroupCounts(tx, organization.id)
  const users = await holdersByKey(tx, 'User', organization.id)
  users.set('username', organization.userCount).set('externalid', await usersWithExternalId(tx, organization.id))
  const groups = await holdersByKey(tx, 'Group', organization.id)
  groups.set('displayname', pushed.groups).set('externalid', pushed.externalIds).set('members', pushed.filled)
  const { requests, since, notes } = await newestNotes(tx, organization.id, LOOKED_AT)
  return {
    preset,
    users: organization.userCount,
    groups: pushed.groups,
    attributes: [...rowsOf('User', registry, users, mapping.users), ...rowsOf('Group', registry, groups, mapping.groups)],
    ignored: ignoredIn(notes),
    looked: { requests, since },
  }
}

interface Reportable {
  readonly key: string
  readonly name: string
}

/** Kept by the service for itself, whatever was sent. */
const OWN = new Set(['id', 'schemas', 'meta', 'groups'])

/** What a resource can be said to have: each attribute; of one that has parts and is not a list, each part. */
function reportable(registry: Registry, type: ResourceTypeName): Reportable[] {
  const root = registry.rootAttributes(type).filter(({ name }) => !OWN.has(name))
  const { schemaExtensions } = registry.resourceType(type)
  return [
    ...partsOf(root, ''),
    ...schemaExtensions.flatMap(({ schema }) => partsOf(registry.extensionAttributes(type, schema)?.attributes ?? [], `${schema}:`)),
  ]
}

function partsOf(attributes: readonly AttributeDefinition[], prefix: string): Reportable[] {
  return attributes
    .filter(({ returned }) => returned !== 'never')
    .flatMap(({ name, multiValued, subAttributes }) =>
      multiValued || subAttributes === undefined ? [name] : subAttributes.map((sub) => `${name}.${sub.name}`),
    )
    .map((name) => ({ name: prefix + name, key: (prefix + name).toLowerCase() }))
}

function rowsOf(
  resourceType: ResourceTypeName,
  registry: Registry,
  held: ReadonlyMap<string, number>,
  mapped: readonly MappedAttribute[],
): ReportedAttribute[] {
  const asked = mapped.map(({ attribute, source, optional }): ReportedAttribute => {
    const resources = held.get(keyOf(attribute)) ?? 0
    return { resourceType, attribute, source, expected: optional === true ? 'optional' : 'required', resources }
  })
  const known = new Set(mapped.map(({ attribute }) => keyOf(attribute)))
  const extra = reportable(registry, resourceType).flatMap(({ key, name }): ReportedAttribute[] => {
    const resources = held.get(key) ?? 0
    return resources === 0 || known.has(key) ? [] : [{ resourceType, attribute: name, source: null, expected: 'extra', resources }]
  })
  return [...asked, ...extra]
}

/** The list that a mapping picks a value of: `emails[type eq "work"].value` is one of `emails`. */
const keyOf = (attribute: string): string => attribute.replace(/\[.*$/, '').toLowerCase()

/** How the protocol notes what it left out. */
const LEFT_OUT: readonly (readonly [RegExp, IgnoredAttribute['because']])[] = [
  [/^(.+): unknown (?:attribute|schema|schema or attribute), ignored$/, 'unknown'],
  [/^schemas: (.+) is not a schema of \w+, ignored$/, 'unknown'],
  [/^(.+): read-only, ignored$/, 'read-only'],
  [/^(.+): never kept$/, 'never-kept'],
]

function ignoredIn(notes: readonly NoteRow[]): IgnoredAttribute[] {
  const found = notes.flatMap(({ resourceType, note, requests, lastAt }): IgnoredAttribute[] => {
    for (const [pattern, because] of LEFT_OUT) {
      const attribute = pattern.exec(note)?.[1]
      if (attribute !== undefined) return [{ resourceType: typeIn(resourceType), attribute, because, requests, lastAt }]
    }
    return []
  })
  return found.toSorted((one, other) => other.requests - one.requests || one.attribute.localeCompare(other.attribute))
}

const typeIn = (text: string | null): ResourceTypeName | null => (text === 'User' || text === 'Group' ? text : null)
