import type { AskingCommand } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { LIFETIME_OPTION, lifetimeOf } from '../lifetime.ts'
import { organizationNamed } from '../names.ts'
import { iso, table } from '../text.ts'

const issue: AskingCommand = {
  words: 'token issue',
  operands: [],
  summary: "generate or rotate an endpoint's token",
  about:
    'Generates the token that an identity provider sends, and prints it this once with the endpoint to enter there. A token that the endpoint had before stops working at the same moment.',
  options: {
    org: ORG_OPTION,
    integration: { value: 'NAME', about: 'the provisioning integration; without it the built-in one for group mapping' },
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

export const tokenCommands = [issue]
