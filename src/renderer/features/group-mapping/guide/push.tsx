import type { GuideInput, Step } from './parts.tsx'
import { mappingStep, tokenStep, urlOf, Value } from './parts.tsx'

export function onelogin(input: GuideInput): Step[] {
  const { mounts, progress } = input
  return [
    tokenStep(progress),
    {
      text: (
        <p>
          In the OneLogin administration open <b>Applications</b>, <b>Add App</b> and search for{' '}
          <b>SCIM Provisioner with SAML (SCIM v2 Core)</b>. Save it, and open its <b>Configuration</b> tab.
        </p>
      ),
      done: progress.hasRequest,
    },
    {
      text: (
        <>
          <p>
            Under <b>API Connection</b> enter:
          </p>
          <Value name="SCIM Base URL" value={urlOf(mounts, 'integration')} />
          <p>
            <b>SCIM Bearer Token</b>: the token from the first step.
          </p>
        </>
      ),
      done: progress.hasRequest,
    },
    mappingStep('onelogin', input),
    {
      text: (
        <p>
          Under <b>API Status</b> select <b>Enable</b>, then <b>Save</b>. The test shows below as the first request.
        </p>
      ),
      done: progress.hasRequest,
    },
    {
      text: (
        <p>
          On <b>Provisioning</b> check <b>Enable provisioning</b>. Uncheck <b>Create user</b>, <b>Delete user</b> and <b>Update user</b>{' '}
          below it, or an administrator has to approve each of them.
        </p>
      ),
      done: progress.hasUsers,
    },
    {
      text: (
        <p>
          On <b>Parameters</b> open <b>Groups</b> and check <b>Include in User Provisioning</b>; on <b>Rules</b> add one that sets groups.
          Give the application to roles on <b>Access</b>.
        </p>
      ),
      done: progress.hasGroups,
    },
  ]
}

export function authentik(input: GuideInput): Step[] {
  const { mounts, progress } = input
  return [
    tokenStep(progress),
    {
      text: (
        <p>
          In authentik’s admin interface open <b>Applications</b>, <b>Providers</b> and create a <b>SCIM Provider</b>.
        </p>
      ),
      done: progress.hasRequest,
    },
    {
      text: (
        <>
          <p>Enter these:</p>
          <Value name="URL" value={urlOf(mounts, 'integration')} />
          <p>
            <b>Token</b>: the token from the first step. Leave <b>Compatibility Mode</b> at its default.
          </p>
        </>
      ),
      done: progress.hasRequest,
    },
    mappingStep('authentik', input),
    {
      text: (
        <p>
          Open <b>Applications</b>, <b>Applications</b> and the application that your people sign in with, and add the provider under{' '}
          <b>Backchannel Providers</b>, not under <b>Provider</b>. The first synchronization begins; its first request shows below.
        </p>
      ),
      done: progress.hasRequest,
    },
    {
      text: (
        <p>
          Changes are sent as they happen, and everything once an hour. Which users are sent follows the application’s bindings and the
          provider’s <b>User filtering</b>.
        </p>
      ),
      done: progress.hasUsers || progress.hasGroups,
    },
  ]
}

export function other(input: GuideInput): Step[] {
  const { mounts, progress } = input
  return [
    tokenStep(progress),
    {
      text: (
        <>
          <p>In the SCIM 2.0 settings of your identity provider enter the base URL, and the token as bearer token:</p>
          <Value name="Base URL" value={urlOf(mounts, 'integration')} />
        </>
      ),
      done: progress.hasRequest,
    },
    { text: <p>Test the connection. The test shows below as the first request.</p>, done: progress.hasRequest },
    mappingStep('other', input),
    { text: <p>Choose the users and groups to provision, and start provisioning.</p>, done: progress.hasGroups },
  ]
}
