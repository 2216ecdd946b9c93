/** What the tray says of the service. */
export interface ServiceStatus {
  /** Null when the service listens on no port. */
  readonly scimUrl: string | null
  /** Milliseconds since 1970-01-01T00:00:00Z; null before the first request since the start. */
  readonly lastRequestAt: number | null
  readonly draining: boolean
}

/** The two lines at the top of the tray's menu. */
export function statusLines({ scimUrl, lastRequestAt, draining }: ServiceStatus): [string, string] {
  const last = lastRequestAt === null ? 'No request since the start' : `Last request at ${new Date(lastRequestAt).toLocaleTimeString()}`
  if (draining) return ['Finishing the requests under way …', last]
  return [scimUrl === null ? 'Not listening' : `Listening on ${new URL(scimUrl).host}`, last]
}
