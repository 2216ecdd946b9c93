import type { Integration } from '../../../shared/console/integrations.ts'
import { Badge } from '../../ui/Badge.tsx'

/** I2: whether requests are let through, and if so, whether there is a token that can send them. */
export function IntegrationState({ integration: { enabled, token } }: { integration: Integration }) {
  if (!enabled) return <Badge tone="warning">Disabled</Badge>
  if (token.state === 'none') return <Badge title="Nothing can be sent until a token is generated">No token</Badge>
  if (token.state === 'expired') return <Badge tone="danger">Token expired</Badge>
  return <Badge tone="success">Enabled</Badge>
}
