import type { ReadTx, SqlValue } from './port.ts'

/**
 * The same reads, each asked of the engine once: for work that asks the same of many rows, such as what each group of each person gives.
 * What comes back is shared between those who asked, and so must not be changed. For as long as `tx` is valid.
 */
export function remembered(tx: ReadTx): ReadTx {
  const answers = new Map<string, Promise<unknown>>()
  const once = <T>(kind: string, sql: string, params: readonly SqlValue[], ask: () => Promise<T>): Promise<T> => {
    const key = `${kind} ${sql} ${params.map((param) => `${typeof param} ${String(param)}`).join('\n')}`
    const known = answers.get(key) as Promise<T> | undefined
    if (known !== undefined) return known
    const asked = ask()
    answers.set(key, asked)
    return asked
  }
  const reads: Pick<ReadTx, 'get' | 'all'> = {
    get: (sql, ...params) => once('get', sql, params, () => tx.get(sql, ...params)),
    all: (sql, ...params) => once('all', sql, params, () => tx.all(sql, ...params)),
  }
  return reads as ReadTx
}
