import { useCommand, useQuery } from '../../client/queries.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Page.tsx'
import { Loaded } from './Loaded.tsx'
import { LogSettings } from './LogSettings.tsx'
import styles from './Settings.module.css'

export function LogSection() {
  const settings = useQuery('settings.get', {})
  return (
    <>
      <Loaded answer={settings} title="Request log">
        {(data) => <LogSettings key={JSON.stringify(data)} settings={data} />}
      </Loaded>
      <ClearLog />
    </>
  )
}

/** L1: the log can be emptied by hand; the audit trail cannot. */
function ClearLog() {
  const held = useQuery('activity.requests', { limit: 1 })
  const clear = useCommand('activity.clearRequests')
  const total = held.data?.total ?? 0
  const count = `${total.toLocaleString('en')} ${total === 1 ? 'request' : 'requests'}`
  const ask = (): void =>
    confirm({
      title: 'Clear the request log?',
      body: `${count} of all organizations are forgotten, with their bodies. Users, groups, teams and the audit trail stay as they are. It cannot be undone.`,
      confirmLabel: 'Clear request log',
      tone: 'danger',
      act: async () => {
        const { cleared } = await clear.mutateAsync({})
        toast('Request log cleared', `${cleared.toLocaleString('en')} ${cleared === 1 ? 'entry' : 'entries'} forgotten.`)
      },
    })
  return (
    <Card title="Clear the log">
      <div className={styles.spread}>
        <p>{held.data === undefined ? 'The log is being counted.' : total === 0 ? 'The log is empty.' : `The log holds ${count}.`}</p>
        <Button variant="danger" onPress={ask} disabledReason={total === 0 ? 'There is nothing in it.' : undefined}>
          Clear request log
        </Button>
      </div>
    </Card>
  )
}
