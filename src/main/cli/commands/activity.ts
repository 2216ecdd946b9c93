import { numberOption } from '../args.ts'
import type { Args, AskingCommand, Call, OptionSpec } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { organizationNamed, pages } from '../names.ts'
import { counted, iso, printable, shortTime, table } from '../text.ts'

const DEFAULT_LIMIT = 50
const SCOPE: Record<string, OptionSpec> = {
  org: { ...ORG_OPTION, about: `only of ${ORG_OPTION.about}`, required: false },
  limit: { value: 'N', about: `how many at most; without it ${DEFAULT_LIMIT}` },
}

const audit: AskingCommand = {
  words: 'audit',
  operands: [],
  summary: 'show who changed what',
  about: 'Shows changes, newest first: who made them, to what, and the correlation id that joins a change to what followed from it.',
  options: SCOPE,
  example: 'muster audit --org acme --limit 20',
  async ask(call, args) {
    const { organizationId, limit } = await scope(call, args, audit.words)
    const events = await pages((cursor, size) => call('activity.audit', { organizationId, cursor, limit: size }), limit)
    const rows = events.map(({ at, organizationName, actor, action, target, correlationId }) => [
      shortTime(at),
      organizationName ?? '-',
      actor.name,
      action,
      `${target.type} ${target.name}`,
      correlationId,
    ])
    const text = table(['TIME', 'ORGANIZATION', 'WHO', 'ACTION', 'TARGET', 'CORRELATION'], rows, 'Nothing has been changed yet.')
    return { json: events.map(timed), text }
  },
}

const verify: AskingCommand = {
  words: 'audit verify',
  operands: [],
  summary: 'check that no audit event was altered or removed',
  about:
    'Walks the hash chain of all audit events from the first on and names the first that was altered or does not follow the one before it. Exit status 1 when the chain is broken.',
  options: {},
  example: 'muster audit verify --json',
  async ask(call) {
    const { ok, events, broken } = await call('activity.verifyAudit', {})
    const json = { ok, events, broken: broken === null ? null : timed(broken) }
    if (broken === null) return { json, text: `The audit trail is whole: ${counted(events, 'event')}, each following the one before it.` }
    const what = broken.because === 'content' ? 'was altered' : 'does not follow the one before it, which was altered or removed'
    return {
      json,
      status: 1,
      text: `The audit trail is broken: after ${counted(events, 'sound event')}, the event ${broken.id} (${broken.action}, ${iso(broken.at)}) ${what}.`,
    }
  },
}

const exported: AskingCommand = {
  words: 'audit export',
  operands: [],
  summary: 'print the audit trail as CSV or JSON',
  about: 'Prints audit events, newest first, as CSV, or as JSON with --json.',
  options: { org: SCOPE['org'] ?? ORG_OPTION },
  example: 'muster audit export --org acme > audit.csv',
  async ask(call, args) {
    const name = args.text('org')
    const organizationId = name === undefined ? undefined : (await organizationNamed(call, name)).id
    const { text } = await call('activity.exportAudit', { organizationId, format: args.on('json') ? 'json' : 'csv' })
    return args.on('json') ? { json: JSON.parse(text) as unknown, text } : { json: null, text: text.trimEnd() }
  },
}

const log: AskingCommand = {
  words: 'log',
  operands: [],
  summary: 'show the SCIM requests that arrived',
  about: 'Shows the provisioning log, newest first: what identity providers asked for and what they were answered.',
  options: SCOPE,
  example: 'muster log --org acme',
  async ask(call, args) {
    const { organizationId, limit } = await scope(call, args, log.words)
    const requests = await pages((cursor, size) => call('activity.requests', { organizationId, cursor, limit: size }), limit)
    const rows = requests.map(({ at, organizationName, method, path, status, durationMs, summary }) => [
      shortTime(at),
      organizationName ?? '-',
      String(status),
      `${durationMs.toFixed(1)} ms`,
      `${method} ${path}`,
      summary,
    ])
    const text = table(['TIME', 'ORGANIZATION', 'STATUS', 'TOOK', 'REQUEST', 'MEANING'], rows, 'No SCIM request has arrived yet.')
    return { json: requests.map(timed), text }
  },
}

const replay: AskingCommand = {
  words: 'log replay',
  operands: ['ID'],
  summary: 'say what a logged request would come to now',
  about:
    'Rehearses a request of the provisioning log ("muster log --json" prints the ids) on the data as they are, in the name of its integration and without a token, and undoes it: nothing is sent, nothing is changed. Exit status 1 when it would be refused.',
  options: {},
  example: 'muster log replay 4711',
  async ask(call, args) {
    const [requestId = ''] = args.operands
    const answer = await call('activity.replay', { requestId })
    const rows = answer.events.map(({ organizationName, action, target }) => [
      organizationName ?? '-',
      action,
      `${target.type} ${target.name}`,
    ])
    const text = [
      `It would be answered ${answer.status}.`,
      ...(answer.body === null ? [] : [printable(answer.body)]),
      table(['ORGANIZATION', 'ACTION', 'TARGET'], rows, 'It would change nothing.'),
      ...answer.notes,
    ].join('\n')
    return { json: { ...answer, events: answer.events.map(timed) }, text, status: answer.status < 400 ? 0 : 1 }
  },
}

async function scope(call: Call, args: Args, words: string): Promise<{ organizationId: number | undefined; limit: number }> {
  const limit = numberOption(words, args, 'limit', 1, 100_000) ?? DEFAULT_LIMIT
  const name = args.text('org')
  return { limit, organizationId: name === undefined ? undefined : (await organizationNamed(call, name)).id }
}

function timed<T extends { at: number }>({ at, ...rest }: T) {
  return { time: iso(at), ...rest }
}

// The longer words first: the first that fits is taken.
export const activityCommands = [verify, exported, audit, replay, log]
