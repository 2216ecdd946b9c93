import type { Conflict, ConflictSide, Problem, ProblemKind } from '../../../shared/console/problems.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { groupById, groupByNameKey } from '../../store/groups.ts'
import { organizationById, type OrganizationRow } from '../../store/organizations.ts'
import { INSTANCE, type ProblemRow } from '../../store/problems.ts'
import { type ProblemDetails, wordsOf } from './kinds.ts'

type AnyDetail = Partial<{
  integration: string
  integrationId: string
  webhookId: string
  url: string
  groupId: string | null
  name: string
}>

/** A problem as the console shows it: in words, with what it is about, as things stand now. */
export async function describeProblem(tx: ReadTx, row: ProblemRow): Promise<Problem> {
  const organization = row.organizationId === INSTANCE ? undefined : await organizationById(tx, row.organizationId)
  const detail = JSON.parse(row.detail) as AnyDetail
  const { title, cause, remedies, clears } = wordsOf(row)
  const conflict = row.kind === 'name-conflict' && organization !== undefined ? await conflictOf(tx, organization, row) : null
  const free = conflict !== null && conflict.holder === null && row.resolvedAt === null
  return {
    id: row.id,
    organizationId: organization?.id ?? null,
    organizationSlug: organization?.slug ?? null,
    organizationName: organization?.name ?? null,
    kind: row.kind as ProblemKind,
    subject: row.subject,
    severity: row.severity,
    title,
    cause,
    remedies: free ? [FREE] : remedies,
    clears,
    count: row.count,
    firstSeenAt: row.firstSeen,
    lastSeenAt: row.lastSeen,
    resolvedAt: row.resolvedAt,
    resolvedBy: row.resolvedBy,
    correlationId: row.correlationId,
    conflict,
    integration: named(detail.integrationId, detail.integration),
    group: row.kind === 'name-conflict' ? named(detail.groupId, detail.name) : null,
    webhook: named(detail.webhookId, detail.url),
  }
}

/** What holds once nobody has the name any more: the group is still missing until it is pushed again. */
const FREE =
  'The name is free now. The identity provider gets it at its next retry; in Okta, retry the failed push by hand: Okta does not repeat it by itself.'

function named(id: string | null | undefined, name: string | undefined): { id: string; name: string } | null {
  return typeof id === 'string' && name !== undefined ? { id, name } : null
}

async function conflictOf(tx: ReadTx, organization: OrganizationRow, row: ProblemRow): Promise<Conflict> {
  const detail = JSON.parse(row.detail) as ProblemDetails['name-conflict']
  const refused = detail.groupId === null ? undefined : await groupById(tx, organization.id, detail.groupId)
  const holder = await groupByNameKey(tx, row.subject)
  const owner = holder && (await organizationById(tx, holder.organizationId))
  return {
    name: detail.name,
    refused: side(organization, { id: refused?.id ?? null, displayName: refused?.displayName ?? detail.name, source: 'scim' }),
    holder: holder === undefined || owner === undefined ? null : side(owner, holder),
  }
}

function side(organization: OrganizationRow, group: { id: string | null; displayName: string; source: 'scim' | 'manual' }): ConflictSide {
  return {
    organizationId: organization.id,
    organizationSlug: organization.slug,
    organizationName: organization.name,
    groupId: group.id,
    groupName: group.displayName,
    source: group.source,
  }
}
