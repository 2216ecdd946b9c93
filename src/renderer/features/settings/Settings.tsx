import { NavLink, Outlet, useLocation } from 'react-router'
import { paths } from '../../paths.ts'
import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { sections } from './sections.tsx'
import styles from './Settings.module.css'

/** Settings, a section at each address: the list of them on the left, one of them beside it. */
export function Settings() {
  const { pathname } = useLocation()
  const shown = sections.find(({ path }) => pathname.startsWith(paths.settingsOf(path)))
  useDocumentTitle(...(shown ? [shown.label] : []), 'Settings')
  return (
    <Page title="Settings">
      <div className={styles.columns}>
        <nav aria-label="Settings">
          <ul className={styles.sections}>
            {sections.map(({ path, label }) => (
              <li key={path}>
                <NavLink to={paths.settingsOf(path)} className={styles.section}>
                  {label}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles.content}>
          <Outlet />
        </div>
      </div>
    </Page>
  )
}
