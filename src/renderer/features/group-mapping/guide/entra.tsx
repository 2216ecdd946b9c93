import { ClaimMatchChoice } from '../../organizations/ClaimMatchChoice.tsx'
import type { GuideInput, Step } from './parts.tsx'
import { mappingStep, tokenStep, urlOf, Value } from './parts.tsx'

/** J3. */
export function entra(input: GuideInput): Step[] {
  const { mounts, progress } = input
  return [
    tokenStep(progress),
    {
      text: (
        <>
          <p>
            In the Entra admin center open <b>Enterprise applications</b> and the application that your people sign in with. Without one:{' '}
            <b>New application</b>, <b>Create your own application</b>,{' '}
            <b>Integrate any other application you don’t find in the gallery (Non-gallery)</b>.
          </p>
          <p>
            Then <b>Provisioning</b>, <b>Get started</b>, and <b>Provisioning Mode</b>: <b>Automatic</b>.
          </p>
        </>
      ),
      done: progress.hasRequest,
    },
    {
      text: (
        <>
          <p>
            Under <b>Admin Credentials</b> enter:
          </p>
          <Value name="Tenant URL" value={urlOf(mounts, 'entra')} />
          <p>
            <b>Secret Token</b>: the token from the first step.
          </p>
        </>
      ),
      done: progress.hasRequest,
    },
    {
      text: (
        <p>
          Select <b>Test Connection</b>, then <b>Save</b>. The test shows below as the first request.
        </p>
      ),
      done: progress.hasRequest,
    },
    mappingStep('entra', input),
    {
      text: (
        <>
          <p>
            Choose once what the groups claim of a sign-in carries. Entra ID sends object ids unless <b>Token configuration</b> of the app
            registration has a groups claim that emits names (<b>sAMAccountName</b>, where it is offered).
          </p>
          <ClaimMatchChoice />
        </>
      ),
      done: progress.hasGroups,
    },
    {
      text: (
        <p>
          Under <b>Settings</b> set <b>Scope</b> to <b>Sync only assigned users and groups</b>, and <b>Provisioning Status</b> to <b>On</b>.
        </p>
      ),
      done: progress.hasUsers || progress.hasGroups,
    },
    {
      text: (
        <p>
          On <b>Users and groups</b> assign the groups. The first cycle starts within minutes, later ones about every 40 minutes;{' '}
          <b>Provision on demand</b> does not wait for one. Groups nested in an assigned group are not sent.
        </p>
      ),
      done: progress.hasGroups,
    },
  ]
}
