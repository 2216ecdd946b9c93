import { INTEGRATION_PRESETS } from '../../../shared/console/integrations.ts'
import type { Integration, IntegrationPreset } from '../../../shared/console/integrations.ts'
import type { Endpoint } from '../../../shared/console/tokens.ts'

export const presetNames: Readonly<Record<IntegrationPreset, string>> = {
  okta: 'Okta',
  entra: 'Microsoft Entra ID',
  onelogin: 'OneLogin',
  authentik: 'authentik',
  keycloak: 'Keycloak',
  google: 'Google Workspace',
  other: 'Another SCIM 2.0 client',
}

export const presetOptions = INTEGRATION_PRESETS.map((preset) => ({ value: preset, label: presetNames[preset] }))

/** The field of the client's form that takes the endpoint; undefined where it is spelled in several ways. */
export function fieldOf({ preset, mounts }: Integration): { label: string; where: string } | undefined {
  if (mounts.length > 1) return undefined
  const label = preset === 'other' ? 'SCIM 2.0 client' : presetNames[preset]
  return { label, where: preset === 'entra' ? 'Tenant URL' : 'Base URL' }
}

/** An integration as the token panel knows it. */
export function endpointOf(integration: Integration): Endpoint {
  const { id, name, builtIn, enabled, mounts, token, lastRequestAt } = integration
  return { integrationId: id, integrationName: name, builtIn, enabled, mounts, token, lastRequestAt }
}
