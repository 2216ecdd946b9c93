import type { Severity } from '../../../shared/console/problems.ts'
import { Badge } from '../../ui/Badge.tsx'
import type { BadgeTone } from '../../ui/Badge.tsx'

const shown: Readonly<Record<Severity, { tone: BadgeTone; word: string }>> = {
  error: { tone: 'danger', word: 'Error' },
  warning: { tone: 'warning', word: 'Warning' },
  notice: { tone: 'neutral', word: 'Notice' },
}

export function SeverityBadge({ severity }: { severity: Severity }) {
  const { tone, word } = shown[severity]
  return <Badge tone={tone}>{word}</Badge>
}
