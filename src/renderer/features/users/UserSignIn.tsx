import type { UserDetail } from '../../../shared/console/users.ts'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { JsonBlock } from '../../ui/CodeBlock.tsx'
import { Section } from '../../ui/Drawer.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { ButtonLink, TextLink } from '../../ui/TextLink.tsx'
import { ExactTime } from '../../ui/Time.tsx'
import { Outcome } from '../claims-tester/Outcome.tsx'
import { claimLabel, summary } from '../claims-tester/words.ts'
import { useOrganization } from '../organizations/scope.tsx'

/** S6: the last claims seen of the person, from where, and which of their values matched. */
export function UserSignIn({ user }: { user: UserDetail }) {
  const { id: organizationId, slug } = useOrganization()
  const answer = useQuery('signIns.last', { organizationId, userId: user.id })
  if (answer.error) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <SkeletonLines count={6} />
  const { last } = answer.data
  if (last === null)
    return (
      <EmptyState
        icon="flask"
        title="No sign-in yet"
        action={<ButtonLink to={paths.claimsTester(slug, { person: user.id })}>Try it in the claims tester</ButtonLink>}
      >
        The claims of a sign-in appear here when an application tells Muster of it, or when one is applied in the claims tester.
      </EmptyState>
    )
  const { outcome } = last
  return (
    <div className="stack">
      <Facts
        items={[
          ['Seen', <ExactTime key="at" at={last.at} />],
          ['Told by', last.application],
          ['Groups claim', claimLabel(outcome.claim.state, outcome.claim.values.length)],
          ['Came of it', summary(outcome, 'did')],
          [
            'Changes',
            <TextLink key="changes" to={paths.audit(slug, { correlation: last.correlationId })}>
              In the audit log
            </TextLink>,
          ],
        ]}
      />
      <div>
        <ButtonLink to={paths.claimsTester(slug, { person: user.id, claims: 'last' })}>Open in the claims tester</ButtonLink>
      </div>
      <Outcome outcome={outcome} tense="did" unmatchedCount={last.unmatchedCount} within={user.id} />
      <Section title="Claims as they were seen">
        <JsonBlock label="Claims as they were seen" value={last.claims} />
      </Section>
    </div>
  )
}
