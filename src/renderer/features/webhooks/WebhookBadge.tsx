import type { Webhook } from '../../../shared/console/webhooks.ts'
import { Badge } from '../../ui/Badge.tsx'

/** Whether it is told, and whether that works. */
export function WebhookBadge({ webhook: { enabled, lastAttempt } }: { webhook: Webhook }) {
  if (!enabled) return <Badge>Disabled</Badge>
  if (lastAttempt === null) return <Badge>Enabled</Badge>
  return lastAttempt.error === null ? <Badge tone="success">Works</Badge> : <Badge tone="danger">Fails</Badge>
}
