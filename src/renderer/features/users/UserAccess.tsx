import { ACTIONS } from '../../../shared/console/access.ts'
import type { EffectiveAccess, WorkspaceAccess } from '../../../shared/console/effective-access.ts'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Section } from '../../ui/Drawer.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { outcomeWords, sourceWords } from '../access/words.ts'
import { useOrganization } from '../organizations/scope.tsx'
import { resourceLabel } from '../service-accounts/permissions.ts'
import { roleLabel } from '../workspaces/roles.ts'
import styles from './UserAccess.module.css'

/** I5, I6: what the person may do here, each thing with where it comes from. */
export function UserAccess({ userId }: { userId: string }) {
  const { id: organizationId, slug } = useOrganization()
  const answer = useQuery('effectiveAccess.of', { organizationId, userId })
  if (answer.error) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <SkeletonLines count={6} />
  const access = answer.data
  return (
    <div className="stack">
      <Standing slug={slug} access={access} />
      <Section title="Workspaces">
        {access.workspaces.length === 0 ? (
          <p className="muted">No role in a workspace.</p>
        ) : (
          <ul className={styles.list} aria-label="Workspaces">
            {access.workspaces.map((each) => (
              <WorkspaceLine key={each.workspace.id} slug={slug} access={each} />
            ))}
          </ul>
        )}
      </Section>
      <Section title="Roles">
        {access.bindings.length === 0 ? (
          <p className="muted">{access.role === 'owner' ? 'No role is bound. An owner may do everything.' : 'No role is bound.'}</p>
        ) : (
          <ul className={styles.list} aria-label="Roles">
            {access.bindings.map(({ id, role, source }) => (
              <li key={id} className={styles.entry}>
                <TextLink to={paths.roles(slug, { role: role.id })}>{role.name}</TextLink>
                <span className={styles.reason}>{sourceWords(source)}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Permissions">
        <PermissionList permissions={access.permissions} />
      </Section>
    </div>
  )
}

function Standing({ slug, access }: { slug: string; access: EffectiveAccess }) {
  switch (access.standing) {
    case 'inactive':
      return (
        <Notice tone="warning" title="Inactive people have no access">
          All that was given returns when the person is active again.
        </Notice>
      )
    case 'held':
    case 'stopped':
      return (
        <Notice tone="warning" title={access.standing === 'held' ? 'Held by the staged rollout' : 'Stopped in the staged rollout'}>
          Groups, and teams that follow groups, give nothing until the person is started. What is given directly counts.{' '}
          <TextLink to={paths.rollout(slug, { standing: access.standing === 'held' ? undefined : access.standing, person: access.userId })}>
            Staged rollout
          </TextLink>
        </Notice>
      )
    default:
      return access.role === 'owner' ? <Notice title="Owner of the organization">An owner may do everything in it.</Notice> : null
  }
}

/** The role that holds and why; then what else was in question, and why it did not. */
function WorkspaceLine({ slug, access }: { slug: string; access: WorkspaceAccess }) {
  const others = access.candidates.slice(1)
  return (
    <li className={styles.entry}>
      <span className={styles.head}>
        <TextLink to={paths.workspace(slug, access.workspace.id)}>{access.workspace.name}</TextLink>
        <Badge tone="accent">{roleLabel(access.role)}</Badge>
      </span>
      <span className={styles.reason}>{sourceWords(access.source)}</span>
      {others.length > 0 && (
        <ul className={styles.others} aria-label={`Other roles in ${access.workspace.name}`}>
          {others.map(({ role, source, outcome }) => (
            <li key={`${source.kind}:${source.kind === 'direct' ? '' : source.id}`}>
              {roleLabel(role)}: {sourceWords(source)} <Badge>{outcomeWords(outcome)}</Badge>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

type Permissions = EffectiveAccess['permissions']

/** One line for a resource and what gives the same actions on it. */
function PermissionList({ permissions }: { permissions: Permissions }) {
  if (permissions.length === 0) return <p className="muted">Nothing is permitted.</p>
  const lines = new Map<string, { resource: string; actions: string[]; sources: Permissions[number]['sources'] }>()
  for (const { resource, action, sources } of permissions) {
    const key = `${resource} ${JSON.stringify(sources)}`
    const line = lines.get(key) ?? { resource, actions: [], sources }
    line.actions.push(action.toLowerCase())
    lines.set(key, line)
  }
  return (
    <ul className={styles.list} aria-label="Permissions">
      {[...lines].map(([key, { resource, actions, sources }]) => (
        <li key={key} className={styles.entry}>
          <span>
            {resourceLabel(resource)}: {actions.length === ACTIONS.length ? 'everything' : actions.join(', ')}
          </span>
          {sources.map(({ role, source }) => (
            <span key={`${role} ${sourceWords(source)}`} className={styles.reason}>
              {source.kind === 'owner' ? sourceWords(source) : `${role}, ${sourceWords(source)}`}
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}
