import { Agent, request } from 'node:http'

/** An answer as it came: nothing of it is interpreted but JSON. */
export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** The body as JSON; an object without properties where there is none. */
  readonly body: Body
}

/** What the bodies of this service hold, as a test reads them: it fails where they hold something else. */
export interface Body {
  readonly [name: string]: unknown
  readonly id: string
  readonly schemas: string[]
  readonly meta: Record<string, string>
  readonly members: { value: string; $ref: string; type: string; display: string }[]
  readonly groups: { value: string; type: string; display: string }[]
  readonly emails: { value: string; type: string; primary?: boolean }[]
  readonly Resources: Body[]
  readonly Operations: { method: string; status: string; bulkId?: string; location?: string; version?: string; response?: Body }[]
  readonly totalResults: number
  readonly itemsPerPage: number
  readonly nextCursor?: string
  readonly status: string
  readonly scimType?: string
  readonly detail: string
}

export interface Sending {
  readonly headers?: Readonly<Record<string, string>>
  /** Another token, or null for none. */
  readonly token?: string | null
}

/** A SCIM client over real sockets that are kept open, as identity providers' are. Paths go out as written. */
export interface ScimClient {
  readonly base: string
  send(method: string, path: string, body?: unknown, sending?: Sending): Promise<Answered>
  get(path: string, sending?: Sending): Promise<Answered>
  post(path: string, body: unknown, sending?: Sending): Promise<Answered>
  put(path: string, body: unknown, sending?: Sending): Promise<Answered>
  patch(path: string, operations: readonly unknown[], sending?: Sending): Promise<Answered>
  delete(path: string, sending?: Sending): Promise<Answered>
  /** Creates and returns the new resource's id; throws when the answer is not 201. */
  create(path: '/Users' | '/Groups', body: Record<string, unknown>): Promise<string>
  close(): void
}

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const LIST_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
export const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** @param base URL of a mount, without a slash at the end */
export function scimClient(base: string, token: string): ScimClient {
  const agent = new Agent({ keepAlive: true })
  const { hostname, port, pathname } = new URL(base)
  const prefix = pathname === '/' ? '' : pathname

  function send(method: string, path: string, body?: unknown, { headers = {}, token: other = token }: Sending = {}): Promise<Answered> {
    const payload = body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
    const all: Record<string, string | number> = {
      ...(other === null ? {} : { authorization: `Bearer ${other}` }),
      ...(payload === undefined ? {} : { 'content-type': 'application/scim+json' }),
      ...(payload === undefined || 'transfer-encoding' in headers ? {} : { 'content-length': Buffer.byteLength(payload) }),
      ...headers,
    }
    return new Promise((resolve, reject) => {
      const sent = request({ agent, hostname, port, method, path: prefix + path, headers: all }, (res) => {
        const chunks: Buffer[] = []
        res.on('data', (chunk: Buffer) => chunks.push(chunk))
        res.on('error', reject)
        res.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({ status: res.statusCode ?? 0, headers: res.headers, text, body: (text === '' ? {} : JSON.parse(text)) as Body })
        })
      })
      sent.on('error', reject)
      sent.end(payload)
    })
  }

  return {
    base,
    send,
    get: (path, sending) => send('GET', path, undefined, sending),
    post: (path, body, sending) => send('POST', path, body, sending),
    put: (path, body, sending) => send('PUT', path, body, sending),
    patch: (path, operations, sending) => send('PATCH', path, { schemas: [PATCH_OP], Operations: operations }, sending),
    delete: (path, sending) => send('DELETE', path, undefined, sending),
    async create(path, body) {
      const { status, text, body: made } = await send('POST', path, { schemas: [path === '/Users' ? USER : GROUP], ...body })
      if (status !== 201) throw new Error(`POST ${path} was answered ${status}: ${text}`)
      return made.id
    },
    close: () => agent.destroy(),
  }
}

export const query = (path: string, parameters: Record<string, string | number>): string =>
  `${path}?${Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`

/** `?filter=…`, percent-encoded. */
export const filtered = (path: string, filter: string, more: Record<string, string | number> = {}): string =>
  query(path, { filter, ...more })
