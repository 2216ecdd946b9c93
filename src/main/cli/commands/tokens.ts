import { TokenLifetime } from '../../../shared/console/tokens.ts'
import type { Args, AskingCommand } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { UsageError } from '../failure.ts'
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
    lifetime: { value: 'DAYS', about: '30, 90, 180 or 365; without it the token does not expire' },
  },
  example: 'muster token issue --org acme',
  async ask(call, args) {
    const lifetimeDays = lifetime(args)
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

function lifetime(args: Args): TokenLifetime {
  const text = args.text('lifetime')
  const { success, data } = TokenLifetime.safeParse(text === undefined ? null : Number(text))
  if (success) return data
  throw new UsageError(`--lifetime must be 30, 90, 180 or 365, not "${text}".`, issue.words)
}

export const tokenCommands = [issue]
