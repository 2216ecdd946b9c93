import type { TokenState } from '../../../shared/console/tokens.ts'
import type { AskingCommand, OptionSpec } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { LIFETIME_OPTION, lifetimeOf } from '../lifetime.ts'
import { organizationNamed } from '../names.ts'
import { iso, table } from '../text.ts'

const INTEGRATION_OPTION: OptionSpec = {
  value: 'NAME',
  about: 'the provisioning integration; without it the built-in one for group mapping',
}

function instants(token: TokenState) {
  if (token.state === 'none') return token
  const { createdAt, lastUsedAt, expiresAt, ...rest } = token
  return { ...rest, createdAt: iso(createdAt), lastUsedAt: lastUsedAt && iso(lastUsedAt), expiresAt: expiresAt && iso(expiresAt) }
}

function told(token: TokenState): string {
  if (token.state === 'none') return 'No token. Generate one with "muster token issue".'
  const { state, tail, createdAt, lastUsedAt, expiresAt } = token
  const used = lastUsedAt === null ? 'never used' : `last used at ${iso(lastUsedAt)}`
  const until = expiresAt === null ? 'does not expire' : `${state === 'expired' ? 'expired' : 'expires'} at ${iso(expiresAt)}`
  return `Token …${tail}: issued at ${iso(createdAt)}, ${used}, ${until}.`
}

const show: AskingCommand = {
  words: 'token show',
  operands: [],
  summary: "show an endpoint's URLs and what is known of its token",
  about: 'Shows the URLs to enter at the identity provider, and of the token its last four characters, when it was issued and last used.',
  options: { org: ORG_OPTION, integration: INTEGRATION_OPTION },
  example: 'muster token show --org acme',
  async ask(call, args) {
    const { id: organizationId } = await organizationNamed(call, args.text('org') ?? '')
    const { lastRequestAt, ...endpoint } = await call('tokens.endpoint', { organizationId, integration: args.text('integration') })
    const rows = endpoint.mounts.map(({ label, url }) => [label, url])
    const state = endpoint.enabled ? '' : '\nThe integration is disabled: every request is refused.'
    return {
      json: { ...endpoint, token: instants(endpoint.token), lastRequestAt: lastRequestAt && iso(lastRequestAt) },
      text: `${told(endpoint.token)}${state}\n\n${table(['ENDPOINT FOR', 'URL'], rows, '')}`,
    }
  },
}

const revoke: AskingCommand = {
  words: 'token revoke',
  operands: [],
  summary: "revoke an endpoint's token",
  about: 'Revokes the token: from this moment every request with it is refused with 401, until a new one is issued and entered there.',
  options: { org: ORG_OPTION, integration: INTEGRATION_OPTION },
  example: 'muster token revoke --org acme',
  async ask(call, args) {
    const { id: organizationId } = await organizationNamed(call, args.text('org') ?? '')
    const { token, integrationName } = await call('tokens.revoke', { organizationId, integration: args.text('integration') })
    return {
      json: { token: instants(token) },
      text: `The token of ${integrationName} is revoked. Generate another with "muster token issue".`,
    }
  },
}

const issue: AskingCommand = {
  words: 'token issue',
  operands: [],
  summary: "generate or rotate an endpoint's token",
  about:
    'Generates the token that an identity provider sends, and prints it this once with the endpoint to enter there. A token that the endpoint had before stops working at the same moment.',
  options: {
    org: ORG_OPTION,
    integration: INTEGRATION_OPTION,
    lifetime: LIFETIME_OPTION,
  },
  example: 'muster token issue --org acme',
  async ask(call, args) {
    const lifetimeDays = lifetimeOf(args, 'token issue')
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const issued = await call('tokens.issue', { organizationId: organization.id, integration: args.text('integration'), lifetimeDays })
    const { token, endpoint, state } = issued
    const mounts = Object.fromEntries(issued.mounts.map(({ kind, url }) => [kind, url]))
    const expiresAt = state.state === 'none' || state.expiresAt === null ? null : iso(state.expiresAt)
    const rows = issued.mounts.map(({ label, url }) => [label, url])
    const expiry = expiresAt === null ? 'It does not expire.' : `It expires at ${expiresAt}.`
    const text = `Token, shown this once:\n\n${token}\n\n${expiry} A token issued before it no longer works.\n\n${table(['ENDPOINT FOR', 'URL'], rows, '')}`
    return { json: { token, endpoint, mounts, expiresAt }, text }
  },
}

export const tokenCommands = [issue, show, revoke]
