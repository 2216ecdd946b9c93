import { assertNever } from '../../../shared/assert.ts'
import { Badge } from '../../ui/Badge.tsx'
import type { BadgeTone } from '../../ui/Badge.tsx'
import { differences } from './diff.ts'
import type { Difference } from './diff.ts'
import styles from './DiffTable.module.css'

/** Before and after, difference by difference. */
export function DiffTable({ before, after }: { before: unknown; after: unknown }) {
  const rows = differences(before, after)
  if (rows.length === 0) return <p className="muted">Nothing that was recorded differs.</p>
  return (
    <table className={`plain-table ${styles.table}`}>
      <thead>
        <tr>
          <th scope="col">Where</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            <th scope="row">
              <code>{row.path || 'value'}</code> <Kind kind={row.kind} />
            </th>
            <td data-side="before">{show(row.before)}</td>
            <td data-side="after">{show(row.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Kind({ kind }: { kind: Difference['kind'] }) {
  const { tone, text } = describeKind(kind)
  return <Badge tone={tone}>{text}</Badge>
}

function describeKind(kind: Difference['kind']): { tone: BadgeTone; text: string } {
  switch (kind) {
    case 'added':
      return { tone: 'success', text: 'Added' }
    case 'removed':
      return { tone: 'danger', text: 'Removed' }
    case 'changed':
      return { tone: 'neutral', text: 'Changed' }
    default:
      return assertNever(kind)
  }
}

function show(value: unknown): string {
  if (value === undefined) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
