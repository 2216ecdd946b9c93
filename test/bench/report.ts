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

/** What was seen in a browser; times in ms. */
export interface Screens {
  /** From opening the address: until something is painted, and until the first row (or all of a screen without a table) is there. */
  readonly screens: { readonly screen: string; readonly paint: number; readonly content: number }[]
  /** From a keystroke to the frame that shows it, and from the last one to what it finds; alone, and with `rate` requests a second. */
  readonly typing: { readonly screen: string; readonly quiet: Typing; readonly streamed: Typing; readonly rate: number }[]
  /** Down the list of all users: as somebody reads, and from the top to the bottom in the same time. */
  readonly reading: Scroll
  readonly flying: Scroll
}

/** Frames that were drawn, that were missed, and that had no row filled; the longest one, and the wait for the last row, ms. */
export interface Scroll {
  readonly frames: number
  readonly dropped: number
  readonly empty: number
  readonly worst: number
  readonly last: number
}

interface Typing {
  readonly key: number
  readonly worstKey: number
  readonly found: number
}

const scrollText = ({ frames, dropped, empty, worst, last }: Scroll): string =>
  `${frames} frames, ${dropped} dropped, the longest ${whole(worst)} ms; ${empty} had no row filled; the last row came ${whole(last)} ms after the end.`

export function screensText({ screens, typing, reading, flying }: Screens): string {
  const wide = Math.max(...screens.map(({ screen }) => screen.length))
  return [
    `${'screen'.padEnd(wide)}  first paint ms  content ms`,
    ...screens.map(({ screen, paint, content }) => `${screen.padEnd(wide)}  ${whole(paint).padStart(14)}  ${whole(content).padStart(10)}`),
    '',
    ...typing.map(
      ({ screen, quiet, streamed, rate }) =>
        `Typing in ${screen}: a key shows after ${fine(quiet.key)} ms (99 of 100: ${fine(quiet.worstKey)}), ${Number.isFinite(quiet.found) ? `rows ${whole(quiet.found)} ms after the last; ` : ''}with ${whole(rate)} requests a second ${fine(streamed.key)} ms (${fine(streamed.worstKey)}), ${part(streamed.key / quiet.key)} times as long${Number.isFinite(streamed.found) ? `, rows after ${whole(streamed.found)} ms` : ''}.`,
    ),
    `Scrolling the users as one reads: ${scrollText(reading)}`,
    `Scrolling all users from top to bottom in as long: ${scrollText(flying)}`,
  ].join('\n')
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
