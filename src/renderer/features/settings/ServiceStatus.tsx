import type { Status } from '../../../shared/console/settings.ts'
import { useLive } from '../../stores/live.ts'
import { Badge } from '../../ui/Badge.tsx'
import { CopyableId } from '../../ui/CopyField.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { formatBytes } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { ExactTime } from '../../ui/Time.tsx'

/** Where the service listens, where its data lies, and what it warns of. */
export function ServiceStatus({ status }: { status: Status }) {
  const connection = useLive((state) => state.connection)
  return (
    <Card
      title="Service"
      aside={
        connection === 'reconnecting' ? (
          <Badge tone="warning">Connection lost, reconnecting</Badge>
        ) : status.state === 'running' ? (
          <Badge tone="success">Running</Badge>
        ) : (
          <Badge tone="warning">Stopping</Badge>
        )
      }
    >
      <div className="stack">
        {status.warnings.map((warning) => (
          <Notice key={warning.code} tone="warning" title={warning.message}>
            {warning.hint}
          </Notice>
        ))}
        <Facts
          wide
          items={[
            ['SCIM listens on', <CopyableId key="scim" value={status.scimUrl} what="SCIM address" />],
            status.consoleUrl === null
              ? null
              : ['Console listens on', <CopyableId key="console" value={status.consoleUrl} what="console address" />],
            ['Data folder', <CopyableId key="data" value={status.dataDir} what="data folder" />],
            ['Database', formatBytes(status.databaseBytes)],
            ['Running since', <ExactTime key="since" at={status.startedAt} />],
            ['Mode', status.mode === 'desktop' ? 'Desktop app' : 'Headless service'],
            ['Version', <CopyableId key="version" value={status.version} what="version" />],
          ]}
        />
      </div>
    </Card>
  )
}
