import type { z } from 'zod'

/** A question: changes nothing, may be asked again at will. */
export interface Query<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'query'
  readonly input: I
  readonly output: O
}

/** An order: changes something, is audited, is never retried by itself. */
export interface Command<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'command'
  readonly input: I
  readonly output: O
}

export type Method = Query | Command

export function query<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Query<I, O> {
  return { kind: 'query', input, output }
}

export function command<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Command<I, O> {
  return { kind: 'command', input, output }
}
