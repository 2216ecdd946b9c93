/** The report for people. */
import { assertNever } from '../../shared/assert.ts'
import { conforms, count } from './report.ts'
import type { Exchange, Outcome, Report, Result } from './report.ts'
import { headingOf } from './suite.ts'

const SHOWN_BODY = 600
const words: Readonly<Record<Outcome, string>> = {
  passed: 'passed',
  failed: 'failed',
  warning: 'warnings',
  unsupported: 'not supported',
  blocked: 'could not be tried',
  'not-run': 'not run',
}

export function reportText(report: Report, strict: boolean): string {
  const rules = [...new Set(report.results.map(({ rule }) => rule))].toSorted(byNumber)
  const sections = rules.map((rule) =>
    sectionText(
      rule,
      report.results.filter((result) => result.rule === rule),
    ),
  )
  const seconds = (report.durationMs / 1000).toFixed(1)
  return [
    `SCIM 2.0 conformance of ${report.url}`,
    `${report.results.length} checks, ${report.requests} requests, ${seconds} s. Names of this run begin with ${report.prefix}.`,
    '',
    ...sections,
    '',
    ...(report.left.length === 0
      ? ['Everything that was made is deleted again.']
      : ['Could not be cleaned up:', ...report.left.map((line) => `  ${line}`)]),
    ...(report.stopped === null ? [] : [`Not every check was made: ${report.stopped}.`]),
    `${totals(report)}. ${verdict(report, strict)}`,
  ].join('\n')
}

function counted(number: number, outcome: Outcome): string {
  return outcome === 'warning' && number === 1 ? '1 warning' : `${number} ${words[outcome]}`
}

function totals(report: Report): string {
  return (Object.keys(words) as Outcome[])
    .map((outcome) => ({ outcome, number: count(report, outcome) }))
    .filter(({ outcome, number }) => number > 0 || outcome === 'passed' || outcome === 'failed')
    .map(({ outcome, number }) => counted(number, outcome))
    .join(', ')
}

function verdict(report: Report, strict: boolean): string {
  if (conforms(report, strict)) return 'The endpoint conforms to what was checked.'
  return strict && count(report, 'failed', 'blocked', 'not-run') === 0
    ? 'Every MUST holds; a SHOULD does not, which --strict counts as a failure.'
    : 'The endpoint is not shown to conform.'
}

function sectionText(rule: string, results: readonly Result[]): string {
  const [rfc, section] = rule.split(' ')
  const outcomes = (Object.keys(words) as Outcome[])
    .map((outcome) => ({ outcome, number: results.filter((result) => result.outcome === outcome).length }))
    .filter(({ number }) => number > 0)
    .map(({ outcome, number }) => counted(number, outcome))
  const head = `${`RFC ${rfc} §${section}  ${headingOf(rule)}`.padEnd(64)}  ${outcomes.join(', ')}`
  return [head, ...results.flatMap(detail)].join('\n')
}

function detail(result: Result): string[] {
  const { outcome, title, id, reason } = result
  switch (outcome) {
    case 'passed':
      return []
    case 'failed':
      return [`  FAILED   ${title}. (${id})`, ...evidence(result)]
    case 'warning':
      return [`  WARNING  ${title}. (${id})`, ...evidence(result)]
    case 'unsupported':
    case 'blocked':
    case 'not-run':
      return [`  ${words[outcome]}: ${title}. (${id}): ${reason}`]
    default:
      return assertNever(outcome)
  }
}

function evidence({ expected, got, exchange }: Result): string[] {
  return [
    ...(exchange === undefined ? [] : requestLines(exchange)),
    `           expected  ${printable(expected ?? '')}`,
    `           got       ${printable(got ?? '')}`,
  ]
}

function requestLines({ request, response }: Exchange): string[] {
  const body = request.body === undefined ? [] : [`                     ${short(request.body)}`]
  const answer = response === null ? [] : [`           answer    ${response.status} ${short(response.body)}`]
  return [`           request   ${request.method} ${printable(request.url)}`, ...body, ...answer]
}

function short(text: string): string {
  return printable(text.length <= SHOWN_BODY ? text : `${text.slice(0, SHOWN_BODY)}…`)
}

/** What comes from a server must not drive the terminal: control characters are shown, not obeyed. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)
}

/** `7644 3.4.2` before `7644 3.10`. */
function byNumber(one: string, other: string): number {
  const [a, b] = [one, other].map((rule) => rule.split(/[ .]/).map(Number))
  for (let index = 0; index < Math.max(a?.length ?? 0, b?.length ?? 0); index++) {
    const difference = (a?.[index] ?? -1) - (b?.[index] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}
