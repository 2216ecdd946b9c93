import type { Permission } from '../domain/access/permissions.ts'
import { ScimError } from '../protocol/error.ts'
import type { Call, Route } from './call.ts'
import { bulk } from './bulk.ts'
import { resourceTypes, schemas, serviceProviderConfig } from './discovery.ts'
import { createGroup, deleteGroup, patchGroup, readGroup, replaceGroup } from './groups.ts'
import { listByQuery, listBySearch } from './lists.ts'
import { createUser, deleteUser, patchUser, readUser, replaceUser } from './users.ts'

type Reading = Extract<Route, { writes: false }>['run']
type Writing = Extract<Route, { writes: true }>['run']

const reads = (run: Reading, ...needs: Permission[]): Route => ({ writes: false, needs, run })
const writes = (run: Writing, ...needs: Permission[]): Route => ({ writes: true, needs, run })

type Methods = Readonly<Record<string, Route>>

const EVERYTHING = ['User', 'Group'] as const

const ROOT: Methods = { GET: reads(listByQuery(EVERYTHING), 'USERS:READ', 'GROUPS:READ') }
const ROOT_SEARCH: Methods = { POST: reads(listBySearch(EVERYTHING), 'USERS:READ', 'GROUPS:READ') }
const USERS: Methods = { GET: reads(listByQuery(['User']), 'USERS:READ'), POST: writes(createUser, 'USERS:CREATE') }
const USER: Methods = {
  GET: reads(readUser, 'USERS:READ'),
  PUT: writes(replaceUser, 'USERS:UPDATE'),
  PATCH: writes(patchUser, 'USERS:UPDATE'),
  // U4: it takes the person's access to this organization away and deletes nobody, which is why SCIMProvisioner has no USERS:DELETE.
  DELETE: writes(deleteUser, 'BINDINGS:DELETE'),
}
const USER_SEARCH: Methods = { POST: reads(listBySearch(['User']), 'USERS:READ') }
const GROUPS: Methods = { GET: reads(listByQuery(['Group']), 'GROUPS:READ'), POST: writes(createGroup, 'GROUPS:CREATE') }
const GROUP: Methods = {
  GET: reads(readGroup, 'GROUPS:READ'),
  PUT: writes(replaceGroup, 'GROUPS:UPDATE'),
  PATCH: writes(patchGroup, 'GROUPS:UPDATE'),
  DELETE: writes(deleteGroup, 'GROUPS:DELETE'),
}
const GROUP_SEARCH: Methods = { POST: reads(listBySearch(['Group']), 'GROUPS:READ') }
const CONFIG: Methods = { GET: reads(serviceProviderConfig) }
const TYPES: Methods = { GET: reads(resourceTypes) }
const SCHEMAS: Methods = { GET: reads(schemas) }
/** Each of its operations needs what it would need alone. */
const BULK: Methods = { POST: { writes: 'each', needs: [], run: bulk } }

/** R6: a token stands for an integration, not for a person, so there is nobody that /Me could mean (RFC 7644 §3.11). */
const me = reads(async () => {
  throw new ScimError(501, undefined, '/Me is not supported: the token belongs to an integration, not to a person.')
})
const ME: Methods = { GET: me, POST: me, PUT: me, PATCH: me, DELETE: me }

/** RFC 7644 §3.2, table 2. */
function methodsAt([first, second, ...rest]: readonly string[]): Methods | undefined {
  if (rest.length > 0) return undefined
  switch (first?.toLowerCase()) {
    case undefined:
      return ROOT
    case '.search':
      return second === undefined ? ROOT_SEARCH : undefined
    case 'users':
      return second === undefined ? USERS : second === '.search' ? USER_SEARCH : USER
    case 'groups':
      return second === undefined ? GROUPS : second === '.search' ? GROUP_SEARCH : GROUP
    case 'serviceproviderconfig':
    case 'serviceproviderconfigs':
      return second === undefined ? CONFIG : undefined
    case 'resourcetypes':
      return TYPES
    case 'schemas':
      return SCHEMAS
    case 'bulk':
      return second === undefined ? BULK : undefined
    case 'me':
      return second === undefined ? ME : undefined
    default:
      return undefined
  }
}

export function routeOf(call: Pick<Call, 'method' | 'segments'>): Route {
  const methods = methodsAt(call.segments)
  if (methods === undefined) throw new ScimError(404, undefined, `There is no SCIM resource at /${call.segments.join('/')}.`)
  // HEAD is GET without the body (RFC 9110 §9.3.2); the listener leaves it out.
  const method = call.method === 'HEAD' ? 'GET' : call.method
  const route = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (route === undefined)
    throw new MethodNotAllowed(`${call.method} is not supported here. Supported: ${Object.keys(methods).join(', ')}.`, Object.keys(methods))
  return route
}

/** 405 with the `Allow` header that RFC 9110 §15.5.6 asks for. */
export class MethodNotAllowed extends ScimError {
  readonly allowed: readonly string[]

  constructor(detail: string, allowed: readonly string[]) {
    super(405, undefined, detail)
    this.allowed = allowed
  }
}
