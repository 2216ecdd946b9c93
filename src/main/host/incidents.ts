import { recordIncident, toStderr } from '../http/incident.ts'

/** What went wrong unexpectedly, as the diagnostics tell it. `at` is ms since 1970. */
export interface Incident {
  readonly at: number
  readonly entry: string
}

const KEPT = 50
const LONGEST = 4_000
const recent: Incident[] = []

/** Oldest first. */
export const recentIncidents = (): readonly Incident[] => recent

/** The service's own log: to standard error, and the last entries in memory for the diagnostics. */
export function report(entry: string): void {
  recent.push({ at: Date.now(), entry: entry.slice(0, LONGEST) })
  if (recent.length > KEPT) recent.shift()
  toStderr(entry)
}

/** Writes down an unexpected failure and returns the incident's name. */
export const incident = (doing: string) => (error: unknown) => recordIncident(report, doing, error)
