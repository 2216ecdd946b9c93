import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export type Theme = 'system' | 'light' | 'dark'
export type Density = 'comfortable' | 'compact'
export type Times = 'local' | 'utc'
/** Whose set-up steps an organization follows. */
export type Guide = 'okta' | 'entra' | 'onelogin' | 'authentik' | 'google' | 'keycloak' | 'other' | 'manual'

export interface Preferences {
  theme: Theme
  density: Density
  times: Times
  /** Shortcuts without Ctrl or Command (WCAG 2.1.4 wants them to be switched off at will). */
  singleKeys: boolean
  /** The navigation as words, or as a narrow rail of icons. */
  navigation: 'full' | 'rail'
  /** Groups of the navigation that are folded. */
  foldedSections: readonly string[]
  /** Slug of the organization last looked at. */
  lastOrganization: string | null
  /** By organization slug. */
  guides: Readonly<Record<string, Guide>>
  /** By organization slug: whether the set-up part of Group mapping is open; absent means "open until it works". */
  setupOpen: Readonly<Record<string, boolean>>
}

/** What this person likes, on this machine. Nothing of the service's. */
export const usePreferences = create<Preferences>()(
  persist(
    (): Preferences => ({
      theme: 'system',
      density: 'comfortable',
      times: 'local',
      singleKeys: true,
      navigation: 'full',
      foldedSections: [],
      lastOrganization: null,
      guides: {},
      setupOpen: {},
    }),
    { name: 'muster.preferences', version: 1 },
  ),
)

export function setPreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change)
}

export function chooseGuide(slug: string, guide: Guide): void {
  usePreferences.setState(({ guides }) => ({ guides: { ...guides, [slug]: guide } }))
}

export function openSetup(slug: string, open: boolean): void {
  usePreferences.setState(({ setupOpen }) => ({ setupOpen: { ...setupOpen, [slug]: open } }))
}

export function foldSection(section: string, folded: boolean): void {
  usePreferences.setState(({ foldedSections }) => ({
    foldedSections: folded ? [...foldedSections, section] : foldedSections.filter((each) => each !== section),
  }))
}

export function toggleNavigation(): void {
  usePreferences.setState(({ navigation }) => ({ navigation: navigation === 'full' ? 'rail' : 'full' }))
}
