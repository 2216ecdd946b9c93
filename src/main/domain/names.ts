import { assertNever } from '../../shared/assert.ts'
import { NAME_RULE, NAME_RULE_TEXT } from '../../shared/console/values.ts'
import type { IdpPreset } from '../../shared/console/catalog.ts'
import { DomainError } from './error.ts'

/** D6. Returns the name unchanged. */
export function ruledName(name: string): string {
  if (!NAME_RULE.test(name)) throw new DomainError('invalid', NAME_RULE_TEXT, { field: 'name' })
  return name
}

/** How an organization stands in Kestra-shaped paths and on the command line. */
export function slugOf(name: string): string {
  return name.toLowerCase()
}

const GUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i

/** G12: Entra sends object ids in place of names unless it is told otherwise. */
export function looksLikeGuid(name: string): boolean {
  return GUID.test(name.trim())
}

/** G2: the identifier of a manual row, in the form in which the IdP puts it into the claim. Returns it trimmed. */
export function claimIdentifier(text: string, preset: IdpPreset): string {
  const identifier = text.trim()
  if (identifier === '')
    throw new DomainError(
      'invalid',
      'The group identifier is empty. Enter it exactly as it stands in the identity provider’s groups claim.',
      {
        field: 'displayName',
      },
    )
  const wrong = presetProblem(identifier, preset)
  if (wrong !== undefined) throw new DomainError('invalid', wrong, { field: 'displayName' })
  return identifier
}

function presetProblem(identifier: string, preset: IdpPreset): string | undefined {
  switch (preset) {
    case 'google':
      return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(identifier)
        ? undefined
        : 'Google Workspace names a group by its e-mail address, such as data-team@example.com.'
    case 'keycloak-path':
      return /^\/\S/.test(identifier) && !identifier.endsWith('/')
        ? undefined
        : 'With full group paths, Keycloak names a group by its path from the root, such as /engineering/admins.'
    case 'keycloak-name':
      return identifier.includes('/') ? 'With bare names, Keycloak names a group without slashes, such as admins.' : undefined
    case 'other':
      return undefined
    default:
      return assertNever(preset)
  }
}
