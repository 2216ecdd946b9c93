import type { JsonObject } from '../json.ts'
import type { Registry, ResourceTypeName } from '../schema/types.ts'
import type { MemberChange } from './members.ts'

/** A PATCH under way: a working copy of the document, and what comes out beside it. Thrown away when an operation is refused. */
export interface Patching {
  readonly registry: Registry
  readonly type: ResourceTypeName
  readonly document: JsonObject
  readonly members: MemberChange[]
  readonly notes: string[]
}
