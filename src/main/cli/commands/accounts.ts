import type { Account, AccountAccess, AccountStanding } from '../../../shared/console/accounts.ts'
import { numberOption } from '../args.ts'
import type { AskingCommand, Call } from '../command.ts'
import { Failure, UsageError } from '../failure.ts'
import { pages } from '../names.ts'
import { iso, printable, table } from '../text.ts'

const STANDINGS: Record<AccountStanding, string> = {
  active: 'active',
  held: 'held',
  stopped: 'stopped',
  deactivated: 'deactivated',
  removed: 'removed',
}

const shown = ({ createdAt, ...account }: Account) => ({ ...account, createdAt: iso(createdAt) })
const inShort = ({ organizationSlug, standing, isOwner }: AccountAccess): string =>
  `${organizationSlug} (${STANDINGS[standing]}${isOwner ? ', owner' : ''})`

const list: AskingCommand = {
  words: 'account list',
  operands: [],
  summary: 'list the accounts of the whole instance',
  about:
    'Lists every account with its access by organization. An account outlives access: one that no organization lets in any more is listed too.',
  options: {
    search: { value: 'TEXT', about: 'only those whose name or address, in any organization, has the text in it' },
    access: { value: 'WHICH', about: 'some: only those with access to an organization; none: only the others' },
    limit: { value: 'N', about: 'at most so many; 100 unless given' },
  },
  example: 'muster account list --access none',
  async ask(call, args) {
    const most = numberOption('account list', args, 'limit', 1, 1_000_000) ?? 100
    const access = args.text('access')
    if (access !== undefined && access !== 'some' && access !== 'none')
      throw new UsageError(`--access must be some or none, not "${access}".`, 'account list')
    const search = args.text('search')
    const accounts = await pages((cursor, limit) => call('accounts.list', { search, access, cursor, limit }), most)
    const rows = accounts.map((each) => [printable(each.userName), each.access.map(inShort).join(', '), each.id])
    return { json: accounts.map(shown), text: table(['USER NAME', 'ACCESS', 'ID'], rows, 'No account is found.') }
  },
}

const show: AskingCommand = {
  words: 'account show',
  operands: ['USERNAME'],
  summary: 'show an account and where it has access',
  about:
    'Shows one account of the instance, by its user name or its id: every organization that lets it in, and every one that has taken its access away.',
  options: {},
  example: 'muster account show ada@acme.example --json',
  async ask(call, args) {
    const account = await accountNamed(call, args.operands[0] ?? '')
    const rows = account.access.map((each) => [
      each.organizationSlug,
      printable(each.userName),
      STANDINGS[each.standing],
      each.isOwner ? 'yes' : 'no',
    ])
    const text = [
      `${printable(account.userName)}, account ${account.id}, since ${iso(account.createdAt)}.`,
      table(['ORGANIZATION', 'USER NAME', 'ACCESS', 'OWNER'], rows, 'No organization has ever let it in.'),
    ]
    return { json: shown(account), text: text.join('\n\n') }
  },
}

async function accountNamed(call: Call, text: string): Promise<Account> {
  const found = await pages((cursor, limit) => call('accounts.list', { search: text.slice(0, 200), cursor, limit }))
  const same = (name: string): boolean => name.toLowerCase() === text.toLowerCase()
  const exact = found.filter(({ id, userName }) => id === text || same(userName))
  const known = exact.length > 0 ? exact : found.filter(({ access }) => access.some(({ userName }) => same(userName)))
  const [account, other] = known
  if (account === undefined)
    throw new Failure(
      `There is no account "${text}" on this instance. Give the whole user name, or the id that "muster account list" prints.`,
    )
  if (other !== undefined)
    throw new Failure(`${known.length} accounts go by "${text}". Name one by its id: ${known.map(({ id }) => id).join(', ')}.`)
  return account
}

export const accountCommands = [list, show]
