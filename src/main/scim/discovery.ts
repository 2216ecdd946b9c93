import { ScimError } from '../protocol/error.ts'
import { resourceTypeResource, schemaResource, serviceProviderConfigResource } from '../protocol/discovery.ts'
import { listResponse } from '../protocol/messages.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { Answer, Call } from './call.ts'
import { LIMITS } from './limits.ts'
import { answer } from './respond.ts'

/** RFC 7644 §4: a filter on these would hide what a client must know, so it is refused. */
function refuseFilter(call: Call): void {
  if (call.query.has('filter')) throw new ScimError(403, undefined, 'Discovery endpoints cannot be filtered (RFC 7644 §4).')
}

/** E5. */
export async function serviceProviderConfig(_tx: ReadTx, call: Call): Promise<Answer> {
  refuseFilter(call)
  return answer(200, serviceProviderConfigResource({ baseUrl: call.base, limits: LIMITS }))
}

export async function resourceTypes(_tx: ReadTx, call: Call): Promise<Answer> {
  refuseFilter(call)
  const id = call.segments[1]
  const all = call.registry.resourceTypes
  if (id === undefined) return answer(200, listResponse(all.map((type) => resourceTypeResource(type, call.base))))
  const found = all.find((type) => type.id === id)
  if (found === undefined)
    throw new ScimError(404, undefined, `There is no resource type ${id}. There are ${all.map((type) => type.id).join(' and ')}.`)
  return answer(200, resourceTypeResource(found, call.base))
}

export async function schemas(_tx: ReadTx, call: Call): Promise<Answer> {
  refuseFilter(call)
  const id = call.segments[1]
  const all = call.registry.schemas
  if (id === undefined) return answer(200, listResponse(all.map((schema) => schemaResource(schema, call.base))))
  const found = call.registry.schema(id)
  if (found === undefined) throw new ScimError(404, undefined, `There is no schema ${id}. /Schemas lists those there are.`)
  return answer(200, schemaResource(found, call.base))
}
