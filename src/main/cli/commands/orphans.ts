import { assertNever } from '../../../shared/assert.ts'
import { OrphanDecision, type OrphanedTeam, type PurgedMember } from '../../../shared/console/orphans.ts'
import type { OrphanCause } from '../../../shared/console/teams.ts'
import { nameKey } from '../../protocol/fold.ts'
import type { AskingCommand } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { Failure, UsageError } from '../failure.ts'
import { organizationNamed, pages } from '../names.ts'
import { counted, iso, printable, table } from '../text.ts'

const orphans: AskingCommand = {
  words: 'orphans',
  operands: [],
  summary: 'list the teams whose group was removed',
  about:
    'Lists the orphaned teams: whose group was removed, so that its members were purged. Each waits to be linked again or returned to manual.',
  options: { org: ORG_OPTION },
  example: 'muster orphans --org acme',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const { teams } = await call('orphans.list', { organizationId: organization.id })
    const orphaned: Orphan[] = []
    for (const team of teams) {
      const of = { organizationId: organization.id, teamId: team.teamId }
      orphaned.push({ ...team, purgedMembers: await pages((cursor, limit) => call('orphans.members', { ...of, cursor, limit })) })
    }
    return { json: orphaned.map(orphanShown), text: orphaned.map(orphanText).join('\n\n') || `${organization.name} has no orphaned teams.` }
  },
}

type Orphan = OrphanedTeam & { readonly purgedMembers: readonly PurgedMember[] }

function orphanShown({ teamId, name, groupName, cause, at, keptMembers, purgedMembers, returnedGroup }: Orphan) {
  return { id: teamId, name, group: groupName, cause, time: iso(at), keptMembers, purgedMembers, returnedGroup }
}

function orphanText(team: Orphan): string {
  const removed = `${team.name}: its group ${printable(team.groupName)} was removed ${by(team.cause)} at ${iso(team.at)}.`
  const purged = `${counted(team.purged.people, 'member')} purged, ${team.keptMembers} kept.`
  const rows = team.purgedMembers.map(({ userName, displayName, origin }) => [userName, displayName ?? '', origin])
  const back =
    team.returnedGroup === null
      ? []
      : [`A group ${printable(team.returnedGroup.displayName)} is there again: muster team link can link it.`]
  return [`${removed} ${purged}`, ...back, ...(rows.length === 0 ? [] : [table(['PURGED', 'NAME', 'WAS IN IT BY'], rows, '')])].join('\n')
}

function by(cause: OrphanCause): string {
  switch (cause) {
    case 'scim-delete':
      return 'by the identity provider'
    case 'manual-delete':
      return 'by hand'
    default:
      return assertNever(cause)
  }
}

const DONE: Record<OrphanDecision, string> = {
  'return-with-members': 'returned to manual, with those who were purged',
  'return-without-members': 'returned to manual, without those who were purged',
  relink: 'linked to the group of the same name that is back',
  delete: 'deleted',
}

const decide: AskingCommand = {
  words: 'orphans decide',
  operands: ['DECISION'],
  summary: 'decide about all orphaned teams at once',
  about: `Decides about every orphaned team of the organization, or about those of one group that was removed. DECISION is ${OrphanDecision.options.join(', ')}. All are decided or, when one cannot be, none. With --preview it says which, and changes nothing.`,
  options: {
    org: ORG_OPTION,
    group: { value: 'GROUP', about: 'only teams that this group fed before it was removed' },
    preview: { about: 'say which teams it would be, and change nothing' },
  },
  example: 'muster orphans decide return-with-members --org acme --group "Platform Admins"',
  async ask(call, args) {
    const decision = OrphanDecision.options.find((each) => each === args.operands[0])
    if (decision === undefined) throw new UsageError(`DECISION is one of ${OrphanDecision.options.join(', ')}.`, 'orphans decide')
    const { id: organizationId, name } = await organizationNamed(call, args.text('org') ?? '')
    const group = args.text('group')
    const { teams } = await call('orphans.list', { organizationId })
    const chosen = teams.filter(({ groupName }) => group === undefined || nameKey(groupName) === nameKey(group))
    if (chosen.length === 0)
      throw new Failure(group === undefined ? `${name} has no orphaned teams.` : `No orphaned team of ${name} was fed by "${group}".`)
    const listed = chosen.map((team) => ({ id: team.teamId, name: team.name }))
    const names = listed.map((team) => team.name).join(', ')
    if (args.on('preview')) return { json: { decision, teams: listed }, text: `Would be ${DONE[decision]}: ${names}. Nothing was changed.` }
    const done = await call('orphans.decide', { organizationId, decision, teamIds: listed.map(({ id }) => id) })
    return { json: { decision, ...done }, text: `${counted(done.teams.length, 'team')} ${DONE[decision]}: ${names}.` }
  },
}

export const orphanCommands = [decide, orphans]
