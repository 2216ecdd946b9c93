import { describeAuditRow } from '../../domain/activity/audit.ts'
import { attributeReport } from '../../domain/attributes/report.ts'
import { sampleRequest } from '../../domain/attributes/sample.ts'
import { requireOrganization } from '../../domain/organizations.ts'
import type { HandlersOf } from '../context.ts'

export const attributeHandlers: HandlersOf<'attributes'> = {
  'attributes.report': ({ domain }, { organizationId, preset }) =>
    domain.read(async (tx) => attributeReport(tx, await requireOrganization(tx, organizationId), preset)),
  'attributes.sample': async ({ domain, facts, operations }, { organizationId, ...wanted }) => {
    const at = { origin: facts.scimOrigin(), now: domain.clock() }
    const { request, notes, name } = await domain.read(async (tx) => {
      const organization = await requireOrganization(tx, organizationId)
      return { ...(await sampleRequest(tx, organization, wanted, at)), name: organization.name }
    })
    const { status, body, events } = await operations.rehearse(request)
    const answer = JSON.parse(body ?? '{}') as { detail?: string; scimType?: string }
    const isRefused = status >= 400
    return {
      status,
      scimType: answer.scimType ?? null,
      refusal: isRefused ? (answer.detail ?? `It would be answered ${status}.`) : null,
      resource: isRefused ? null : answer,
      notes,
      events: events.map((each) => describeAuditRow(each, () => name)),
    }
  },
}
