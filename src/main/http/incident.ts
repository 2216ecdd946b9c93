import { randomBytes } from 'node:crypto'

/** Where the service's own log goes: one call, one entry. */
export type Report = (entry: string) => void

export const toStderr: Report = (entry) => void process.stderr.write(`${entry}\n`)

/** Records what went wrong under a number that can be told to the client, who never sees the error itself (E7). */
export function recordIncident(report: Report, doing: string, error: unknown): string {
  const incident = randomBytes(6).toString('hex')
  report(`incident ${incident}: ${doing}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return incident
}
