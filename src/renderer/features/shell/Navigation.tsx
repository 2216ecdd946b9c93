import { NavLink } from 'react-router'
import type { Organization } from '../../../shared/console/organizations.ts'
import { paths } from '../../paths.ts'
import { CountBadge } from '../../ui/Badge.tsx'
import type { IconName } from '../../ui/icons.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Brand } from './Brand.tsx'
import { ConnectionState } from './ConnectionState.tsx'
import { OrganizationSwitcher } from './OrganizationSwitcher.tsx'
import styles from './Navigation.module.css'

interface Item {
  to: string
  icon: IconName
  label: string
  badge?: { count: number; label: string }
}

export function Navigation({ organizations, organization }: { organizations: readonly Organization[]; organization: Organization | null }) {
  return (
    <header className={styles.side}>
      <div className={styles.brand}>
        <Brand />
      </div>
      <OrganizationSwitcher organizations={organizations} organization={organization} />
      <nav aria-label="Main" className={styles.nav}>
        <ul className={styles.list}>{organization && itemsOf(organization).map((item) => <NavigationItem key={item.to} item={item} />)}</ul>
        <ul className={styles.list}>
          <NavigationItem item={{ to: paths.settings, icon: 'settings', label: 'Settings' }} />
        </ul>
      </nav>
      <ConnectionState />
    </header>
  )
}

function itemsOf({ slug, counts }: Organization): Item[] {
  const orphans = counts.orphanedTeams
  return [
    { to: paths.groupMapping(slug), icon: 'groups', label: 'Group mapping' },
    { to: paths.teams(slug), icon: 'teams', label: 'Teams' },
    { to: paths.users(slug), icon: 'users', label: 'Users' },
    { to: paths.requests(slug), icon: 'activity', label: 'Activity' },
    {
      to: paths.orphans(slug),
      icon: 'orphan',
      label: 'Orphan review',
      ...(orphans > 0 && { badge: { count: orphans, label: `${orphans} ${orphans === 1 ? 'team' : 'teams'} to review` } }),
    },
  ]
}

function NavigationItem({ item }: { item: Item }) {
  return (
    <li>
      <NavLink to={item.to} className={styles.item}>
        <Icon name={item.icon} />
        <span className={styles.label}>{item.label}</span>
        {item.badge && <CountBadge {...item.badge} />}
      </NavLink>
    </li>
  )
}
