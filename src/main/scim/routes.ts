import { ScimError } from '../protocol/error.ts'
import type { Call, Route } from './call.ts'
import { bulk } from './bulk.ts'
import { resourceTypes, schemas, serviceProviderConfig } from './discovery.ts'
import { createGroup, deleteGroup, patchGroup, readGroup, replaceGroup } from './groups.ts'
import { listByQuery, listBySearch } from './lists.ts'
import { createUser, deleteUser, patchUser, readUser, replaceUser } from './users.ts'

const reads = (run: Extract<Route, { writes: false }>['run']): Route => ({ writes: false, run })
const writes = (run: Extract<Route, { writes: true }>['run']): Route => ({ writes: true, run })

type Methods = Readonly<Record<string, Route>>

const EVERYTHING = ['User', 'Group'] as const

const ROOT: Methods = { GET: reads(listByQuery(EVERYTHING)) }
const ROOT_SEARCH: Methods = { POST: reads(listBySearch(EVERYTHING)) }
const USERS: Methods = { GET: reads(listByQuery(['User'])), POST: writes(createUser) }
const USER: Methods = { GET: reads(readUser), PUT: writes(replaceUser), PATCH: writes(patchUser), DELETE: writes(deleteUser) }
const USER_SEARCH: Methods = { POST: reads(listBySearch(['User'])) }
const GROUPS: Methods = { GET: reads(listByQuery(['Group'])), POST: writes(createGroup) }
const GROUP: Methods = { GET: reads(readGroup), PUT: writes(replaceGroup), PATCH: writes(patchGroup), DELETE: writes(deleteGroup) }
const GROUP_SEARCH: Methods = { POST: reads(listBySearch(['Group'])) }
const CONFIG: Methods = { GET: reads(serviceProviderConfig) }
const TYPES: Methods = { GET: reads(resourceTypes) }
const SCHEMAS: Methods = { GET: reads(schemas) }
const BULK: Methods = { POST: { writes: 'each', run: bulk } }

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
