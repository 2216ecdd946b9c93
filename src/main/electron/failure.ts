import { ListenError } from '../http/listen-error.ts'
import { recordIncident, toStderr } from '../http/incident.ts'
import { DomainError } from '../domain/error.ts'
import { DatabaseRefused, StoreUnavailable } from '../store/database/port.ts'

/**
 * X5: why the service did not start and what to do, for a person. What was foreseen (a port taken, a folder in use, a newer
 * database) says so itself; anything else gets a number under which the log has it.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof ListenError) return `${error.message}\n\n${error.hint}`
  if (error instanceof DomainError || error instanceof DatabaseRefused || error instanceof StoreUnavailable) return error.message
  const incident = recordIncident(toStderr, 'starting the desktop app', error)
  const reason = error instanceof Error ? error.message : String(error)
  return `${reason}\n\nTry again; if it stays, start Muster from a terminal and look for incident ${incident} in what it writes.`
}
