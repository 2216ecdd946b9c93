import { usePreferences } from '../stores/preferences.ts'
import type { Preferences } from '../stores/preferences.ts'

/** Puts the theme and the density on the document, now and whenever the person or the system changes its mind. */
export function followAppearance(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const apply = ({ theme, density }: Preferences): void => {
    const root = document.documentElement
    root.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
    root.dataset.density = density
  }
  apply(usePreferences.getState())
  usePreferences.subscribe(apply)
  dark.addEventListener('change', () => apply(usePreferences.getState()))
}
