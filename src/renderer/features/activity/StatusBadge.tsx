import { Badge } from '../../ui/Badge.tsx'
import type { BadgeTone } from '../../ui/Badge.tsx'

/** An HTTP status, toned by its class. */
export function StatusBadge({ status }: { status: number }) {
  return <Badge tone={toneOf(status)}>{status}</Badge>
}

function toneOf(status: number): BadgeTone {
  if (status >= 500) return 'danger'
  if (status >= 400) return 'warning'
  return status >= 200 && status < 300 ? 'success' : 'neutral'
}
