import { useNavigate, useParams } from 'react-router'
import type { Team } from '../../../shared/console/teams.ts'
import { useCommand, useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { ButtonLink, TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { TeamBadge } from './TeamBadge.tsx'
import { TeamDetails } from './TeamDetails.tsx'
import { TeamGroup } from './TeamGroup.tsx'
import { TeamMembers } from './TeamMembers.tsx'
import { TeamWorkspaces } from './TeamWorkspaces.tsx'
import styles from './TeamPage.module.css'

export function TeamPage() {
  const organization = useOrganization()
  const { teamId = '' } = useParams()
  const answer = useQuery('teams.get', { organizationId: organization.id, teamId })
  const team = answer.data
  useDocumentTitle(team?.name ?? 'Team', organization.name)

  return (
    <Page title={team?.name ?? 'Team'} badges={team && <TeamBadge team={team} />} actions={team && <DeleteTeam team={team} />}>
      {answer.error && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {!team && !answer.error && <SkeletonLines count={6} />}
      {team && (
        <>
          <Standing team={team} />
          <div className={styles.cards}>
            <TeamDetails key={team.id} team={team} />
            <TeamGroup team={team} />
          </div>
          <TeamMembers team={team} />
          <TeamWorkspaces team={team} />
        </>
      )}
    </Page>
  )
}

/** D1, G9: who is in charge of the membership, when it is not the people who look at this screen. */
function Standing({ team }: { team: Team }) {
  const { slug } = useOrganization()
  if (team.group !== null)
    return (
      <Notice title="The identity provider manages who is in this team">
        Members follow the group <TextLink to={paths.groupMapping(slug, team.group.id)}>{team.group.displayName}</TextLink>. They are not
        added or removed here; name and description stay yours.
      </Notice>
    )
  if (team.orphaned === null) return null
  const { groupName, at, purgedCount } = team.orphaned
  return (
    <Notice
      tone="warning"
      title={`The group ${groupName} is gone`}
      action={<ButtonLink to={paths.orphans(slug)}>Review orphaned teams</ButtonLink>}
    >
      It was removed <Time at={at} />, and {purgedCount === 1 ? 'one member' : `${purgedCount.toLocaleString('en')} members`} with it. Link
      another group, or return the team to manual management.
    </Notice>
  )
}

function DeleteTeam({ team }: { team: Team }) {
  const organization = useOrganization()
  const navigate = useNavigate()
  const remove = useCommand('teams.remove')
  const ask = (): void =>
    confirm({
      title: `Delete the team ${team.name}?`,
      body: (
        <p>
          {team.memberCount === 0
            ? 'It has no members.'
            : `Its ${team.memberCount === 1 ? 'one member leaves' : `${team.memberCount.toLocaleString('en')} members leave`} it.`}{' '}
          The team and its description are gone for good. Users and groups stay.
        </p>
      ),
      confirmLabel: 'Delete team',
      tone: 'danger',
      act: async () => {
        await remove.mutateAsync({ organizationId: organization.id, teamId: team.id })
        toast(`Team ${team.name} deleted`)
        void navigate(paths.teams(organization.slug), { replace: true })
      },
    })
  return (
    <Button
      icon="trash"
      onPress={ask}
      disabledReason={
        team.group === null
          ? undefined
          : `Managed in the IdP through ${team.group.displayName}. Unlink the group first, then the team can be deleted.`
      }
    >
      Delete team
    </Button>
  )
}
