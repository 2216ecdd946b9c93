import type { Guide } from '../../../stores/preferences.ts'
import { google, keycloak, manual } from './by-hand.tsx'
import { entra } from './entra.tsx'
import { okta } from './okta.tsx'
import type { GuideInput, Step } from './parts.tsx'
import { authentik, onelogin, other } from './push.tsx'

interface GuideWords {
  readonly label: string
  /** J1: whether it pushes, and why so. */
  readonly way: string
  readonly steps: (input: GuideInput) => Step[]
}

/** X2: the identity providers that have a guide, in the order in which they are offered. */
export const guides: Readonly<Record<Guide, GuideWords>> = {
  okta: { label: 'Okta', way: 'Pushes users and groups over SCIM, within seconds.', steps: okta },
  entra: { label: 'Microsoft Entra ID', way: 'Pushes users and groups over SCIM, about every 40 minutes.', steps: entra },
  onelogin: { label: 'OneLogin', way: 'Pushes users and groups over SCIM.', steps: onelogin },
  authentik: { label: 'authentik', way: 'Pushes users and groups over SCIM, also on this machine.', steps: authentik },
  google: {
    label: 'Google Workspace',
    way: 'Groups are entered by hand: it pushes none, its groups claim names them.',
    steps: google,
  },
  keycloak: { label: 'Keycloak', way: 'Groups are entered by hand: it pushes only with a plugin.', steps: keycloak },
  other: { label: 'Another SCIM 2.0 client', way: 'Pushes whatever it is told to over SCIM.', steps: other },
  manual: { label: 'No SCIM', way: 'Groups are entered by hand, as the groups claim names them.', steps: manual },
}

export const guideOptions = (Object.keys(guides) as Guide[]).map((value) => ({
  value,
  label: guides[value].label,
  description: guides[value].way,
}))
