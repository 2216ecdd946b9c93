/** One row of the table. Times in ms; rates a second; ratios to what the bare thing did in the same rounds. */
export interface Result {
  readonly what: string
  readonly users: number
  readonly atOnce: number
  readonly rate: number
  readonly p50: number
  readonly p99: number
  /** ms of the service's processor time, all threads; NaN where the system does not tell. */
  readonly cpu: number
  readonly ofBareHttp: number
  readonly ofBareSqlite: number
  readonly against: 'insert' | 'select'
}

/** The removals of a group that feeds teams: how long each took, and how long the event loop was held at most meanwhile, ms. */
export interface Purged {
  readonly teams: number
  readonly members: number
  /** Everybody was in every team by a claim as well. */
  readonly signIns: boolean
  readonly times: readonly { readonly ms: number; readonly held: number }[]
}

export function purgeText({ teams, members, signIns, times }: Purged): string {
  const who = signIns ? 'pushed, and in every team by a claim too' : 'pushed'
  return `Removal of a group that feeds ${teams} teams of ${whole(members)} (${who}): ${whole(median(times.map(({ ms }) => ms)))} ms, one transaction; the event loop was held ${whole(median(times.map(({ held }) => held)))} ms at most.`
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

const whole = (value: number): string => Math.round(value).toLocaleString('en')
const fine = (value: number): string => value.toFixed(value < 10 ? 2 : 1)
const part = (value: number): string => (value < 0.1 ? value.toFixed(3) : value.toFixed(2))

const COLUMNS: readonly [title: string, text: (result: Result) => string][] = [
  ['', ({ what }) => what],
  ['users', ({ users }) => whole(users)],
  ['at once', ({ atOnce }) => String(atOnce)],
  ['ops/s', ({ rate }) => whole(rate)],
  ['p50 ms', ({ p50 }) => fine(p50)],
  ['p99 ms', ({ p99 }) => fine(p99)],
  ['CPU ms', ({ cpu }) => (Number.isNaN(cpu) ? '-' : cpu.toFixed(2))],
  ['of bare HTTP', ({ ofBareHttp }) => part(ofBareHttp)],
  ['of bare SQLite', ({ ofBareSqlite, against }) => `${part(ofBareSqlite)} ${against}`],
]

export function table(results: readonly Result[]): string {
  const rows = [COLUMNS.map(([title]) => title), ...results.map((result) => COLUMNS.map(([, text]) => text(result)))]
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')
  const [head = [], ...body] = rows
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(line)].join('\n')
}
