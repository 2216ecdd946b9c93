import { useId } from 'react'
import { NavLink } from 'react-router'
import type { Organization } from '../../../shared/console/organizations.ts'
import { screens, sections } from '../../screens.ts'
import type { Screen, SectionId } from '../../screens.ts'
import { foldSection, toggleNavigation, usePreferences } from '../../stores/preferences.ts'
import { CountBadge } from '../../ui/Badge.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Brand } from './Brand.tsx'
import { ConnectionState } from './ConnectionState.tsx'
import { OrganizationSwitcher } from './OrganizationSwitcher.tsx'
import { useHasRoute } from './routed.ts'
import styles from './Navigation.module.css'

/** The screens in their groups. Folded groups and the narrow form are remembered. */
export function Navigation({ organizations, organization }: { organizations: readonly Organization[]; organization: Organization | null }) {
  const isRail = usePreferences((preferences) => preferences.navigation === 'rail')
  const hasRoute = useHasRoute()
  const offered = screens.filter((screen) => hasRoute(screen.to('any')) && (organization !== null || screen.section === 'console'))
  return (
    <header className={styles.side} data-rail={isRail || undefined}>
      <div className={styles.brand}>
        <Brand />
        <IconButton icon="sidebar" label={isRail ? 'Widen the navigation' : 'Narrow the navigation'} onPress={toggleNavigation} />
      </div>
      <OrganizationSwitcher organizations={organizations} organization={organization} />
      <nav aria-label="Main" className={styles.nav}>
        {sections.map((section) => {
          const items = offered.filter((screen) => screen.section === section.id)
          if (items.length === 0) return null
          return <NavigationSection key={section.id} {...section} items={items} organization={organization} isRail={isRail} />
        })}
      </nav>
      <ConnectionState />
    </header>
  )
}

function NavigationSection({
  id,
  label,
  items,
  organization,
  isRail,
}: {
  id: SectionId
  label: string | null
  items: readonly Screen[]
  organization: Organization | null
  isRail: boolean
}) {
  const folded = usePreferences((preferences) => preferences.foldedSections.includes(id)) && !isRail
  const listId = useId()
  return (
    <div className={styles.section} data-last={id === 'console' || undefined}>
      {label !== null && !isRail && (
        <button
          type="button"
          className={styles.heading}
          aria-expanded={!folded}
          aria-controls={listId}
          onClick={() => foldSection(id, !folded)}
        >
          {label}
          <Icon name={folded ? 'chevronRight' : 'chevronDown'} size={12} />
        </button>
      )}
      <ul className={styles.list} id={listId} aria-label={label ?? undefined} hidden={label !== null && folded}>
        {items.map((item) => (
          <NavigationItem key={item.id} item={item} organization={organization} isRail={isRail} />
        ))}
      </ul>
    </div>
  )
}

function NavigationItem({ item, organization, isRail }: { item: Screen; organization: Organization | null; isRail: boolean }) {
  const badge = organization && item.badge?.(organization)
  return (
    <li>
      <NavLink end={item.isWhole} to={item.to(organization?.slug ?? '')} className={styles.item} title={isRail ? item.label : undefined}>
        <Icon name={item.icon} />
        <span className={isRail ? 'visually-hidden' : styles.label}>{item.label}</span>
        {badge && <CountBadge {...badge} />}
      </NavLink>
    </li>
  )
}
