import { Link } from 'react-router'
import { assertNever } from '../../../shared/assert.ts'
import { useQuery } from '../../client/queries.ts'
import type { Connection } from '../../client/transport.ts'
import { paths } from '../../paths.ts'
import { useLive } from '../../stores/live.ts'
import { Dot } from '../../ui/Badge.tsx'
import type { DotTone } from '../../ui/Badge.tsx'
import styles from './ConnectionState.module.css'

/** Whether what is on screen is live, and where the service listens; leads to its status. */
export function ConnectionState() {
  const connection = useLive((state) => state.connection)
  const status = useQuery('settings.status', {})
  const { tone, text } = describe(connection, status.data?.state === 'draining')
  const warnings = status.data?.warnings.length ?? 0
  return (
    <Link to={paths.settings} className={styles.state}>
      <span className={styles.line}>
        <Dot tone={tone} />
        <span role="status">{text}</span>
      </span>
      {status.data && <span className={styles.address}>{addressOf(status.data.scimUrl)}</span>}
      {warnings > 0 && <span className={styles.warnings}>{warnings === 1 ? '1 warning' : `${warnings} warnings`}</span>}
    </Link>
  )
}

function describe(connection: Connection, isDraining: boolean): { tone: DotTone; text: string } {
  switch (connection) {
    case 'connecting':
      return { tone: 'neutral', text: 'Connecting…' }
    case 'live':
      return isDraining ? { tone: 'warning', text: 'Service is stopping' } : { tone: 'success', text: 'Service running' }
    case 'reconnecting':
      return { tone: 'warning', text: 'Reconnecting…' }
    case 'signed-out':
      return { tone: 'danger', text: 'Signed out' }
    default:
      return assertNever(connection)
  }
}

function addressOf(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '')
}
