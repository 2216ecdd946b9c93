import { useQuery } from '../../client/queries.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { RolloutPeople } from './RolloutPeople.tsx'
import { RolloutOff, RolloutSwitches } from './RolloutSwitches.tsx'

/** I7, J16: who is held back, what each would get, and letting them in. */
export function Rollout() {
  const organization = useOrganization()
  const { stagedRollout } = organization.policy
  const counts = useQuery('rollout.counts', { organizationId: organization.id })
  useDocumentTitle('Staged rollout', organization.name)
  return (
    <Page
      title="Staged rollout"
      intro="Newly provisioned people are held and gain nothing, until an administrator has seen what each will get and starts them."
    >
      {counts.error && <ErrorNotice error={counts.error} retry={() => void counts.refetch()} />}
      {!counts.data && !counts.error && <SkeletonLines count={6} />}
      {counts.data && (stagedRollout ? <RolloutSwitches held={counts.data.held} /> : <RolloutOff users={organization.counts.users} />)}
      {counts.data && (stagedRollout || counts.data.stopped > 0) && <RolloutPeople counts={counts.data} />}
    </Page>
  )
}
