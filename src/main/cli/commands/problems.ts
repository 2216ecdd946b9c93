import type { Problem } from '../../../shared/console/problems.ts'
import type { AskingCommand } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { organizationNamed, pages } from '../names.ts'
import { counted, iso, printable, shortTime } from '../text.ts'

const list: AskingCommand = {
  words: 'problems',
  operands: [],
  summary: 'list what should be acted on',
  about:
    'Lists the open problems, the most severe first: what is wrong, why, and what to do. Most of them clear by themselves when what they tell of is over.',
  options: {
    org: { ...ORG_OPTION, about: `only of ${ORG_OPTION.about}, with those of the whole instance`, required: false },
    all: { about: 'the resolved ones too' },
  },
  example: 'muster problems --org acme',
  async ask(call, args) {
    const name = args.text('org')
    const organizationId = name === undefined ? undefined : (await organizationNamed(call, name)).id
    const some = (state: 'open' | 'resolved') => pages((cursor, limit) => call('problems.list', { organizationId, state, cursor, limit }))
    const problems = [...(await some('open')), ...(args.on('all') ? await some('resolved') : [])]
    return { json: problems.map(shown), text: problems.map(told).join('\n\n') || 'There are no open problems.' }
  },
}

const resolve: AskingCommand = {
  words: 'problem resolve',
  operands: ['ID'],
  summary: 'say that a problem is over',
  about: 'Resolves a problem by hand. If it is not over, it comes back as a new one.',
  options: {},
  example: 'muster problem resolve 0190a1b2-…',
  async ask(call, { operands: [problemId = ''] }) {
    const problem = await call('problems.resolve', { problemId })
    const { resolvedAt, resolvedBy } = problem
    const how = resolvedBy === null ? 'It had resolved itself' : `Resolved by ${printable(resolvedBy)}`
    return { json: shown(problem), text: `${printable(problem.title)}. ${how} at ${iso(resolvedAt ?? 0)}.` }
  },
}

function shown({ firstSeenAt, lastSeenAt, resolvedAt, ...rest }: Problem) {
  return { ...rest, firstSeenAt: iso(firstSeenAt), lastSeenAt: iso(lastSeenAt), resolvedAt: resolvedAt === null ? null : iso(resolvedAt) }
}

function told(problem: Problem): string {
  const where = problem.organizationSlug ?? 'the whole instance'
  const seen =
    problem.count === 1
      ? `seen at ${shortTime(problem.lastSeenAt)}`
      : `seen ${counted(problem.count, 'time')}, last at ${shortTime(problem.lastSeenAt)}`
  const over = problem.resolvedAt === null ? '' : `, resolved at ${shortTime(problem.resolvedAt)}`
  return [
    `${problem.severity.toUpperCase()}  ${printable(problem.title)}`,
    `  ${where}, ${seen}${over}. Id ${problem.id}`,
    `  ${printable(problem.cause)}`,
    ...problem.remedies.map((remedy) => `  - ${printable(remedy)}`),
    ...(problem.clears === null ? [] : [`  ${problem.clears}`]),
  ].join('\n')
}

export const problemCommands = [list, resolve]
