import type { GuideInput, Step } from './parts.tsx'
import { mappingStep, tokenStep, urlOf, Value } from './parts.tsx'

/** J2. */
export function okta(input: GuideInput): Step[] {
  const { mounts, progress } = input
  return [
    tokenStep(progress),
    {
      text: (
        <p>
          In the Okta admin console open <b>Applications</b> and the application that your people sign in with. On its <b>Provisioning</b>{' '}
          tab select <b>Configure API Integration</b> and <b>Enable API integration</b>.
        </p>
      ),
      done: progress.hasRequest,
    },
    {
      text: (
        <>
          <p>Enter these:</p>
          <Value name="Base URL" value={urlOf(mounts, 'okta')} />
          <p>
            <b>API Token</b>: the token from the first step.
          </p>
        </>
      ),
      done: progress.hasRequest,
    },
    {
      text: (
        <p>
          Select <b>Test API Credentials</b>, then <b>Save</b>. The test shows below as the first request.
        </p>
      ),
      done: progress.hasRequest,
    },
    {
      text: (
        <p>
          Under <b>To App</b>, switch on <b>Create Users</b>, <b>Update User Attributes</b> and <b>Deactivate Users</b>.
        </p>
      ),
      done: progress.hasUsers,
    },
    mappingStep('okta', input),
    {
      text: (
        <p>
          On <b>Assignments</b> assign people to the application, themselves or by their groups.
        </p>
      ),
      done: progress.hasUsers,
    },
    {
      text: (
        <p>
          On <b>Push Groups</b> select <b>Find groups by name</b> or <b>by rule</b>, choose the groups and confirm. They appear in the
          catalog within seconds.
        </p>
      ),
      done: progress.hasGroups,
    },
  ]
}
