import { INTEGRATION_PRESETS, type Integration, IntegrationPreset } from '../../../shared/console/integrations.ts'
import type { Organization } from '../../../shared/console/organizations.ts'
import type { Args, AskingCommand, Call } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { Failure, UsageError } from '../failure.ts'
import { LIFETIME_OPTION, lifetimeOf } from '../lifetime.ts'
import { organizationNamed } from '../names.ts'
import { iso, shortTime, table } from '../text.ts'

const isoOrNull = (instant: number | null): string | null => (instant === null ? null : iso(instant))

function shown({ mounts, token, lastRequestAt, createdAt, ...integration }: Integration) {
  return {
    ...integration,
    endpoint: mounts[0]?.url ?? null,
    mounts: Object.fromEntries(mounts.map(({ kind, url }) => [kind, url])),
    token:
      token.state === 'none'
        ? null
        : { ...token, createdAt: iso(token.createdAt), lastUsedAt: isoOrNull(token.lastUsedAt), expiresAt: isoOrNull(token.expiresAt) },
    lastRequestAt: isoOrNull(lastRequestAt),
    createdAt: iso(createdAt),
  }
}

/** By name or id. */
async function named(call: Call, args: Args): Promise<{ organization: Organization; integration: Integration }> {
  const organization = await organizationNamed(call, args.text('org') ?? '')
  const [wanted = ''] = args.operands
  const { integrations } = await call('integrations.list', { organizationId: organization.id })
  const integration = integrations.find(({ name }) => name === wanted) ?? integrations.find(({ id }) => id === wanted)
  if (integration !== undefined) return { organization, integration }
  throw new Failure(`There is no integration "${wanted}" in ${organization.name}. Make it with "muster integration create".`)
}

function presetOf(args: Args): IntegrationPreset | undefined {
  const text = args.text('preset')
  if (text === undefined) return undefined
  const preset = IntegrationPreset.safeParse(text)
  if (preset.success) return preset.data
  throw new UsageError(`--preset is one of ${INTEGRATION_PRESETS.join(', ')}, not "${text}".`, create.words)
}

const create: AskingCommand = {
  words: 'integration create',
  operands: ['NAME'],
  summary: 'create a provisioning integration with its endpoint and token',
  about:
    'Creates a provisioning integration of the type SCIM 2.0, with a service account that the role SCIMProvisioner is bound to, and prints its endpoint and, this once, its token. Disabled, it refuses every request until "muster integration enable".',
  options: {
    org: ORG_OPTION,
    description: { value: 'TEXT', about: 'what the integration is for' },
    preset: { value: 'IDP', about: `the identity provider: ${INTEGRATION_PRESETS.join(', ')}` },
    disabled: { about: 'create it disabled' },
    lifetime: LIFETIME_OPTION,
  },
  example: 'muster integration create okta-production --org acme --preset okta',
  async ask(call, args) {
    const lifetimeDays = lifetimeOf(args, create.words)
    const preset = presetOf(args)
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const [name = ''] = args.operands
    const wanted = { name, description: args.text('description'), preset, enabled: !args.on('disabled'), lifetimeDays }
    const { integration, endpoint, token } = await call('integrations.create', { organizationId: organization.id, ...wanted })
    const state = integration.enabled ? '' : ` It is disabled: "muster integration enable ${name}" lets requests in.`
    return {
      json: { ...shown(integration), endpoint, token, tokenState: shown(integration).token },
      text: `Created the integration ${name} in ${organization.name}.${state}\n\nEndpoint: ${endpoint}\nToken, shown this once:\n\n${token}`,
    }
  },
}

const list: AskingCommand = {
  words: 'integration list',
  operands: [],
  summary: 'list the provisioning integrations of an organization',
  about: 'Lists every integration: enabled or not, the last request, and the last four characters of its token.',
  options: { org: ORG_OPTION },
  example: 'muster integration list --org acme',
  async ask(call, args) {
    const { id: organizationId } = await organizationNamed(call, args.text('org') ?? '')
    const { integrations } = await call('integrations.list', { organizationId })
    const rows = integrations.map(({ name, enabled, preset, token, lastRequestAt }) => [
      name,
      enabled ? 'enabled' : 'disabled',
      preset,
      token.state === 'none' ? 'none' : `…${token.tail}`,
      lastRequestAt === null ? 'never' : shortTime(lastRequestAt),
    ])
    return { json: integrations.map(shown), text: table(['NAME', 'STATE', 'IDP', 'TOKEN', 'LAST REQUEST'], rows, 'There is none.') }
  },
}

function switching(to: boolean): AskingCommand {
  const verb = to ? 'enable' : 'disable'
  return {
    words: `integration ${verb}`,
    operands: ['NAME'],
    summary: to ? 'let requests to an integration in' : 'refuse every request to an integration',
    about: to
      ? 'Enables the integration: requests with its token are carried out.'
      : 'Disables the integration: every request with its token is answered 403 and logged. Nothing that has been provisioned changes.',
    options: { org: ORG_OPTION },
    example: `muster integration ${verb} okta-production --org acme`,
    async ask(call, args) {
      const { organization, integration } = await named(call, args)
      const place = { organizationId: organization.id, integrationId: integration.id }
      const changed = await call('integrations.setEnabled', { ...place, enabled: to })
      return { json: shown(changed), text: `The integration ${changed.name} is ${verb}d.` }
    },
  }
}

const remove: AskingCommand = {
  words: 'integration remove',
  operands: ['NAME'],
  summary: 'remove an integration, its token and its service account',
  about:
    'Removes the integration. Its token stops working at once, and its service account goes with it. Users and groups that it has provisioned stay. The built-in one for group mapping cannot be removed.',
  options: { org: ORG_OPTION },
  example: 'muster integration remove okta-production --org acme',
  async ask(call, args) {
    const { organization, integration } = await named(call, args)
    const removed = await call('integrations.remove', { organizationId: organization.id, integrationId: integration.id })
    return { json: { id: integration.id, ...removed }, text: `Removed the integration ${removed.name}. Its token opens nothing any more.` }
  },
}

export const integrationCommands = [create, list, switching(true), switching(false), remove]
