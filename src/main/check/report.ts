import type { Level, Sent } from './types.ts'

export type Outcome =
  | 'passed'
  /** A MUST that is missed. */
  | 'failed'
  /** A SHOULD that is missed. */
  | 'warning'
  /** The server does without it, and may. */
  | 'unsupported'
  /** It could not be tried: what it begins with failed. */
  | 'blocked'
  /** The run was stopped before. */
  | 'not-run'

/** One request with its answer, as evidence. Bodies are cut at a length that can be read. */
export interface Exchange {
  readonly request: Pick<Sent, 'method' | 'url' | 'body'> & { readonly headers: Readonly<Record<string, string>> }
  readonly response: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string } | null
}

export interface Result {
  readonly id: string
  /** `7644 3.5.2`. */
  readonly rule: string
  readonly title: string
  readonly level: Level
  readonly outcome: Outcome
  /** Why it is unsupported, blocked or not run. */
  readonly reason?: string
  readonly expected?: string
  readonly got?: string
  readonly exchange?: Exchange
  readonly durationMs: number
}

export interface Report {
  /** The endpoint. */
  readonly url: string
  /** ISO 8601. */
  readonly startedAt: string
  readonly durationMs: number
  readonly requests: number
  /** The beginning of every name that the run used. */
  readonly prefix: string
  readonly results: readonly Result[]
  /** What the run made and could not delete, a line each. */
  readonly left: readonly string[]
  /** Why it ended before its end; null when it did not. */
  readonly stopped: string | null
}

export function count(report: Report, ...outcomes: readonly Outcome[]): number {
  return report.results.filter(({ outcome }) => outcomes.includes(outcome)).length
}

/** Whether the endpoint is shown to conform: nothing failed, and nothing was left untried. `strict` counts warnings as failures. */
export function conforms(report: Report, strict: boolean): boolean {
  const bad: Outcome[] = ['failed', 'blocked', 'not-run', ...(strict ? (['warning'] as const) : [])]
  return report.stopped === null && report.left.length === 0 && count(report, ...bad) === 0
}
