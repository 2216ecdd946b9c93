import { Button as AriaButton } from 'react-aria-components'
import { Link, useLocation } from 'react-router'
import type { Organization } from '../../../shared/console/organizations.ts'
import { screenAt, sections } from '../../screens.ts'
import { openShellDialog } from '../../stores/actions.ts'
import { Icon } from '../../ui/icons.tsx'
import { Keycaps } from '../../ui/Keycaps.tsx'
import { ariaKeys } from '../../ui/keys.ts'
import { useScreenName } from '../../ui/Page.tsx'
import { PALETTE_KEYS } from './useGlobalActions.ts'
import styles from './TopBar.module.css'

/** Where this screen stands, and the way to any other; over every screen. */
export function TopBar({ organization }: { organization: Organization | null }) {
  return (
    <div className={styles.bar}>
      <Breadcrumb organization={organization} />
      <AriaButton className={styles.search} onPress={() => openShellDialog('palette')} aria-keyshortcuts={ariaKeys(PALETTE_KEYS)}>
        <Icon name="search" size={14} />
        <span>Search or jump to…</span>
        <Keycaps keys={PALETTE_KEYS} />
      </AriaButton>
    </div>
  )
}

function Breadcrumb({ organization }: { organization: Organization | null }) {
  const { pathname } = useLocation()
  const name = useScreenName((state) => state.name)
  const slug = organization?.slug ?? ''
  const screen = screenAt(pathname, slug)
  if (!screen) return <span />
  const section = sections.find((each) => each.id === screen.section)
  const isBelow = pathname !== screen.to(slug) && name !== null && name !== screen.label
  return (
    <nav aria-label="Breadcrumb">
      <ol className={styles.crumbs}>
        {organization && screen.section !== 'console' && <li>{organization.name}</li>}
        {section?.label && <li>{section.label}</li>}
        <li aria-current={isBelow ? undefined : 'page'}>{isBelow ? <Link to={screen.to(slug)}>{screen.label}</Link> : screen.label}</li>
        {isBelow && <li aria-current="page">{name}</li>}
      </ol>
    </nav>
  )
}
