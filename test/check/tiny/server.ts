/** A small SCIM server that keeps to the RFCs, for the suite to be right about before it may say that another is wrong. */
import { textOf } from '../../../src/main/check/json.ts'
import type { Json } from '../../../src/main/check/json.ts'
import { parseBody, project, readResource, requireAll } from './body.ts'
import type { Projection } from './body.ts'
import { bulk } from './bulk.ts'
import { list } from './list.ts'
import type { ListQuery } from './list.ts'
import { patched } from './patch.ts'
import type { Doc } from './paths.ts'
import { Refusal } from './refusal.ts'
import { schemaResources, typeResources } from './schemas.ts'
import type { Kind } from './schemas.ts'
import { Store } from './store.ts'
import type { Row } from './store.ts'

export interface TinyRequest {
  readonly method: string
  /** Below the base URL: `/Users/1`. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface TinyResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Doc | undefined
}

export type Serve = (request: TinyRequest) => TinyResponse

export interface Tiny {
  readonly serve: Serve
  readonly store: Store
}

export const TOKEN = 'tiny-token'
export const BULK_LIMIT = 20
export const BULK_BYTES = 100_000
const MAX_RESULTS = 50
const TYPES = new Set(['application/scim+json', 'application/json'])

export function tinyServer(base: string): Tiny {
  const store = new Store()
  const serve: Serve = (request) => {
    try {
      return routed(request)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return refusal(error)
    }
  }

  function routed(request: TinyRequest): TinyResponse {
    const [scheme, token] = (request.headers['authorization'] ?? '').split(' ')
    if (scheme?.toLowerCase() !== 'bearer' || token !== TOKEN)
      return {
        ...refusal(new Refusal(401)),
        headers: { 'www-authenticate': `Bearer${token === undefined ? '' : ' error="invalid_token"'}` },
      }
    const [, endpoint = '', id, more] = request.path.split('/')
    const discovery = discovered(endpoint)
    if (discovery !== undefined)
      return id === undefined && discovery.one ? found(request, discovery.one) : foundAmong(request, discovery.many, id)
    if (endpoint === 'Me') throw new Refusal(501)
    if (endpoint === 'Bulk' && request.method === 'POST') return ok(200, bulk(parseBody(request.body), serve, base, request.headers))
    if ((endpoint === '' || endpoint === '.search') && id === undefined) return listed(request, ['User', 'Group'], endpoint === '.search')
    const kind = ({ Users: 'User', Groups: 'Group' } as const)[endpoint]
    if (kind === undefined || more !== undefined) throw new Refusal(404)
    if (id === undefined && request.method === 'POST') return created(kind, request)
    if (id === undefined || id === '.search') return listed(request, [kind], id !== undefined)
    return onOne(store.find(kind, decodeURIComponent(id)), request)
  }

  function discovered(endpoint: string): { one?: Doc; many: Json[] } | undefined {
    if (endpoint === 'ServiceProviderConfig') return { one: configuration(base), many: [] }
    if (endpoint === 'Schemas') return { many: schemaResources(base) }
    return endpoint === 'ResourceTypes' ? { many: typeResources(base) } : undefined
  }

  function created(kind: Kind, request: TinyRequest): TinyResponse {
    const doc = readResource(kind, contentOf(request))
    requireAll(kind, doc)
    const row = store.create(kind, { ...(kind === 'User' ? { active: true } : {}), ...doc })
    return shown(row, request, 201, { location: `${base}/${kind}s/${row.id}` })
  }

  function onOne(row: Row, request: TinyRequest): TinyResponse {
    const tag = `W/"${row.version}"`
    const holds = (header: string | undefined): boolean => header?.split(/,\s*/).some((each) => each === '*' || each === tag) === true
    const wanted = request.headers['if-match']
    if (wanted !== undefined && !holds(wanted)) throw new Refusal(412)
    switch (request.method) {
      case 'GET':
        return holds(request.headers['if-none-match']) ? { status: 304, headers: { etag: tag }, body: undefined } : shown(row, request, 200)
      case 'PUT': {
        const doc = readResource(row.kind, contentOf(request))
        requireAll(row.kind, doc)
        store.update(row, { ...(row.kind === 'User' ? { active: row.doc['active'] } : {}), ...doc })
        return shown(row, request, 200)
      }
      case 'PATCH': {
        const doc = patched(row.kind, row.doc, contentOf(request))
        requireAll(row.kind, doc)
        store.update(row, doc)
        return shown(row, request, 200)
      }
      case 'DELETE':
        store.remove(row)
        return { status: 204, headers: {}, body: undefined }
      default:
        throw new Refusal(405)
    }
  }

  function listed(request: TinyRequest, kinds: readonly Kind[], isSearch: boolean): TinyResponse {
    if (request.method !== (isSearch ? 'POST' : 'GET')) throw new Refusal(405)
    const query = isSearch ? fromBody(contentOf(request)) : request.query
    const rows = [...store.rows.values()].filter(({ kind }) => kinds.includes(kind))
    const { page, ...rest } = list(
      rows.map((row) => ({ row, doc: store.resource(row, base) })),
      query,
      MAX_RESULTS,
    )
    const Resources = page.map(({ row, doc }) => project(row.kind, doc, projectionOf(query)) as Json)
    return ok(200, { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], ...rest, Resources })
  }

  function shown(row: Row, request: TinyRequest, status: number, headers: Record<string, string> = {}): TinyResponse {
    const body = project(row.kind, store.resource(row, base), projectionOf(request.query))
    return ok(status, body, { etag: `W/"${row.version}"`, ...headers })
  }

  return { serve, store }
}

function contentOf({ headers, body }: TinyRequest): Doc {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!TYPES.has(type)) throw new Refusal(415)
  return parseBody(body)
}

function projectionOf(query: ListQuery): Projection {
  const names = (text: string | undefined): string[] | undefined => (text === undefined || text === '' ? undefined : text.split(','))
  return { attributes: names(query['attributes']), excluded: names(query['excludedAttributes']) }
}

/** The body of a search says what a query string says (RFC 7644 §3.4.3). */
function fromBody(body: Doc): ListQuery {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value.map(textOf).join(',') : textOf(value)]),
  )
}

function found(request: TinyRequest, body: Doc): TinyResponse {
  if (request.method !== 'GET') throw new Refusal(405)
  if (request.query['filter'] !== undefined) throw new Refusal(403)
  return ok(200, body)
}

function foundAmong(request: TinyRequest, many: readonly Json[], id: string | undefined): TinyResponse {
  if (id === undefined)
    return found(request, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: many.length,
      Resources: [...many],
    })
  const one = many.find((each) => (each as Doc)['id'] === decodeURIComponent(id))
  if (one === undefined) throw new Refusal(404)
  return found(request, one as Doc)
}

function ok(status: number, body: Doc, headers: Record<string, string> = {}): TinyResponse {
  return { status, headers, body }
}

function refusal({ status, scimType, message }: Refusal): TinyResponse {
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status), scimType, detail: message }
  return { status, headers: {}, body }
}

function configuration(base: string): Doc {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: true, maxOperations: BULK_LIMIT, maxPayloadSize: BULK_BYTES },
    filter: { supported: true, maxResults: MAX_RESULTS },
    changePassword: { supported: true },
    sort: { supported: true },
    etag: { supported: true },
    pagination: { cursor: true, index: true, defaultPaginationMethod: 'index', maxPageSize: MAX_RESULTS },
    authenticationSchemes: [{ type: 'oauthbearertoken', name: 'Bearer', description: 'A token.' }],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  }
}
