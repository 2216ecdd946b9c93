/** What the management API accepts: advertised in its OpenAPI document, answered 400 beyond. The size of a body is the listener's. */
export const LIMITS = {
  /** Nesting of JSON. */
  jsonDepth: 32,
  /** Rows a page when the client does not say, and at the most. */
  defaultPage: 100,
  maxPage: 1000,
} as const
