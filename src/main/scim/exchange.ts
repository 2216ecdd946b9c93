/** One SCIM request, free of sockets: what the listener, replay, bulk and the tests all hand to the same function. */
export interface ScimRequest {
  readonly method: string
  /** Raw path and query, as on the request line. */
  readonly target: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
  readonly remoteAddress: string
  /** `scheme://authority` that the client used, from Host, or the configured public URL (E3). */
  readonly origin: string
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly receivedAt: number
}

export interface ScimResponse {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string | null
}

export type ScimHandler = (request: ScimRequest) => Promise<ScimResponse>
