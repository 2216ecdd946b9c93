import { z } from 'zod'
import type { AttributeReport, IgnoredAttribute, ReportedAttribute, Sample } from '../../../shared/console/attributes.ts'
import { INTEGRATION_PRESETS, IntegrationPreset } from '../../../shared/console/integrations.ts'
import type { AskingCommand } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { UsageError } from '../failure.ts'
import { readJson } from '../json-file.ts'
import { organizationNamed } from '../names.ts'
import { counted, iso, printable, shortTime, table } from '../text.ts'

const report: AskingCommand = {
  words: 'attributes report',
  operands: [],
  summary: 'tell which attributes arrived, which did not and which were ignored',
  about:
    'Lists the attributes that an identity provider is to send and those that came besides, with how many users or pushed groups have each; then what the newest requests sent in vain.',
  options: {
    org: ORG_OPTION,
    idp: { value: 'IDP', about: `whose mapping to hold them against: ${INTEGRATION_PRESETS.join(', ')}; without it other` },
  },
  example: 'muster attributes report --org acme --idp entra',
  async ask(call, args) {
    const preset = IntegrationPreset.safeParse(args.text('idp') ?? 'other')
    if (!preset.success) throw new UsageError(`--idp is one of ${INTEGRATION_PRESETS.join(', ')}.`)
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const found = await call('attributes.report', { organizationId: organization.id, preset: preset.data })
    return { json: shown(found), text: told(found) }
  },
}

function shown({ ignored, looked, ...rest }: AttributeReport) {
  return {
    ...rest,
    ignored: ignored.map(({ lastAt, ...each }) => ({ ...each, lastAt: iso(lastAt) })),
    looked: { requests: looked.requests, since: looked.since === null ? null : iso(looked.since) },
  }
}

function told(found: AttributeReport): string {
  const rows = found.attributes.map((each) => [each.resourceType, each.attribute, stateOf(each, found), each.source ?? ''])
  const ignored = found.ignored.map((each) => [
    each.resourceType ?? '',
    each.attribute,
    REASONS[each.because],
    counted(each.requests, 'request'),
    shortTime(each.lastAt),
  ])
  const nothing = `Nothing was ignored in the newest ${counted(found.looked.requests, 'request')} of the log.`
  return [
    `${counted(found.users, 'user')} and ${counted(found.groups, 'pushed group')}.`,
    table(['OF', 'ATTRIBUTE', 'ARRIVED', 'TAKEN FROM'], rows, ''),
    table(['OF', 'IGNORED', 'BECAUSE', 'IN', 'LAST AT'], ignored, nothing),
  ].join('\n\n')
}

const REASONS: Readonly<Record<IgnoredAttribute['because'], string>> = {
  unknown: 'no schema has it',
  'read-only': 'read-only',
  'never-kept': 'never kept',
}

function stateOf({ resourceType, resources, expected }: ReportedAttribute, { users, groups }: AttributeReport): string {
  const total = resourceType === 'User' ? users : groups
  const besides = expected === 'extra' ? ', not asked for' : ''
  if (resources > 0) return `${resources} of ${total}${besides}`
  if (total === 0) return 'nothing yet'
  return expected === 'optional' ? 'never (optional)' : 'NEVER'
}

const attempt: AskingCommand = {
  words: 'attributes try',
  operands: ['FILE'],
  summary: 'show the user or group that a payload would give',
  about:
    'Rehearses creating what FILE holds, a user or a group as a SCIM client would post it; "-" reads standard input. Nothing is sent and nothing changes. Ends with status 1 when it would be refused.',
  options: {
    org: ORG_OPTION,
    as: { value: 'TYPE', about: 'User or Group; without it User' },
  },
  example: 'muster attributes try ada.json --org acme',
  async ask(call, args) {
    const type = z.enum(['User', 'Group']).safeParse(args.text('as') ?? 'User')
    if (!type.success) throw new UsageError('--as is User or Group.')
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const payload = JSON.stringify(await readJson(args.operands[0] ?? '-'))
    const sample = await call('attributes.sample', { organizationId: organization.id, resourceType: type.data, payload })
    return { json: sampleShown(sample), text: sampleTold(sample), status: sample.refusal === null ? 0 : 1 }
  },
}

function sampleShown({ events, ...rest }: Sample) {
  return { ...rest, events: events.map(({ action, target }) => ({ action, target })) }
}

function sampleTold({ status, refusal, resource, notes, events }: Sample): string {
  const first = refusal === null ? 'It would be accepted, and give:' : `It would be refused with ${status}: ${printable(refusal)}`
  return [
    first,
    ...(refusal === null ? [JSON.stringify(resource, null, 2)] : []),
    ...notes.map((note) => `- ${printable(note)}`),
    ...events.map(({ action, target }) => `It would record ${action} of ${printable(target.name)}.`),
  ].join('\n')
}

export const attributeCommands = [report, attempt]
