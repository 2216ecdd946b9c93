import type { Answer, Sent } from './types.ts'

/** What was asked of the server does not hold. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch'
  readonly expected: string
  readonly got: string
  readonly answer: Answer

  constructor(answer: Answer, expected: string, got: string) {
    super(`expected ${expected}, got ${got}`)
    this.expected = expected
    this.got = got
    this.answer = answer
  }
}

/** The server does without what the check is about, and may. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported'
}

/** What the check begins with could not be had, so that nothing can be said of what it is about. */
export class Unprepared extends Error {
  override readonly name = 'Unprepared'
  readonly answer: Answer

  constructor(what: string, answer: Answer) {
    super(`${what}: ${answer.sent.method} ${new URL(answer.sent.url).pathname} was answered ${answer.status}`)
    this.answer = answer
  }
}

/** No answer came: refused, reset, too slow or too long. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  readonly sent: Sent

  constructor(sent: Sent, why: string) {
    super(why)
    this.sent = sent
  }
}

/** The whole run was stopped; no check is to blame. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}
