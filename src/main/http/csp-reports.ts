import type { Report } from './incident.ts'

/** What browsers report that the content security policy stopped: none, as long as all is well. */
export interface CspReports {
  readonly record: (body: string) => void
  readonly count: () => number
}

const MOST_LOGGED = 20

export function createCspReports(report: Report): CspReports {
  let count = 0
  return {
    record(body) {
      count += 1
      // Anyone who reaches the port can send these: the log gets a few, on one line each.
      if (count <= MOST_LOGGED) report(`content security policy violation: ${JSON.stringify(body.slice(0, 2_000))}`)
    },
    count: () => count,
  }
}
