import type { Team } from '../../../shared/console/teams.ts'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { roleLabel } from '../workspaces/roles.ts'

/** D1: what the team gives those who are in it; the team's own, whoever manages its members. */
export function TeamWorkspaces({ team }: { team: Team }) {
  const { id: organizationId, slug } = useOrganization()
  const answer = useQuery('workspaces.participations', { organizationId, subject: { kind: 'team', id: team.id } })
  return (
    <Card title="Workspaces" aside={<TextLink to={paths.workspaces(slug)}>All workspaces</TextLink>}>
      {answer.error && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {!answer.data && !answer.error && <SkeletonLines count={2} />}
      {answer.data?.participations.length === 0 && (
        <p className="muted">The team has no role in a workspace. Give it one on the page of the workspace.</p>
      )}
      {answer.data && answer.data.participations.length > 0 && (
        <ul className="lines" aria-label={`Workspaces of ${team.name}`}>
          {answer.data.participations.map(({ workspace, role }) => (
            <li key={workspace.id}>
              <TextLink to={paths.workspace(slug, workspace.id)}>{workspace.name}</TextLink>
              <Badge>{roleLabel(role)}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
