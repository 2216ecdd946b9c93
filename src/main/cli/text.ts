/** Milliseconds as ISO 8601. */
export function iso(instant: number): string {
  return new Date(instant).toISOString()
}

/** For a column of a table. */
export function shortTime(instant: number): string {
  return iso(instant)
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z')
}

/** Names come from other systems: what would drive the terminal is shown, not obeyed. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Columns aligned, the last one ragged. `nothing` is what to say when there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], nothing: string): string {
  if (rows.length === 0) return nothing
  const lines = [head, ...rows.map((row) => row.map(printable))]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => [...(line[column] ?? '')].length)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** `1 member`, `2 members`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`
}
