import { Claims, type SignInEvaluation } from '../../../shared/console/sign-ins.ts'
import type { AskingCommand } from '../command.ts'
import { Failure } from '../failure.ts'
import { readJson } from '../json-file.ts'
import { printable, table } from '../text.ts'

function changes({ organizations }: SignInEvaluation): string[][] {
  return organizations.flatMap(({ slug, joins, leaves, stays }) => [
    ...joins.map(({ name, groups }) => [slug, 'joins', name, groups.join(', ')]),
    ...leaves.map(({ name, otherOrigins }) => [
      slug,
      otherOrigins.length === 0 ? 'leaves' : 'stays otherwise',
      name,
      otherOrigins.join(', '),
    ]),
    ...stays.map(({ name, groups }) => [slug, 'stays', name, groups.join(', ')]),
  ])
}

function shown(evaluation: SignInEvaluation, applied: boolean): string {
  const { userName, known, claim, unmatched } = evaluation
  if (claim.state === 'malformed') return printable(`Nothing changes: ${claim.problem ?? 'the groups claim cannot be read.'}`)
  const who = known ? userName : `${userName} (unknown here)`
  const head = applied ? `Applied the sign-in of ${who}.` : `What the sign-in of ${who} would do; --apply does it.`
  const reasons = unmatched.map(({ value, advice }) => `${value}: ${advice}`)
  return [
    printable(head),
    table(['ORGANIZATION', 'CHANGE', 'TEAM', 'BY'], changes(evaluation), 'No team is joined or left.'),
    ...(reasons.length === 0 ? [] : [`Values that match nothing:\n${reasons.map((reason) => `  ${printable(reason)}`).join('\n')}`]),
  ].join('\n\n')
}

const signIn: AskingCommand = {
  words: 'sign-in',
  operands: ['USERNAME'],
  summary: "evaluate a person's groups claim, and apply it with --apply",
  about:
    'Shows, for every organization, which teams the person would join and leave by the groups claim, and which of its values match nothing and why. The file holds the payload of a token as JSON, or only {"groups": […]}. Nothing changes without --apply.',
  options: {
    claims: { value: 'FILE', about: 'the claims as JSON; - for standard input', required: true },
    apply: { about: 'do it' },
    create: { about: 'let somebody unknown in where a value matches' },
  },
  example: 'muster sign-in ann@acme.example --claims token.json --apply',
  async ask(call, args) {
    const file = args.text('claims') ?? '-'
    const claims = Claims.safeParse(await readJson(file))
    if (!claims.success)
      throw new Failure(`${file === '-' ? 'Standard input' : file} is not one JSON object, such as {"groups": ["Platform"]}.`)
    const asked = { userName: args.operands[0] ?? '', claims: claims.data, createUser: args.on('create') }
    const applied = args.on('apply')
    const evaluation = applied ? await call('signIns.apply', asked) : await call('signIns.evaluate', asked)
    return { json: { ...evaluation, applied }, text: shown(evaluation, applied) }
  },
}

export const signInCommands = [signIn]
