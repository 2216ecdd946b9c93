import type { RolloutPerson, RolloutStanding } from '../../../shared/console/rollout.ts'
import type { Args, AskingCommand, Call } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { Failure, UsageError } from '../failure.ts'
import { organizationNamed, pages, userNamed } from '../names.ts'
import { counted, iso, printable, table } from '../text.ts'

const STANDINGS: readonly RolloutStanding[] = ['held', 'started', 'stopped', 'not-synced']

function shown({ createdAt, updatedAt, ...person }: RolloutPerson) {
  return { ...person, createdAt: iso(createdAt), updatedAt: iso(updatedAt) }
}

function gainsText({ gains }: RolloutPerson): string {
  if (gains === null) return ''
  const names = [
    ...gains.teams.map(({ name }) => name),
    ...gains.workspaces.map(({ name, role }) => `${role} in workspace ${name}`),
    ...gains.roles.map(({ name }) => `role ${name}`),
  ]
  return names.length === 0 ? 'nothing' : names.join(', ')
}

const list: AskingCommand = {
  words: 'rollout list',
  operands: [],
  summary: 'who is held, started, stopped or not synced',
  about:
    'Lists the people of the organization by where they stand in its staged rollout, and what starting each would give. Those who are held gain nothing from the identity provider until they are started.',
  options: { org: ORG_OPTION, standing: { value: 'STATE', about: `${STANDINGS.join(', ')}; without it, held` } },
  example: 'muster rollout list --org acme --standing held',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const wanted = args.text('standing') ?? 'held'
    const standing = STANDINGS.find((each) => each === wanted)
    if (standing === undefined) throw new UsageError(`--standing must be one of ${STANDINGS.join(', ')}, not "${wanted}".`, 'rollout list')
    const people = await pages((cursor, limit) => call('rollout.list', { organizationId: organization.id, standing, cursor, limit }))
    const rows = people.map((person) => [person.userName, person.displayName ?? '', person.rollout, gainsText(person)])
    return {
      json: people.map(shown),
      text: table(['USER NAME', 'NAME', 'STATE', 'STARTING GIVES'], rows, `Nobody in ${organization.name} is ${standing}.`),
    }
  },
}

const preview: AskingCommand = {
  words: 'rollout preview',
  operands: ['USERNAME'],
  summary: 'what starting a person would give',
  about:
    'Shows the teams, roles in workspaces and bound roles that starting the person would give over what the person has now. It changes nothing.',
  options: { org: ORG_OPTION },
  example: 'muster rollout preview ann@example.com --org acme',
  async ask(call, args) {
    const { organization, user } = await personOf(call, args)
    const person = await call('rollout.preview', { organizationId: organization.id, userId: user.id })
    const gains =
      person.gains === null ? `${person.userName} is started already.` : `Starting ${person.userName} gives: ${gainsText(person)}.`
    return { json: shown(person), text: printable(gains) }
  },
}

const start: AskingCommand = {
  words: 'rollout start',
  operands: [],
  summary: 'start one person, or everyone who is held',
  about:
    'From then on what the identity provider gives counts: for the person, or with --all for everyone in the organization who is held.',
  options: { org: ORG_OPTION, user: { value: 'USERNAME', about: 'the person' }, all: { about: 'everyone who is held' } },
  example: 'muster rollout start --org acme --user ann@example.com',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const userName = args.text('user')
    if ((userName === undefined) === !args.on('all')) throw new UsageError('Give either --user USERNAME or --all.', 'rollout start')
    const organizationId = organization.id
    const { started } =
      userName === undefined
        ? await call('rollout.startAll', { organizationId })
        : await call('rollout.start', { organizationId, userIds: [(await userNamed(call, organization, userName)).id] })
    return { json: { started }, text: `Started ${started === 1 ? '1 person' : `${started} people`} in ${organization.name}.` }
  },
}

const stop: AskingCommand = {
  words: 'rollout stop',
  operands: ['USERNAME'],
  summary: 'give manual control over a person back',
  about:
    'What the person has from delegated teams stays as manual membership, and what the identity provider says of the person’s groups changes nothing any more.',
  options: { org: ORG_OPTION },
  example: 'muster rollout stop ann@example.com --org acme',
  async ask(call, args) {
    const { organization, user } = await personOf(call, args)
    const { keptTeams } = await call('rollout.stop', { organizationId: organization.id, userId: user.id })
    const kept = `${counted(keptTeams.length, 'membership')} kept by hand`
    return { json: { userName: user.userName, keptTeams }, text: printable(`${user.userName} is managed by hand now; ${kept}.`) }
  },
}

async function personOf(call: Call, args: Args) {
  const organization = await organizationNamed(call, args.text('org') ?? '')
  const [userName = ''] = args.operands
  if (userName.trim() === '') throw new Failure('The user name is empty.')
  return { organization, user: await userNamed(call, organization, userName) }
}

export const rolloutCommands = [list, preview, start, stop]
