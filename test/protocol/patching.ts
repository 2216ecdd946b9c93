import { expect } from 'vitest'
import type { Json, JsonObject } from '../../src/main/protocol/json.ts'
import { applyPatch, type PatchOutcome } from '../../src/main/protocol/patch/apply.ts'
import { parsePatch } from '../../src/main/protocol/patch/parse.ts'
import { coreRegistry } from '../../src/main/protocol/schema/registry.ts'
import type { Registry, ResourceTypeName } from '../../src/main/protocol/schema/types.ts'
import { parseResource } from '../../src/main/protocol/validate.ts'

/** A user as it is stored, from what a client would have sent. */
export function storedUser(body: JsonObject = {}, registry: Registry = coreRegistry): JsonObject {
  return { id: '1', ...parseResource({ userName: 'bjensen', ...body }, { registry, type: 'User' }).document }
}

export const storedGroup: JsonObject = {
  id: 'g',
  ...parseResource({ displayName: 'Tour Guides' }, { registry: coreRegistry, type: 'Group' }).document,
}

/** Sends the operations to a document, checking on the way that the document is not touched. */
export function patch(
  document: JsonObject,
  operations: Json,
  type: ResourceTypeName = 'User',
  registry: Registry = coreRegistry,
): PatchOutcome {
  const before = structuredClone(document)
  const body = structuredClone({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations })
  try {
    const parsed = parsePatch(body, { emptyOperations: 'reject' })
    return applyPatch(document, parsed, { registry, type })
  } finally {
    expect(document).toEqual(before)
    expect(body.Operations).toEqual(operations)
  }
}
