import { z } from 'zod'
import {
  ClaimMatch,
  MembershipSources,
  type Organization,
  type OrganizationPolicy,
  RoleConflicts,
} from '../../../shared/console/organizations.ts'
import type { Args, AskingCommand } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { UsageError } from '../failure.ts'
import { organizationNamed } from '../names.ts'
import { counted, iso, table } from '../text.ts'

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

/** Spoken as flags; a value that is none of the choices is told with them. */
function choice<T extends string>(args: Args, option: string, type: { readonly options: readonly T[] }): T | undefined {
  const text = args.text(option)
  const found = type.options.find((each) => each === text)
  if (text !== undefined && found === undefined)
    throw new UsageError(`--${option} is one of ${type.options.join(', ')}, not "${text}".`, 'org policy')
  return found
}

function yesOrNo(args: Args, option: string): boolean | undefined {
  const text = choice(args, option, z.enum(['yes', 'no']))
  return text === undefined ? undefined : text === 'yes'
}

const policy: AskingCommand = {
  words: 'org policy',
  operands: [],
  summary: 'show and change the policy of an organization',
  about:
    'Shows what fills delegated teams, what a claim is compared with, and how people are let in. What is given is changed, and takes effect at once; nothing given changes nothing.',
  options: {
    org: ORG_OPTION,
    sources: { value: 'WHICH', about: 'what fills a delegated team: scim (pushed members), sign-in (claims), or both' },
    'one-team-per-group': { value: 'YES|NO', about: 'whether a group may serve one team only' },
    'claim-match': { value: 'KEY', about: 'what a claim is compared with: display-name, external-id, or either' },
    'staged-rollout': { value: 'YES|NO', about: 'whether people who are newly pushed are held until they are started' },
    'automatic-start': { value: 'YES|NO', about: 'whether people to come are started at once while the rollout is staged' },
    'role-conflicts': { value: 'HOW', about: 'which role holds in a workspace: highest, or priority (the order of groups)' },
  },
  example: 'muster org policy --org acme --sources scim --one-team-per-group yes',
  async ask(call, args) {
    const asked = {
      membershipSources: choice(args, 'sources', MembershipSources),
      oneTeamPerGroup: yesOrNo(args, 'one-team-per-group'),
      claimMatch: choice(args, 'claim-match', ClaimMatch),
      stagedRollout: yesOrNo(args, 'staged-rollout'),
      automaticStart: yesOrNo(args, 'automatic-start'),
      roleConflicts: choice(args, 'role-conflicts', RoleConflicts),
    }
    const before = await organizationNamed(call, args.text('org') ?? '')
    const changed = Object.values(asked).some((each) => each !== undefined)
    const now = changed ? await call('organizations.setPolicy', { organizationId: before.id, policy: asked }) : before
    const rows = Object.entries(now.policy).map(([name, value]) => [POLICY_WORDS[name as keyof OrganizationPolicy], spoken(value)])
    return { json: now.policy, text: `${now.name}\n\n${table(['POLICY', 'IS'], rows, '')}` }
  },
}

const POLICY_WORDS: Readonly<Record<keyof OrganizationPolicy, string>> = {
  membershipSources: 'what fills a delegated team',
  oneTeamPerGroup: 'one team per group',
  claimMatch: 'what a claim is compared with',
  stagedRollout: 'staged rollout',
  automaticStart: 'automatic start',
  roleConflicts: 'which role holds where groups disagree',
}

const spoken = (value: string | boolean): string => (typeof value === 'string' ? value : value ? 'yes' : 'no')

const rename: AskingCommand = {
  words: 'org rename',
  operands: ['ORG', 'NAME'],
  summary: 'give an organization another name',
  about: 'Renames an organization. Its slug stays what it was: it stands in the addresses that identity providers have.',
  options: {},
  example: 'muster org rename acme Acme-Research',
  async ask(call, { operands: [which = '', name = ''] }) {
    const before = await organizationNamed(call, which)
    const organization = await call('organizations.rename', { organizationId: before.id, name })
    return { json: shown(organization), text: `Renamed ${before.name} to ${organization.name}. Its slug is still ${organization.slug}.` }
  },
}

const remove: AskingCommand = {
  words: 'org delete',
  operands: ['ORG'],
  summary: 'delete an organization and all that is in it',
  about:
    'Deletes an organization with its users, groups, teams, workspaces, integrations, tokens and webhooks. Accounts, the audit trail and the request log stay. Without --confirm it only tells what would go.',
  options: { confirm: { value: 'NAME', about: "do it: the organization's name, exactly as it is written" } },
  example: 'muster org delete acme --confirm Acme',
  async ask(call, args) {
    const { id: organizationId, name } = await organizationNamed(call, args.operands[0] ?? '')
    const impact = await call('organizations.removalImpact', { organizationId })
    const confirmation = args.text('confirm')
    const what = `${counted(impact.users, 'user')}, ${counted(impact.groups, 'group')}, ${counted(impact.teams, 'team')}, ${counted(impact.workspaces, 'workspace')}, ${counted(impact.integrations, 'integration')} and ${counted(impact.liveTokens, 'live token')}`
    if (confirmation === undefined)
      return { json: { ...impact, deleted: false }, text: `${name} would go with ${what}. To do it, add --confirm ${name}.` }
    await call('organizations.remove', { organizationId, confirmation })
    return { json: { ...impact, deleted: true }, text: `Deleted ${name} with ${what}.` }
  },
}

export const organizationCommands = [create, list, policy, rename, remove]
