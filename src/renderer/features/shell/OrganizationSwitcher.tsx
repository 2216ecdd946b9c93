import { useState } from 'react'
import { Button, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { useNavigate } from 'react-router'
import type { Organization } from '../../../shared/console/organizations.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/icons.tsx'
import { NewOrganizationDialog } from '../organizations/NewOrganizationDialog.tsx'
import styles from './OrganizationSwitcher.module.css'

const CREATE = 'create'

/** The organization that everything on screen belongs to, and the way to another. */
export function OrganizationSwitcher({
  organizations,
  organization,
}: {
  organizations: readonly Organization[]
  organization: Organization | null
}) {
  const [isCreating, setCreating] = useState(false)
  const navigate = useNavigate()
  const choose = (key: string | number): void => {
    if (key === CREATE) setCreating(true)
    else void navigate(paths.overview(String(key)))
  }
  return (
    <div className={styles.holder}>
      <MenuTrigger>
        <Button className={styles.trigger} aria-label={`Organization ${organization?.name ?? ''}: switch organization`}>
          <span className={styles.initial} aria-hidden="true">
            {(organization?.name ?? '–').slice(0, 1).toUpperCase()}
          </span>
          <span className={styles.words}>
            <span className={styles.name}>{organization?.name ?? 'Organization'}</span>
            <span className={styles.state}>{organization ? stateOf(organization) : ' '}</span>
          </span>
          <Icon name="chevronsUpDown" size={14} />
        </Button>
        <Popover className={styles.popover} placement="bottom start" offset={4}>
          <Menu className={styles.menu} onAction={choose} aria-label="Organizations">
            <MenuSection aria-label="Organizations" className={styles.section}>
              {organizations.map((each) => (
                <MenuItem
                  key={each.slug}
                  id={each.slug}
                  textValue={each.name}
                  className={styles.item}
                  data-current={each.slug === organization?.slug || undefined}
                >
                  <span className={styles.words}>
                    <span className={styles.name}>{each.name}</span>
                    <span className={styles.state}>{stateOf(each)}</span>
                  </span>
                  {each.slug === organization?.slug && <Icon name="check" size={14} />}
                </MenuItem>
              ))}
            </MenuSection>
            <Separator className={styles.separator} />
            <MenuItem id={CREATE} textValue="Create another organization" className={styles.item}>
              <span className={styles.create}>
                <Icon name="plus" size={14} /> Create another organization
              </span>
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {isCreating && <NewOrganizationDialog onClose={() => setCreating(false)} />}
    </div>
  )
}

/** In a few words, how it stands with this organization. */
function stateOf({ lastRequestAt, counts }: Organization): string {
  if (counts.orphanedTeams > 0) return `${counts.orphanedTeams} orphaned ${counts.orphanedTeams === 1 ? 'team' : 'teams'}`
  if (lastRequestAt === null && counts.groups === 0) return 'Not connected yet'
  return `${plural(counts.groups, 'group')}, ${plural(counts.users, 'user')}`
}

function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
