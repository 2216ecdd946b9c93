import type { SqlValue } from './database/port.ts'

/** A condition on a row, and what its question marks stand for. */
export interface Sql {
  readonly text: string
  readonly params: readonly SqlValue[]
}

/** A condition with a parameter for each of its question marks. */
export function sql(text: string, ...params: SqlValue[]): Sql {
  return { text, params }
}

/** The condition on a value that was given; none on one that was not. */
export function given<T>(value: T | undefined, condition: (value: T) => Sql): Sql | undefined {
  return value === undefined ? undefined : condition(value)
}

/** All of those that there are. */
export function allOf(...conditions: readonly (Sql | undefined)[]): Sql {
  const present = conditions.filter((each) => each !== undefined)
  return { text: present.map((each) => each.text).join(' AND ') || '1', params: present.flatMap((each) => each.params) }
}
