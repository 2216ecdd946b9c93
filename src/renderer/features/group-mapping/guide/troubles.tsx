import type { ReactNode } from 'react'
import type { Guide } from '../../../stores/preferences.ts'
import { paths } from '../../../paths.ts'
import { TextLink } from '../../../ui/TextLink.tsx'

interface Trouble {
  readonly seen: string
  readonly help: (slug: string) => ReactNode
}

const UNAUTHORIZED: Trouble = {
  seen: 'It reports 401 Unauthorized',
  help: (slug) => (
    <>
      The token is not the latest one, or it has expired. Rotate it here and enter the new one;{' '}
      <TextLink to={paths.requests(slug, { outcome: 'failure' })}>Activity</TextLink> says which.
    </>
  ),
}

const CONFLICT: Trouble = {
  seen: 'It reports 409 Conflict for one group',
  help: (slug) => (
    <>
      Another organization of this instance has a group of that name. <TextLink to={paths.problems(slug)}>Problems</TextLink> says which,
      and the two ways out.
    </>
  ),
}

const MISSING: Trouble = {
  seen: 'Groups are in the identity provider, but not here',
  help: (slug) => (
    <>
      No request in <TextLink to={paths.requests(slug)}>Activity</TextLink>: the address is not reached, or the groups are not assigned. A
      failed one: it says why.
    </>
  ),
}

const DISABLED: Trouble = {
  seen: 'It reports 403 Forbidden',
  help: (slug) => (
    <>
      This endpoint is switched off, or the role of its service account lacks a permission. See{' '}
      <TextLink to={paths.integrations(slug)}>Integrations</TextLink>.
    </>
  ),
}

const LATE: Trouble = {
  seen: 'A team stays empty although its group is here',
  help: (slug) => (
    <>
      Its members are not assigned to the application, or are inactive. <TextLink to={paths.users(slug)}>Users</TextLink> shows who has
      arrived.
    </>
  ),
}

const CLAIM: Trouble = {
  seen: 'Somebody signed in and joined no team',
  help: (slug) => (
    <>
      The value in the claim is spelled differently from the group here: capitals, slashes, a domain.{' '}
      <TextLink to={paths.users(slug)}>The person’s page</TextLink> shows the claims of the last sign-in.
    </>
  ),
}

const PUSHED = [MISSING, UNAUTHORIZED, DISABLED, CONFLICT, LATE]

/** X2, J18: what is seen at each identity provider, and what helps. */
const troubles: Readonly<Record<Guide, readonly Trouble[]>> = {
  okta: [
    ...PUSHED,
    {
      seen: 'Push Groups shows an error',
      help: () => 'Hover over its status for the answer. The Provisioning tab has to show Push Groups as on.',
    },
  ],
  entra: [
    {
      seen: 'The catalog shows GUIDs instead of names',
      help: () =>
        'The mapping for groups sends objectId as displayName. Map displayName to displayName, then restart provisioning. Where only the claim has GUIDs, let claims match the external id above.',
    },
    ...PUSHED,
    {
      seen: 'A group is assigned, but is not sent',
      help: () =>
        'Scope has to be Sync only assigned users and groups, and the group itself has to be in Users and groups, not only nested.',
    },
    {
      seen: 'Get started cannot be selected',
      help: () => 'The application comes from the gallery without provisioning. Create a non-gallery one.',
    },
  ],
  onelogin: [
    ...PUSHED,
    {
      seen: 'Users stay Pending',
      help: () => 'An administrator has to approve them, under Users, Provisioning, unless that is switched off.',
    },
  ],
  authentik: [
    ...PUSHED,
    {
      seen: 'Nothing is ever sent',
      help: () => 'The provider stands under Provider of the application. It belongs under Backchannel Providers.',
    },
  ],
  keycloak: [
    CLAIM,
    {
      seen: 'The plugin sends nothing',
      help: () => 'The event listener scim is missing, or propagation is off in its federation provider.',
    },
    UNAUTHORIZED,
    CONFLICT,
  ],
  google: [CLAIM, CONFLICT],
  other: PUSHED,
  manual: [CLAIM, CONFLICT],
}

export function Troubles({ guide, slug }: { guide: Guide; slug: string }) {
  return (
    <dl>
      {troubles[guide].map(({ seen, help }) => (
        <div key={seen}>
          <dt>{seen}</dt>
          <dd>{help(slug)}</dd>
        </div>
      ))}
    </dl>
  )
}
