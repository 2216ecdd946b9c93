import { useEffect, useRef, useState } from 'react'
import { Navigate, Outlet, useLocation, useParams } from 'react-router'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { useShellDialog } from '../../stores/actions.ts'
import { setPreferences, usePreferences } from '../../stores/preferences.ts'
import { ScrollArea } from '../../ui/scroll-area.ts'
import { OrganizationContext } from '../organizations/scope.tsx'
import { Navigation } from './Navigation.tsx'
import { NotFound } from './NotFound.tsx'
import { Palette } from './Palette.tsx'
import { ServiceUnreachable } from './ServiceUnreachable.tsx'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'
import { WorkUnderway } from './WorkUnderway.tsx'
import { TopBar } from './TopBar.tsx'
import { useGlobalActions } from './useGlobalActions.ts'
import { useShortcuts } from './useShortcuts.ts'
import styles from './Shell.module.css'

/** Everything around a screen: navigation on the left, the organization that it is about, the place where it scrolls. */
export function Shell() {
  const { slug } = useParams()
  const remembered = usePreferences((preferences) => preferences.lastOrganization)
  const navigation = usePreferences((preferences) => preferences.navigation)
  const answer = useQuery('organizations.list', {})
  const organizations = answer.data?.organizations
  const organization =
    organizations?.find((each) => each.slug === (slug ?? remembered)) ?? (slug === undefined ? organizations?.[0] : undefined)
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const dialog = useShellDialog((state) => state.open)
  useFreshStart(scroller)
  useGlobalActions(organization ?? null)
  useShortcuts()

  useEffect(() => {
    if (organization) setPreferences({ lastOrganization: organization.slug })
  }, [organization?.slug]) // oxlint-disable-line react-hooks/exhaustive-deps -- only its identity matters

  if (answer.error && !organizations) return <ServiceUnreachable error={answer.error} retry={() => void answer.refetch()} />
  if (organizations?.length === 0) return <Navigate to={paths.start} replace />
  return (
    <OrganizationContext value={organization ?? null}>
      <div className={styles.shell} data-navigation={navigation}>
        <a className={styles.skip} href="#content">
          Skip to content
        </a>
        <Navigation organizations={organizations ?? []} organization={organization ?? null} />
        <div className={styles.screen}>
          <TopBar organization={organization ?? null} />
          <WorkUnderway organization={organization ?? null} />
          <main id="content" className={styles.main} tabIndex={-1} ref={setScroller}>
            <ScrollArea value={scroller}>
              {organizations && (organization ? <Outlet key={organization.id} /> : <NotFound what="organization" />)}
            </ScrollArea>
          </main>
        </div>
      </div>
      {dialog === 'palette' && <Palette organizations={organizations ?? []} organization={organization ?? null} />}
      {dialog === 'shortcuts' && <ShortcutsDialog />}
    </OrganizationContext>
  )
}

/** A new screen begins at its top, and screen readers are taken to it. Details that open over a screen are no new screen. */
function useFreshStart(scroller: HTMLElement | null): void {
  const { pathname } = useLocation()
  const screen = pathname.replace(/(\/users|\/accounts)\/[^/]+$/, '$1')
  const shown = useRef<string | null>(null)
  useEffect(() => {
    if (!scroller) return
    if (shown.current !== null && shown.current !== screen) {
      scroller.scrollTop = 0
      scroller.focus({ preventScroll: true })
    }
    shown.current = screen
  }, [screen, scroller])
}
