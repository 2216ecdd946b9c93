import { useState } from 'react'
import type { TlsState } from '../../../../shared/console/service.ts'
import { useCommand, useQuery } from '../../../client/queries.ts'
import { toast } from '../../../stores/toasts.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Switch } from '../../../ui/Choice.tsx'
import { ErrorNotice, Notice } from '../../../ui/Notice.tsx'
import { Card } from '../../../ui/Page.tsx'
import { Loaded } from '../Loaded.tsx'
import styles from '../Settings.module.css'
import { CertificateFacts } from './CertificateFacts.tsx'
import { GenerateDialog } from './GenerateDialog.tsx'
import { ImportDialog } from './ImportDialog.tsx'

/** E8: whether SCIM is served over TLS, and with which certificate. */
export function TlsSection() {
  const state = useQuery('service.tls', {})
  return (
    <Loaded answer={state} title="TLS">
      {(data) => (
        <>
          <InUse state={data} />
          <Kept state={data} />
        </>
      )}
    </Loaded>
  )
}

function InUse({ state }: { state: TlsState }) {
  const { inUse, failure, source } = state
  return (
    <Card title="TLS" aside={inUse === null ? <Badge>Off</Badge> : <Badge tone="success">On</Badge>}>
      <div className={styles.form}>
        {failure !== null && (
          <Notice tone="warning" title="The certificate that was put in place cannot be used; the one before it goes on">
            {failure}
          </Notice>
        )}
        {inUse === null ? (
          <p>
            The SCIM service speaks plain HTTP. That is right behind a tunnel or a proxy on this machine, which brings TLS of its own; on
            another address, bearer tokens would cross the network readable.
          </p>
        ) : (
          <>
            {source === 'files' && <p>The files that the command line names are in use. They are read again when they change.</p>}
            <CertificateFacts certificate={inUse} />
          </>
        )}
      </div>
    </Card>
  )
}

function Kept({ state }: { state: TlsState }) {
  const { kept, inUse, nextStart, suggestedNames, source } = state
  const [open, setOpen] = useState<'generate' | 'import' | null>(null)
  const set = useCommand('service.setAddresses')
  const isInUse = kept !== null && kept.fingerprint === inUse?.fingerprint
  return (
    <Card title="Certificate in the data folder">
      <div className={styles.form}>
        {kept === null ? (
          <p>There is none yet. Generate one that vouches for itself, or use one of an authority.</p>
        ) : isInUse ? (
          <p>It is the one in use. A new one takes its place at once, without a restart.</p>
        ) : (
          <CertificateFacts certificate={kept} />
        )}
        <div className={styles.buttons}>
          <Button variant={kept === null ? 'primary' : 'secondary'} onPress={() => setOpen('generate')}>
            Generate certificate
          </Button>
          <Button onPress={() => setOpen('import')}>Use own certificate</Button>
        </div>
        {source !== 'files' && (kept !== null || nextStart) && (
          <Switch
            label="Serve SCIM over TLS"
            description={
              nextStart === (inUse !== null)
                ? 'A change takes effect at the next start: the address begins with https:// then.'
                : `Muster serves ${nextStart ? 'over TLS' : 'plain HTTP'} from its next start on.`
            }
            isSelected={nextStart}
            onChange={(tls) =>
              set.mutate({ tls }, { onSuccess: () => toast(tls ? 'TLS is on from the next start' : 'TLS is off from the next start') })
            }
          />
        )}
        {set.error && <ErrorNotice error={set.error} />}
      </div>
      {open === 'generate' && <GenerateDialog suggested={suggestedNames} replaces={kept !== null} onClose={() => setOpen(null)} />}
      {open === 'import' && <ImportDialog onClose={() => setOpen(null)} />}
    </Card>
  )
}
