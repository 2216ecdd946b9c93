import type { GroupSource } from '../../../shared/console/catalog.ts'
import { Badge } from '../../ui/Badge.tsx'

/** Whether the IdP manages the row, or a person. */
export function SourceBadge({ source }: { source: GroupSource }) {
  return source === 'scim' ? <Badge tone="accent">SCIM</Badge> : <Badge>Manual</Badge>
}
