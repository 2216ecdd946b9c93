import { useState } from 'react'
import type { OrphanedTeam } from '../../../shared/console/orphans.ts'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card, Page, useDocumentTitle } from '../../ui/Page.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { ButtonLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { OrphanCard } from './OrphanCard.tsx'
import { SelectedOrphans } from './SelectedOrphans.tsx'

/** D5: every team whose group was removed, until an administrator has decided about it. */
export function OrphanReview() {
  const organization = useOrganization()
  const answer = useQuery('orphans.list', { organizationId: organization.id })
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  useDocumentTitle('Orphan review', organization.name)
  const teams = answer.data?.teams ?? []
  const isMarked = (team: OrphanedTeam): boolean => marked.has(team.teamId)
  const mark = (of: readonly OrphanedTeam[]): void => setMarked(new Set(of.map((team) => team.teamId)))
  return (
    <Page
      title="Orphan review"
      intro="Teams whose group was removed. The members that came from the group are out; the team itself waits here for a decision."
      width="reading"
    >
      {answer.error && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {!answer.data && !answer.error && <SkeletonLines count={6} />}
      {teams.length > 1 && <SelectedOrphans teams={teams} selected={teams.filter(isMarked)} onSelect={mark} />}
      {teams.map((team) => (
        <OrphanCard
          key={team.teamId}
          orphan={team}
          selection={
            teams.length > 1
              ? {
                  isSelected: isMarked(team),
                  onChange: (on) => mark(teams.filter((each) => (each.teamId === team.teamId ? on : isMarked(each)))),
                }
              : undefined
          }
        />
      ))}
      {answer.data?.teams.length === 0 && (
        <Card flush>
          <EmptyState
            icon="check"
            title="Nothing to review"
            action={<ButtonLink to={paths.teams(organization.slug)}>Show teams</ButtonLink>}
          >
            Every team that follows a group has its group. A team comes here when its group is deleted at the identity provider, or by hand.
          </EmptyState>
        </Card>
      )}
    </Page>
  )
}
