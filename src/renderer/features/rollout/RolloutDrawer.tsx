import type { ReactNode } from 'react'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyableId } from '../../ui/CopyField.tsx'
import { Drawer, Section } from '../../ui/Drawer.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { ExactTime } from '../../ui/Time.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { Origins } from '../teams/Origins.tsx'
import { roleLabel } from '../workspaces/roles.ts'
import { useRolloutActions } from './useRolloutActions.tsx'
import { gainsNothing, nameOf, stateWords } from './words.ts'
import type { RolloutPreview } from '../../../shared/console/rollout.ts'

/** What starting the person would give, or what would stay if the person were stopped. */
export function RolloutDrawer({ userId, onClose }: { userId: string; onClose: () => void }) {
  const { id: organizationId, slug } = useOrganization()
  const answer = useQuery('rollout.preview', { organizationId, userId })
  const { askToStart, askToStop } = useRolloutActions()
  const person = answer.data
  const state = person && stateWords(person.rollout)
  return (
    <Drawer
      eyebrow="Person in the rollout"
      title={person ? nameOf(person) : answer.error ? 'Person not found' : 'Loading…'}
      badges={
        state && (
          <>
            <Badge tone={state.tone}>{state.label}</Badge>
            {person.active || <Badge tone="warning">Inactive</Badge>}
          </>
        )
      }
      onClose={onClose}
    >
      {answer.error && <ErrorNotice error={answer.error} />}
      {!person && !answer.error && <SkeletonLines count={6} />}
      {person && (
        <div className="stack">
          <Facts
            items={[
              ['User name', <CopyableId key="userName" value={person.userName} what="user name" />],
              ['Came', <ExactTime key="created" at={person.createdAt} />],
              [
                'Has now',
                <TextLink key="access" to={paths.user(slug, person.id, 'access')}>
                  Effective access
                </TextLink>,
              ],
            ]}
          />
          <Preview person={person} slug={slug} />
          <div className="inline-actions">
            {person.rollout !== 'started' && (
              <Button variant="primary" onPress={() => askToStart([person])}>
                Start person
              </Button>
            )}
            {person.rollout !== 'stopped' && <Button onPress={() => void askToStop(person)}>Stop person</Button>}
          </div>
        </div>
      )}
    </Drawer>
  )
}

function Preview({ person, slug }: { person: RolloutPreview; slug: string }) {
  const { gains, keepsIfStopped } = person
  if (gains === null)
    return (
      <Section title="Stays by hand if stopped">
        <Lines
          label="Stays by hand if stopped"
          rows={(keepsIfStopped ?? []).map(({ id, name }) => ({
            id,
            words: <TextLink to={paths.team(slug, id)}>{name}</TextLink>,
            aside: null,
          }))}
        />
      </Section>
    )
  if (gainsNothing(person))
    return (
      <Notice tone="warning" title="Starting gives nothing">
        <p>
          {person.active
            ? 'The person is in no group that a team follows, or that has a role. Give the groups their teams and roles first, in Group mapping and in Roles & bindings.'
            : 'Inactive people have nothing. What the groups give counts when the person is active again.'}
        </p>
      </Notice>
    )
  return (
    <Section title="Starting gives">
      <Lines
        label="Starting gives"
        rows={[
          ...gains.teams.map(({ id, name, origins }) => ({
            id,
            words: (
              <>
                Team <TextLink to={paths.team(slug, id)}>{name}</TextLink>
              </>
            ),
            aside: <Origins origins={origins} />,
          })),
          ...gains.workspaces.map(({ id, name, role, insteadOf }) => ({
            id,
            words: (
              <>
                {roleLabel(role)} in <TextLink to={paths.workspace(slug, id)}>{name}</TextLink>
              </>
            ),
            aside: insteadOf && <span className="muted">instead of {roleLabel(insteadOf)}</span>,
          })),
          ...gains.roles.map(({ id, name }) => ({
            id,
            words: (
              <>
                Role <TextLink to={paths.roles(slug, { role: id })}>{name}</TextLink>
              </>
            ),
            aside: null,
          })),
        ]}
      />
    </Section>
  )
}

function Lines({ label, rows }: { label: string; rows: readonly { id: string; words: ReactNode; aside: ReactNode }[] }) {
  if (rows.length === 0) return <p className="muted">Nothing comes from the identity provider.</p>
  return (
    <ul className="lines" aria-label={label}>
      {rows.map(({ id, words, aside }) => (
        <li key={id}>
          <span>{words}</span>
          {aside}
        </li>
      ))}
    </ul>
  )
}
