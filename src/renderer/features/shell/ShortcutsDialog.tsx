import { offeredActions, openShellDialog, useOfferedActions } from '../../stores/actions.ts'
import { setPreferences, usePreferences } from '../../stores/preferences.ts'
import { Button } from '../../ui/Button.tsx'
import { Switch } from '../../ui/Choice.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Keycaps } from '../../ui/Keycaps.tsx'
import styles from './ShortcutsDialog.module.css'

const SECTIONS = ['Go to', 'This screen', 'Console'] as const

/** Keys of tables and drawers, which belong to no action. */
const READING = [
  { keys: ['↑', '↓'], label: 'Row above, row below' },
  { keys: ['Home', 'End'], label: 'First row, last row' },
  { keys: ['Enter'], label: 'Open the row' },
  { keys: ['Esc'], label: 'Close details, clear the search' },
]

/** The keys that do something here, as they are registered. */
export function ShortcutsDialog() {
  const actions = useOfferedActions((state) => state.offers)
  const singleKeys = usePreferences((preferences) => preferences.singleKeys)
  const withKeys = offeredActions(actions).filter((action) => action.keys !== undefined)
  const close = (): void => openShellDialog(null)
  return (
    <Dialog title="Keyboard shortcuts" size="large" onClose={close} footer={<Button onPress={close}>Close shortcuts</Button>}>
      <div className={styles.columns}>
        {SECTIONS.map((section) => {
          const here = withKeys.filter((action) => action.section === section)
          return (
            here.length > 0 && (
              <section key={section}>
                <h3>{section}</h3>
                <dl className={styles.list}>
                  {here.map((action) => (
                    <div key={action.id}>
                      <dt>{action.label}</dt>
                      <dd>
                        <Keycaps keys={action.keys ?? ''} />
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            )
          )
        })}
        <section>
          <h3>Tables and details</h3>
          <dl className={styles.list}>
            {READING.map(({ keys, label }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd className={styles.caps}>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <Switch
        label="Shortcuts of a single key"
        description="Turn them off if speech input or a habit presses them by accident. Those with Ctrl or Command stay."
        isSelected={singleKeys}
        onChange={(on) => setPreferences({ singleKeys: on })}
      />
    </Dialog>
  )
}
