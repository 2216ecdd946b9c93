import type { JsonObject } from './json.ts'

export const LIST_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const BULK_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'

export interface PageFacts {
  /** Every match, not this page's; the number of resources unless said. */
  readonly totalResults?: number
  /** 1-based; left out of a page by cursor (RFC 9865). */
  readonly startIndex?: number
  /** Left out on the last page, and only there. */
  readonly nextCursor?: string
  readonly previousCursor?: string
}

/**
 * A ListResponse (RFC 7644 §3.4.2, RFC 9865 §2); without facts, of a list that is whole. It has no `meta` and holds no null: strict
 * clients refuse it otherwise.
 */
export function listResponse(resources: readonly JsonObject[], facts?: PageFacts): JsonObject {
  const { totalResults = resources.length, startIndex, nextCursor, previousCursor } = facts ?? { startIndex: 1 }
  return {
    schemas: [LIST_RESPONSE],
    totalResults,
    itemsPerPage: resources.length,
    ...(startIndex === undefined ? {} : { startIndex }),
    ...(previousCursor === undefined ? {} : { previousCursor }),
    ...(nextCursor === undefined ? {} : { nextCursor }),
    Resources: [...resources],
  }
}

/** What became of one operation of a bulk request (RFC 7644 §3.7.3). */
export interface BulkResult {
  readonly method: string
  readonly bulkId?: string | undefined
  /** HTTP status. */
  readonly status: number
  /** Left out when a POST failed. */
  readonly location?: string | undefined
  readonly version?: string | undefined
  /** The error's body; a success has none. */
  readonly response?: JsonObject | undefined
}

export function bulkResponse(results: readonly BulkResult[]): JsonObject {
  return {
    schemas: [BULK_RESPONSE],
    Operations: results.map(({ method, bulkId, status, location, version, response }) => ({
      ...(location === undefined ? {} : { location }),
      method,
      ...(bulkId === undefined ? {} : { bulkId }),
      ...(version === undefined ? {} : { version }),
      status: String(status),
      ...(response === undefined ? {} : { response }),
    })),
  }
}
