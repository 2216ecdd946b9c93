/** What the service accepts: advertised in ServiceProviderConfig or the README, answered 413 or 400 beyond (R10). */
export const LIMITS = {
  /** Bytes of a request body. */
  bodyBytes: 4 * 1024 * 1024,
  /** Nesting of JSON. */
  jsonDepth: 32,
  /** Resources a page when the client does not say, and at the most. */
  defaultCount: 100,
  maxCount: 1000,
  filterLength: 8192,
  filterDepth: 32,
  patchOperations: 1000,
  bulkOperations: 1000,
} as const
