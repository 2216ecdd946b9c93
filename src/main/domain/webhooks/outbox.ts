import type { AuditRow } from '../../store/audit.ts'
import type { WriteTx } from '../../store/database/port.ts'
import { groupById } from '../../store/groups.ts'
import { organizationById } from '../../store/organizations.ts'
import { teamsFedBy } from '../../store/teams.ts'
import { insertDelivery } from '../../store/webhook-deliveries.ts'
import { enabledWebhooks, type WebhookRow } from '../../store/webhooks.ts'
import { withoutSecrets } from '../activity/redact.ts'

export type Told = Omit<AuditRow, 'seq'>

/** Whether a webhook that lists these actions is told of this one. */
export function isToldOf(actions: readonly string[], action: string): boolean {
  return actions.length === 0 || actions.some((each) => each === action || (each.endsWith('.*') && action.startsWith(each.slice(0, -1))))
}

function concerns(webhook: WebhookRow, event: Told): boolean {
  if (webhook.organizationId !== null && webhook.organizationId !== event.organizationId) return false
  return isToldOf(JSON.parse(webhook.actions) as string[], event.action)
}

/**
 * L5: leaves a message for every enabled webhook that is to be told of the event, in the transaction of the change itself: it is there
 * if and only if the change is. Tells whether there was one.
 */
export async function enqueueDeliveries(tx: WriteTx, event: Told, id: () => string): Promise<boolean> {
  const told = (await enabledWebhooks(tx)).filter((webhook) => concerns(webhook, event))
  if (told.length === 0) return false
  const body = JSON.stringify(await messageOf(tx, event))
  for (const { id: webhookId } of told) await insertDelivery(tx, { id: id(), webhookId, action: event.action, body, createdAt: event.at })
  return true
}

/** What is sent: the audit event, and for what happens to a group the teams that follow it, so that an application knows whom it concerns. */
async function messageOf(tx: WriteTx, event: Told): Promise<object> {
  const organization = event.organizationId === null ? undefined : await organizationById(tx, event.organizationId)
  const value = (text: string | null): unknown => (text === null ? null : withoutSecrets(JSON.parse(text)))
  return {
    type: event.action,
    timestamp: new Date(event.at).toISOString(),
    data: {
      id: event.id,
      organization: organization === undefined ? null : { id: organization.id, slug: organization.slug, name: organization.name },
      actor: { kind: event.actorKind, name: event.actorName },
      target: { type: event.targetType, id: event.targetId, name: event.targetName },
      before: value(event.before),
      after: value(event.after),
      correlationId: event.correlationId,
      ...(event.targetType === 'group' ? { teams: await teamsThatFollow(tx, event) } : {}),
    },
  }
}

async function teamsThatFollow(tx: WriteTx, event: Told): Promise<{ id: string; name: string }[]> {
  const organization = event.organizationId === null ? undefined : await organizationById(tx, event.organizationId)
  const group = organization && (await groupById(tx, organization.id, event.targetId))
  return group === undefined ? [] : teamsFedBy(tx, group.seq)
}
