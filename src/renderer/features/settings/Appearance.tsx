import { setPreferences, usePreferences } from '../../stores/preferences.ts'
import type { Density, Theme, Times } from '../../stores/preferences.ts'
import { Segments, Switch } from '../../ui/Choice.tsx'
import type { Option } from '../../ui/Choice.tsx'
import { Card } from '../../ui/Page.tsx'
import styles from './Settings.module.css'

const themes: readonly Option<Theme>[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]
const densities: readonly Option<Density>[] = [
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'compact', label: 'Compact' },
]
const times: readonly Option<Times>[] = [
  { value: 'local', label: 'Local time' },
  { value: 'utc', label: 'UTC' },
]

/** What this person likes, kept in this browser or app. */
export function Appearance() {
  const { theme, density, times: zone, singleKeys } = usePreferences()
  return (
    <Card title="Appearance">
      <div className="stack">
        <div className={styles.row}>
          <Segments label="Theme" value={theme} onChange={(next) => setPreferences({ theme: next })} options={themes} />
          <Segments label="Rows" value={density} onChange={(next) => setPreferences({ density: next })} options={densities} />
          <Segments label="Times" value={zone} onChange={(next) => setPreferences({ times: next })} options={times} />
        </div>
        <Switch
          label="Shortcuts of a single key"
          description="The ? key lists them. Turn them off if speech input or a habit presses them by accident."
          isSelected={singleKeys}
          onChange={(on) => setPreferences({ singleKeys: on })}
        />
      </div>
    </Card>
  )
}
