import { useNavigate } from 'react-router'
import type { Organization } from '../../../shared/console/organizations.ts'
import { screens } from '../../screens.ts'
import { openShellDialog, useActions, useShellDialog } from '../../stores/actions.ts'
import type { Action } from '../../stores/actions.ts'
import { setPreferences, toggleNavigation, usePreferences } from '../../stores/preferences.ts'
import { useHasRoute } from './routed.ts'

export const PALETTE_KEYS = 'mod+k'

/** What can be done from everywhere: go to any screen, search, change the look of the console. */
export function useGlobalActions(organization: Organization | null): void {
  const navigate = useNavigate()
  const hasRoute = useHasRoute()
  const { density, times } = usePreferences()
  const go: Action[] = screens
    .filter((screen) => hasRoute(screen.to('any')) && (organization !== null || screen.section === 'console'))
    .map((screen) => ({
      id: `go:${screen.id}`,
      label: screen.label,
      section: 'Go to',
      keys: screen.key && `g ${screen.key}`,
      words: screen.words,
      run: () => void navigate(screen.to(organization?.slug ?? '')),
    }))
  useActions([
    ...go,
    {
      id: 'palette',
      label: 'Search and commands',
      section: 'Console',
      keys: PALETTE_KEYS,
      run: () => openShellDialog(useShellDialog.getState().open === 'palette' ? null : 'palette'),
    },
    { id: 'search', label: 'Search on this screen', section: 'Console', keys: '/', run: focusSearch },
    {
      id: 'shortcuts',
      label: 'Keyboard shortcuts',
      section: 'Console',
      keys: '?',
      words: 'keys help',
      run: () => openShellDialog('shortcuts'),
    },
    {
      id: 'navigation',
      label: 'Narrow or widen the navigation',
      section: 'Console',
      keys: '[',
      words: 'sidebar collapse',
      run: toggleNavigation,
    },
    {
      id: 'theme:light',
      label: 'Light theme',
      section: 'Console',
      words: 'appearance colours',
      run: () => setPreferences({ theme: 'light' }),
    },
    {
      id: 'theme:dark',
      label: 'Dark theme',
      section: 'Console',
      words: 'appearance colours night',
      run: () => setPreferences({ theme: 'dark' }),
    },
    {
      id: 'theme:system',
      label: 'Theme of the system',
      section: 'Console',
      words: 'appearance colours',
      run: () => setPreferences({ theme: 'system' }),
    },
    density === 'compact'
      ? {
          id: 'density',
          label: 'Comfortable rows',
          section: 'Console',
          words: 'density height',
          run: () => setPreferences({ density: 'comfortable' }),
        }
      : {
          id: 'density',
          label: 'Compact rows',
          section: 'Console',
          words: 'density height dense',
          run: () => setPreferences({ density: 'compact' }),
        },
    times === 'utc'
      ? {
          id: 'times',
          label: 'Times in the zone of this computer',
          section: 'Console',
          words: 'utc local',
          run: () => setPreferences({ times: 'local' }),
        }
      : { id: 'times', label: 'Times in UTC', section: 'Console', words: 'zone', run: () => setPreferences({ times: 'utc' }) },
  ])
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('main input[type="search"]')?.focus()
}
