import type { AskingCommand } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { organizationNamed } from '../names.ts'
import { iso, printable } from '../text.ts'

const add: AskingCommand = {
  words: 'group add',
  operands: ['NAME'],
  summary: 'enter a group into the catalog by hand',
  about:
    'Enters a group by hand, for an identity provider that does not push it. NAME is exactly the string in its "groups" claim. A later push of the same name takes the entry over.',
  options: { org: ORG_OPTION, label: { value: 'TEXT', about: 'a note for administrators' } },
  example: 'muster group add "Platform Engineers" --org acme',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const [displayName = ''] = args.operands
    const group = await call('catalog.add', { organizationId: organization.id, displayName, label: args.text('label') })
    const json = { ...group, createdAt: iso(group.createdAt), updatedAt: iso(group.updatedAt) }
    return { json, text: `Added the group ${printable(group.displayName)} to the catalog of ${organization.name}.` }
  },
}

export const groupCommands = [add]
