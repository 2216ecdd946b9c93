import type { ApiToken, Role, ServiceAccount } from '../../../shared/console/access.ts'
import type { Organization } from '../../../shared/console/organizations.ts'
import type { AskingCommand, Call } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { Failure } from '../failure.ts'
import { LIFETIME_OPTION, lifetimeOf } from '../lifetime.ts'
import { organizationNamed, roleNamed, serviceAccountNamed } from '../names.ts'
import { iso, shortTime, table } from '../text.ts'

const isoOrNull = (instant: number | null): string | null => (instant === null ? null : iso(instant))

const shownToken = ({ createdAt, lastUsedAt, expiresAt, ...token }: ApiToken) => ({
  ...token,
  createdAt: iso(createdAt),
  lastUsedAt: isoOrNull(lastUsedAt),
  expiresAt: isoOrNull(expiresAt),
})

const shown = ({ tokens, createdAt, ...account }: ServiceAccount) => ({
  ...account,
  tokens: tokens.map(shownToken),
  createdAt: iso(createdAt),
})

const create: AskingCommand = {
  words: 'service-account create',
  operands: ['NAME'],
  summary: 'create a service account for the management API, with a token',
  about:
    'Creates a service account with a role in one organization, and prints, this once, the API token with which a script calls the management API under /api.',
  options: {
    org: ORG_OPTION,
    role: { value: 'ROLE', about: 'what it may do: Admin, Viewer or a role of the organization', required: true },
    description: { value: 'TEXT', about: 'what it is for' },
    lifetime: LIFETIME_OPTION,
  },
  example: 'muster service-account create terraform --org acme --role Admin',
  async ask(call, args) {
    const lifetimeDays = lifetimeOf(args, create.words)
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const role: Role = await roleNamed(call, organization, args.text('role') ?? '')
    const wanted = { name: args.operands[0] ?? '', roleId: role.id, description: args.text('description'), lifetimeDays }
    const { serviceAccount, token } = await call('access.createServiceAccount', { organizationId: organization.id, ...wanted })
    return {
      json: { ...shown(serviceAccount), token },
      text: `Created the service account ${serviceAccount.name} in ${organization.name} with the role ${role.name}.\n\nToken, shown this once:\n\n${token}`,
    }
  },
}

const list: AskingCommand = {
  words: 'service-account list',
  operands: [],
  summary: 'list the service accounts of an organization',
  about: 'Lists every service account with its roles and its tokens, those of the integrations included.',
  options: { org: ORG_OPTION },
  example: 'muster service-account list --org acme',
  async ask(call, args) {
    const { id: organizationId } = await organizationNamed(call, args.text('org') ?? '')
    const { serviceAccounts } = await call('access.serviceAccounts', { organizationId })
    const rows = serviceAccounts.map(({ name, integration, roles, tokens }) => [
      name,
      integration === null ? '' : integration.name,
      roles.map((role) => role.name).join(', ') || 'none',
      tokens.map(({ tail }) => `…${tail}`).join(', '),
    ])
    return { json: serviceAccounts.map(shown), text: table(['NAME', 'INTEGRATION', 'ROLES', 'API TOKENS'], rows, 'There is none.') }
  },
}

const remove: AskingCommand = {
  words: 'service-account remove',
  operands: ['NAME'],
  summary: 'remove a service account and its tokens',
  about: 'Removes the service account: its tokens stop working at once. That of an integration goes with the integration.',
  options: { org: ORG_OPTION },
  example: 'muster service-account remove terraform --org acme',
  async ask(call, args) {
    const organization: Organization = await organizationNamed(call, args.text('org') ?? '')
    const account = await serviceAccountNamed(call, organization, args.operands[0] ?? '')
    const removed = await call('access.removeServiceAccount', { organizationId: organization.id, serviceAccountId: account.id })
    return { json: { id: account.id, ...removed }, text: `Removed the service account ${removed.name}. Its tokens open nothing any more.` }
  },
}

const issueAppToken: AskingCommand = {
  words: 'app-token issue',
  operands: ['NAME'],
  summary: 'issue an application token',
  about:
    'Issues a token for an application that trusts Muster, and prints it this once. It tells of sign-ins (POST /api/sign-ins) and asks who is in which team, in every organization; it opens nothing else.',
  options: { lifetime: LIFETIME_OPTION },
  example: 'muster app-token issue wiki',
  async ask(call, args) {
    const lifetimeDays = lifetimeOf(args, issueAppToken.words)
    const { token, apiToken } = await call('applications.issueToken', { name: args.operands[0] ?? '', lifetimeDays })
    return { json: { ...shownToken(apiToken), token }, text: `Token of the application ${apiToken.name}, shown this once:\n\n${token}` }
  },
}

const listAppTokens: AskingCommand = {
  words: 'app-token list',
  operands: [],
  summary: 'list the application tokens',
  about: 'Lists every application token: its last four characters, when it was made and last used, and when it expires.',
  options: {},
  example: 'muster app-token list',
  async ask(call) {
    const { tokens } = await call('applications.tokens', {})
    const rows = tokens.map(({ name, tail, state, createdAt, lastUsedAt, expiresAt }) => [
      name,
      `…${tail}`,
      state,
      shortTime(createdAt),
      lastUsedAt === null ? 'never' : shortTime(lastUsedAt),
      expiresAt === null ? 'never' : shortTime(expiresAt),
    ])
    return {
      json: tokens.map(shownToken),
      text: table(['NAME', 'TOKEN', 'STATE', 'CREATED', 'LAST USED', 'EXPIRES'], rows, 'There is none.'),
    }
  },
}

async function appTokenNamed(call: Call, wanted: string): Promise<ApiToken> {
  const { tokens } = await call('applications.tokens', {})
  const found = tokens.find(({ name }) => name === wanted) ?? tokens.find(({ id }) => id === wanted)
  if (found !== undefined) return found
  throw new Failure(`There is no application token "${wanted}". "muster app-token list" shows those that there are.`)
}

const revokeAppToken: AskingCommand = {
  words: 'app-token revoke',
  operands: ['NAME'],
  summary: 'revoke an application token',
  about: 'Revokes the token: the application that sends it is refused at once.',
  options: {},
  example: 'muster app-token revoke wiki',
  async ask(call, args) {
    const { id } = await appTokenNamed(call, args.operands[0] ?? '')
    const revoked = await call('applications.revokeToken', { tokenId: id })
    return { json: { id, ...revoked }, text: `Revoked the token of the application ${revoked.name}.` }
  },
}

export const serviceAccountCommands = [create, list, remove, issueAppToken, listAppTokens, revokeAppToken]
