import { useSearchParams } from 'react-router'
import { useQuery } from '../../client/queries.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { Tester } from './Tester.tsx'

/**
 * S1: what the groups claim of a sign-in would do, and doing it. The address fills it in: `person` by the id of a user, `claims=last`
 * with the last ones seen of that person, `group` with a claim of that one value.
 */
export function ClaimsTester() {
  const organization = useOrganization()
  const [search] = useSearchParams()
  const userId = search.get('person') ?? ''
  const group = search.get('group')
  const wantsLast = userId !== '' && search.get('claims') === 'last'
  const person = useQuery('users.get', { organizationId: organization.id, userId }, { enabled: userId !== '' })
  const last = useQuery('signIns.last', { organizationId: organization.id, userId }, { enabled: wantsLast })
  useDocumentTitle('Claims tester', organization.name)
  const isReady =
    (userId === '' || person.data !== undefined || person.error !== null) && (!wantsLast || last.data !== undefined || last.error !== null)
  const claims = group === null ? last.data?.last?.claims : [group]
  const error = person.error ?? last.error
  return (
    <Page
      title="Claims tester"
      intro="What the groups claim of a sign-in does, in every organization. A preview changes nothing; applying it does what the sign-in would have done."
    >
      {error && <ErrorNotice error={error} />}
      {isReady ? (
        <Tester
          key={search.toString()}
          userName={person.data?.userName ?? ''}
          text={claims === undefined ? '' : JSON.stringify(claims, null, 2)}
        />
      ) : (
        <SkeletonLines count={6} />
      )}
    </Page>
  )
}
