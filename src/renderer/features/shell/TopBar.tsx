import { Link, useLocation } from 'react-router'
import type { Organization } from '../../../shared/console/organizations.ts'
import { screenAt, sections } from '../../screens.ts'
import { useScreenName } from '../../ui/Page.tsx'
import styles from './TopBar.module.css'

/** Where this screen stands, over every screen. */
export function TopBar({ organization }: { organization: Organization | null }) {
  return (
    <div className={styles.bar}>
      <Breadcrumb organization={organization} />
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
