import type { SignInEvaluation } from '../../../shared/console/sign-ins.ts'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { Notice } from '../../ui/Notice.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { summary } from './words.ts'

/** Says what the applied sign-in did, and where it can be looked back on. */
export function AppliedNotice({ outcome }: { outcome: SignInEvaluation }) {
  const { id: organizationId, slug } = useOrganization()
  // Who was let in has an id only now.
  const found = useQuery('users.list', { organizationId, search: outcome.userName, limit: 50 })
  const userId =
    outcome.organizations.find((each) => each.organizationId === organizationId)?.userId ??
    found.data?.items.find(({ userName }) => userName.toLowerCase() === outcome.userName.toLowerCase())?.id
  const isMalformed = outcome.claim.state === 'malformed'
  return (
    <div role="status">
      <Notice
        tone={isMalformed ? 'warning' : 'success'}
        title={isMalformed ? 'Noted. Nothing has changed, and a problem was raised.' : `Applied. ${summary(outcome, 'did')}`}
      >
        <p>
          {userId !== undefined && userId !== null && (
            <>
              <TextLink to={paths.user(slug, userId, 'sign-in')}>Claims record</TextLink>
              {' · '}
              <TextLink to={paths.user(slug, userId, 'access')}>Effective access</TextLink>
              {' · '}
            </>
          )}
          {isMalformed ? (
            <TextLink to={paths.problems(slug)}>Problems</TextLink>
          ) : (
            <TextLink to={paths.audit(slug, { q: outcome.userName })}>Audit log</TextLink>
          )}
        </p>
      </Notice>
    </div>
  )
}
