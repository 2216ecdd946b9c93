import { useCommand, useQuery } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { Switch } from '../../ui/Choice.tsx'
import { CodeBlock } from '../../ui/CodeBlock.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { Loaded } from './Loaded.tsx'
import styles from './Settings.module.css'

/** Whether Muster starts by itself: a switch in the desktop app, a unit to install elsewhere. */
export function StartAtLoginCard() {
  const state = useQuery('service.startAtLogin', {})
  const set = useCommand('service.setStartAtLogin')
  return (
    <Loaded answer={state} title="Start at login">
      {({ enabled, unit }) => (
        <Card title="Start at login">
          <div className={styles.form}>
            {unit === null ? (
              <Switch
                label="Start Muster at login"
                description="It starts without a window, and serves on this data folder. The tray opens the console."
                isSelected={enabled}
                onChange={(next) =>
                  set.mutate(
                    { enabled: next },
                    { onSuccess: () => toast(next ? 'Muster starts at login' : 'Muster no longer starts at login') },
                  )
                }
              />
            ) : (
              <>
                <p>
                  Without the desktop app, the operating system starts the service. On Linux, save this as{' '}
                  <code>~/.config/systemd/user/muster.service</code>, then run <code>systemctl --user enable --now muster</code>.
                </p>
                <CodeBlock label="systemd unit" text={unit} />
              </>
            )}
            {set.error && <ErrorNotice error={set.error} />}
          </div>
        </Card>
      )}
    </Loaded>
  )
}
