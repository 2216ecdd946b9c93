import type { Organization } from '../../../shared/console/organizations.ts'
import type { AskingCommand } from '../command.ts'
import { iso, table } from '../text.ts'

function shown(organization: Organization) {
  const { createdAt, lastRequestAt, ...rest } = organization
  return { ...rest, createdAt: iso(createdAt), lastRequestAt: lastRequestAt === null ? null : iso(lastRequestAt) }
}

const create: AskingCommand = {
  words: 'org create',
  operands: ['NAME'],
  summary: 'create an organization',
  about:
    'Creates an organization: the unit that has its own endpoint, catalog, teams and users. Its slug is made from the name. The first one begins the data folder.',
  options: {},
  example: 'muster org create Acme',
  begins: true,
  async ask(call, { operands: [name = ''] }) {
    const organization = await call('organizations.create', { name })
    const { id, slug } = organization
    const next = `Next: muster token issue --org ${slug}`
    return { json: shown(organization), text: `Created the organization ${organization.name} (slug ${slug}, id ${id}).\n${next}` }
  },
}

const list: AskingCommand = {
  words: 'org list',
  operands: [],
  summary: 'list the organizations',
  about: 'Lists the organizations with what each of them holds.',
  options: {},
  example: 'muster org list --json',
  async ask(call) {
    const { organizations } = await call('organizations.list', {})
    const rows = organizations.map(({ id, slug, name, counts }) => [
      slug,
      name,
      ...[id, counts.users, counts.groups, counts.teams, counts.orphanedTeams].map(String),
    ])
    const nothing = 'There is no organization yet. Make one with "muster org create NAME".'
    return { json: organizations.map(shown), text: table(['SLUG', 'NAME', 'ID', 'USERS', 'GROUPS', 'TEAMS', 'ORPHANED'], rows, nothing) }
  },
}

export const organizationCommands = [create, list]
