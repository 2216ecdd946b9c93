import { assertNever } from '../../../shared/assert.ts'
import type { IdpPreset } from '../../../shared/console/catalog.ts'

export interface PresetHelp {
  label: string
  /** What the form of the identifier is, in a word. */
  form: string
  example: string
  help: string
}

/** G2: what a claim value looks like at each IdP, and where to find it. */
export const presetHelp: Readonly<Record<IdpPreset, PresetHelp>> = {
  google: {
    label: 'Google Workspace',
    form: 'The group’s e-mail address',
    example: 'platform-team@example.com',
    help: 'Shown in the Admin console under Directory, Groups.',
  },
  'keycloak-path': {
    label: 'Keycloak, full path',
    form: 'The full path, with the slash in front',
    example: '/engineering/platform',
    help: 'When “Full group path” is on in the Group Membership mapper. Use paths for all groups or for none.',
  },
  'keycloak-name': {
    label: 'Keycloak, bare name',
    form: 'The name alone, without a slash',
    example: 'platform',
    help: 'When “Full group path” is off in the Group Membership mapper. Use paths for all groups or for none.',
  },
  other: {
    label: 'Other',
    form: 'Any form',
    example: 'platform-team',
    help: 'Capitals and slashes count: copy it from a token if you can.',
  },
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** A remark about a value that does not look as the IdP would send it, or null. The service decides; this only helps while typing. */
export function presetRemark(preset: IdpPreset, value: string): string | null {
  const text = value.trim()
  if (text === '') return null
  switch (preset) {
    case 'google':
      return EMAIL.test(text) ? null : 'Google Workspace sends groups as e-mail addresses. This is not one yet.'
    case 'keycloak-path':
      return text.startsWith('/') ? null : 'A full path begins with a slash, as in /engineering/platform.'
    case 'keycloak-name':
      return text.includes('/') ? 'A bare name has no slash. Choose “Keycloak, full path” for paths.' : null
    case 'other':
      return text === value ? null : 'There is a space at the beginning or at the end. It is left out when the group is saved.'
    default:
      return assertNever(preset)
  }
}
