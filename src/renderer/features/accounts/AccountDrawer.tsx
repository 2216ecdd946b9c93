import type { Account, AccountAccess } from '../../../shared/console/accounts.ts'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { CopyableId } from '../../ui/CopyField.tsx'
import { Drawer, Section } from '../../ui/Drawer.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { ExactTime } from '../../ui/Time.tsx'
import styles from './Accounts.module.css'
import { StandingBadge, standings } from './StandingBadge.tsx'

/** One account of the instance: where it has access, where it had, and the ways there. */
export function AccountDrawer({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const answer = useQuery('accounts.get', { accountId })
  const account = answer.data
  return (
    <Drawer
      eyebrow="Account"
      title={account?.userName ?? (answer.error ? 'Account not found' : 'Loading…')}
      badges={account && hasNoAccess(account) && <Badge tone="warning">Without access</Badge>}
      onClose={onClose}
    >
      {answer.error && <ErrorNotice error={answer.error} />}
      {!account && !answer.error && <SkeletonLines count={6} />}
      {account && (
        <div className="stack">
          <Facts
            items={[
              ['User name', <CopyableId key="userName" value={account.userName} what="user name" />],
              ['ID', <CopyableId key="id" value={account.id} what="ID" />],
              ['Created', <ExactTime key="created" at={account.createdAt} />],
            ]}
          />
          <Section title="Access by organization">
            {account.access.length === 0 ? (
              <p className="muted">No organization has let this account in.</p>
            ) : (
              <ul className="lines">
                {account.access.map((access) => (
                  <Access key={access.organizationId} accountId={account.id} access={access} />
                ))}
              </ul>
            )}
          </Section>
          <p className="muted">
            An account is of the whole instance and has one ID everywhere. When an identity provider deletes a user, only the access to its
            own organization ends.
          </p>
        </div>
      )}
    </Drawer>
  )
}

export const hasNoAccess = ({ access }: Account): boolean => access.every(({ standing }) => standing === 'removed')

function Access({ accountId, access }: { accountId: string; access: AccountAccess }) {
  const { organizationSlug, organizationName, userName, standing, isOwner } = access
  return (
    <li>
      <span className={styles.organization}>
        <span className="beside">
          {standing === 'removed' ? organizationName : <TextLink to={paths.user(organizationSlug, accountId)}>{organizationName}</TextLink>}
          <StandingBadge standing={standing} />
          {isOwner && <Badge>Owner</Badge>}
        </span>
        <span className="mono muted">{userName}</span>
        <span className="muted">{standings[standing].meaning}</span>
      </span>
      <TextLink to={paths.audit(organizationSlug, { target: accountId })}>History in {organizationName}</TextLink>
    </li>
  )
}
