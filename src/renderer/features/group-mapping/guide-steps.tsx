import type { ReactNode } from 'react'
import { assertNever } from '../../../shared/assert.ts'
import type { Mount } from '../../../shared/console/tokens.ts'
import type { Guide } from '../../stores/preferences.ts'
import { CopyField } from '../../ui/CopyField.tsx'
import styles from './SetupGuide.module.css'

/** What can be seen from here of how far the set-up has come. */
export interface Progress {
  hasToken: boolean
  hasRequest: boolean
  hasGroups: boolean
  hasUsers: boolean
}

export interface Step {
  text: ReactNode
  done: boolean
}

/** The steps of one IdP, with the labels of its own screens. */
export function stepsFor(guide: Guide, mounts: readonly Mount[], progress: Progress): Step[] {
  switch (guide) {
    case 'okta':
      return okta(urlOf(mounts, 'okta'), progress)
    case 'entra':
      return entra(urlOf(mounts, 'entra'), progress)
    case 'other':
      return other(urlOf(mounts, 'integration'), progress)
    case 'manual':
      return manual(progress)
    default:
      return assertNever(guide)
  }
}

function okta(url: string, progress: Progress): Step[] {
  return [
    token(progress),
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
          <Value name="Base URL" value={url} />
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
          Under <b>To App</b>, switch on creating, updating and deactivating users, and assign people to the application.
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

function entra(url: string, progress: Progress): Step[] {
  return [
    token(progress),
    {
      text: (
        <p>
          In the Entra admin center open <b>Enterprise applications</b> and the application that your people sign in with, then{' '}
          <b>Provisioning</b>, <b>Get started</b>. Set <b>Provisioning Mode</b> to <b>Automatic</b>.
        </p>
      ),
      done: progress.hasRequest,
    },
    {
      text: (
        <>
          <p>
            Under <b>Admin Credentials</b> enter:
          </p>
          <Value name="Tenant URL" value={url} />
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
          On <b>Users and groups</b> assign the groups. The first cycle starts within minutes, later ones about every 40 minutes. Groups
          nested in an assigned group are not sent.
        </p>
      ),
      done: progress.hasGroups,
    },
  ]
}

function other(url: string, progress: Progress): Step[] {
  return [
    token(progress),
    {
      text: (
        <>
          <p>In the SCIM 2.0 settings of your identity provider enter the base URL, and the token as bearer token:</p>
          <Value name="Base URL" value={url} />
        </>
      ),
      done: progress.hasRequest,
    },
    { text: <p>Test the connection. The test shows below as the first request.</p>, done: progress.hasRequest },
    { text: <p>Choose the users and groups to provision, and start provisioning.</p>, done: progress.hasGroups },
  ]
}

function manual(progress: Progress): Step[] {
  return [
    {
      text: (
        <p>
          Find out what your identity provider puts in the <code>groups</code> claim: e-mail addresses (Google Workspace), full paths or
          bare names (Keycloak), or another form.
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

function token(progress: Progress): Step {
  return {
    text: (
      <p>
        Generate a token here, under <b>Token</b>, and store it. It is shown once.
      </p>
    ),
    done: progress.hasToken,
  }
}

function Value({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.value}>
      <b>{name}</b>
      <CopyField value={value} what={name} />
    </div>
  )
}

function urlOf(mounts: readonly Mount[], kind: Mount['kind']): string {
  return mounts.find((mount) => mount.kind === kind)?.url ?? mounts[0]?.url ?? ''
}
