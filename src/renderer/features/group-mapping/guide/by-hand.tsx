import type { GuideInput, Step } from './parts.tsx'
import { mappingStep, tokenStep, urlOf, Value } from './parts.tsx'

/** J4. Keycloak pushes nothing of its own accord: by hand first, then with a plugin. */
export function keycloak(input: GuideInput): Step[] {
  const { mounts, progress } = input
  return [
    {
      text: (
        <p>
          In Keycloak’s admin console open <b>Clients</b>, the client that your people sign in with, <b>Client scopes</b> and its dedicated
          scope. Add the mapper <b>Group Membership</b> with <b>Token Claim Name</b> <code>groups</code>. <b>Full group path</b> decides the
          form: <code>/engineering/platform</code> when it is on, <code>platform</code> when it is off. Use one form for all.
        </p>
      ),
      done: progress.hasGroups,
    },
    {
      text: (
        <p>
          Select <b>Add group manually</b>, choose <b>Keycloak, full path</b> or <b>Keycloak, bare name</b>, and enter each group of{' '}
          <b>Groups</b> exactly as the claim has it. Link it to a team.
        </p>
      ),
      done: progress.hasGroups,
    },
    {
      text: (
        <p>
          That is all, unless a SCIM plugin is to push. Keycloak has no SCIM client of its own; the rest of these steps is for the{' '}
          <b>keycloak-scim</b> extension, which pushes bare names. With full paths in the claim, its groups and those in the claim never
          meet.
        </p>
      ),
      done: progress.hasRequest,
    },
    tokenStep(progress),
    {
      text: (
        <>
          <p>
            Put the extension into <code>/opt/keycloak/providers/</code>, add <code>scim</code> under <b>Realm settings</b>, <b>Events</b>,{' '}
            <b>Event listeners</b>, then add the provider <b>scim</b> under <b>User federation</b> with:
          </p>
          <Value name="SCIM 2.0 endpoint" value={urlOf(mounts, 'integration')} />
          <p>
            <b>Endpoint content type</b> <code>application/scim+json</code>, <b>Auth mode</b> <code>BEARER</code>, the token from the step
            before as its password or token, and propagation of users and groups both on.
          </p>
        </>
      ),
      done: progress.hasRequest,
    },
    mappingStep('keycloak', input),
  ]
}

/** J4. A custom application of Google Workspace cannot push at all. */
export function google({ progress }: GuideInput): Step[] {
  return [
    {
      text: (
        <p>
          Google Workspace provisions only the applications of its own catalog, and never groups. Enter the groups by hand; people come in
          when they sign in, or as members that are added by hand.
        </p>
      ),
      done: progress.hasGroups,
    },
    {
      text: (
        <p>
          In the Google Admin console open <b>Apps</b>, <b>Web and mobile apps</b>, the application that your people sign in with, and{' '}
          <b>SAML attribute mapping</b>. Under <b>Group membership (optional)</b> search for the groups, and enter <code>groups</code> as{' '}
          <b>App attribute</b>. A response names 75 groups at the most; a group that is renamed has to be entered again.
        </p>
      ),
      done: progress.hasGroups,
    },
    {
      text: (
        <p>
          Under <b>Directory</b>, <b>Groups</b> find each group’s e-mail address. Select <b>Add group manually</b>, choose{' '}
          <b>Google Workspace</b>, and enter it as it stands in what the application receives.
        </p>
      ),
      done: progress.hasGroups,
    },
    { text: <p>Link each group to a team. Who signs in with it joins the team.</p>, done: false },
  ]
}

/** J4. */
export function manual({ progress }: GuideInput): Step[] {
  return [
    {
      text: (
        <p>
          Find out what your identity provider puts in the <code>groups</code> claim: e-mail addresses, full paths, bare names or another
          form.
        </p>
      ),
      done: progress.hasGroups,
    },
    {
      text: (
        <p>
          Select <b>Add group manually</b> and enter each value exactly as it stands in the claim, capitals and slashes included.
        </p>
      ),
      done: progress.hasGroups,
    },
    {
      text: (
        <p>
          Link each group to a team. If the identity provider later pushes a group of the same name, the row becomes managed by it and keeps
          its links.
        </p>
      ),
      done: false,
    },
  ]
}
