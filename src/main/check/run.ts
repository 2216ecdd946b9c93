import { setTimeout as sleep } from 'node:timers/promises'
import { client } from './client.ts'
import type { Transport } from './client.ts'
import { Mismatch, NoAnswer, Stopped, Unprepared, Unsupported } from './failures.ts'
import { readProfile } from './profile.ts'
import type { Profile } from './profile.ts'
import type { Exchange, Report, Result } from './report.ts'
import { scratchSpace } from './scratch.ts'
import { trialOn } from './trial.ts'
import type { Answer, Check, Sent, Trial } from './types.ts'

export interface RunOptions {
  /** The SCIM base URL. */
  readonly url: string
  readonly token: string
  readonly checks: readonly Check[]
  /** Aborting stops the checks; what was made is cleaned up all the same. */
  readonly signal: AbortSignal
  /** What makes the names of this run its own. */
  readonly nonce: string
  readonly requestTimeoutMs?: number
  /** For all checks together. */
  readonly totalTimeoutMs?: number
  readonly onResult?: (result: Result) => void
  /** Without it, HTTP. */
  readonly transport?: Transport
  /** Lets the server's clock move on. Without it, the time is waited for. */
  readonly pause?: (milliseconds: number) => Promise<unknown>
}

const REQUEST_MS = 15_000
const TOTAL_MS = 10 * 60_000
const CLEANING_MS = 60_000
const SHOWN_BODY = 4_000

/** Runs the checks one after the other and leaves nothing behind. Rejects with NoAnswer when the endpoint does not answer at all. */
export async function runChecks(options: RunOptions): Promise<Report> {
  const started = Date.now()
  const outOfTime = AbortSignal.timeout(options.totalTimeoutMs ?? TOTAL_MS)
  const signal = AbortSignal.any([options.signal, outOfTime])
  const base = options.url.replace(/\/+$/, '')
  const shared = { base, token: options.token, timeoutMs: options.requestTimeoutMs ?? REQUEST_MS, transport: options.transport }
  const requests = client({ ...shared, signal })
  const profile = await readProfile(requests)
  const scratch = scratchSpace(`scim-check-${options.nonce}`, profile)
  const trial = trialOn(requests, profile, scratch, options.pause ?? sleep)

  const results: Result[] = []
  const cleaner = client({ ...shared, signal: AbortSignal.timeout(CLEANING_MS) })
  let left: string[] = []
  try {
    for (const check of options.checks) {
      const result = await resultOf(check, trial, signal)
      results.push(result)
      options.onResult?.(result)
    }
  } finally {
    left = await scratch.clean(cleaner)
  }
  return {
    url: base,
    startedAt: new Date(started).toISOString(),
    durationMs: Date.now() - started,
    requests: requests.count() + cleaner.count(),
    prefix: scratch.prefix,
    results,
    left,
    stopped: options.signal.aborted ? 'it was interrupted' : outOfTime.aborted ? 'it took too long' : null,
  }
}

async function resultOf(check: Check, trial: Trial, signal: AbortSignal): Promise<Result> {
  const { id, rule, title, level } = check
  const started = performance.now()
  const result = (rest: Omit<Result, 'id' | 'rule' | 'title' | 'level' | 'durationMs'>): Result => ({
    id,
    rule,
    title,
    level,
    ...rest,
    durationMs: Math.round((performance.now() - started) * 10) / 10,
  })
  if (signal.aborted) return result({ outcome: 'not-run', reason: 'the run was stopped' })
  for (const need of check.needs ?? []) {
    const reason = trial.profile.missing(need)
    if (reason !== undefined) return result({ outcome: 'unsupported', reason })
  }
  try {
    await check.run(trial)
    return result({ outcome: 'passed' })
  } catch (error) {
    return result(judged(error, check, trial.profile))
  }
}

function judged(error: unknown, check: Check, profile: Profile): Pick<Result, 'outcome' | 'reason' | 'expected' | 'got' | 'exchange'> {
  if (error instanceof Stopped) return { outcome: 'not-run', reason: 'the run was stopped' }
  if (error instanceof Unsupported) return { outcome: 'unsupported', reason: error.message }
  if (error instanceof Unprepared)
    return { outcome: 'blocked', reason: error.message, exchange: exchangeOf(error.answer.sent, error.answer) }
  const missed = missedOutcome(check)
  if (error instanceof NoAnswer)
    return { outcome: 'failed', expected: 'an answer', got: error.message, exchange: exchangeOf(error.sent, null) }
  if (!(error instanceof Mismatch)) throw error
  const { expected, got, answer } = error
  // A server that has said it can do a thing is not excused by 501.
  const promised = (check.needs ?? []).some(
    (need) => profile.declares(need) && !need.includes('.') && need !== 'users' && need !== 'groups',
  )
  if (answer.status === 501 && !promised) return { outcome: 'unsupported', reason: 'the server answers 501 Not Implemented' }
  if (missed === 'unsupported') return { outcome: missed, reason: `optional, and not done: expected ${expected}, got ${got}` }
  return { outcome: missed, expected, got, exchange: exchangeOf(answer.sent, answer) }
}

function missedOutcome({ level }: Check): 'failed' | 'warning' | 'unsupported' {
  return ({ MUST: 'failed', SHOULD: 'warning', MAY: 'unsupported' } as const)[level]
}

function exchangeOf({ method, url, headers, body }: Sent, answer: Answer | null): Exchange {
  return {
    request: { method, url, headers, body: body === undefined ? undefined : cut(body) },
    response: answer === null ? null : { status: answer.status, headers: Object.fromEntries(answer.headers), body: cut(answer.text) },
  }
}

function cut(text: string): string {
  return text.length <= SHOWN_BODY ? text : `${text.slice(0, SHOWN_BODY)}… (${text.length} characters)`
}
