/** One request to the management API, free of sockets: what the listener and the tests hand over. */
export interface ManagementRequest {
  readonly method: string
  /** Raw path and query, as on the request line. */
  readonly target: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
  readonly remoteAddress: string
  /** `scheme://authority` that the client used, or the configured public URL (E3). */
  readonly origin: string
}

export interface ManagementResponse {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string | null
}

export type ManagementHandler = (request: ManagementRequest) => Promise<ManagementResponse>
