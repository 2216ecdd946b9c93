import { createServiceAccount } from '../../src/main/domain/access/service-accounts.ts'
import { createRole, managedRole } from '../../src/main/domain/access/roles.ts'
import { issueApiToken } from '../../src/main/domain/api-tokens.ts'
import { requireOrganization } from '../../src/main/domain/organizations.ts'
import type { Permissions } from '../../src/shared/console/access.ts'
import { ADMIN, fileEndpoint, type ScimEndpoint, type Tenant } from '../support/scim-endpoint.ts'
import { type Document, documentAt, expectDescribed } from './described.ts'

export interface ApiAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as a test reads it: it fails where it holds something else. */
  readonly body: ApiBody
}

export interface ApiBody {
  readonly [name: string]: unknown
  readonly id: string
  readonly name: string
  readonly token: string
  readonly message: string
  readonly code: string
  readonly issues: { path: string; message: string }[]
  readonly totalSize: number
  readonly total: number
  readonly results: ApiBody[]
  readonly teams: ApiBody[]
  readonly members: ApiBody[]
  readonly users: ApiBody[]
  readonly idpGroups: ApiBody[]
  readonly workspaces: ApiBody[]
  readonly participants: ApiBody[]
  readonly roles: { bindingId: string; id: string; name: string }[]
}

export interface ApiSending {
  /** null for none. */
  readonly token?: string | null
  readonly headers?: Record<string, string>
}

/** A client that holds every answer against the document that the service gives of itself. */
export interface ApiClient {
  readonly token: string
  send(method: string, path: string, body?: unknown, sending?: ApiSending): Promise<ApiAnswer>
  get(path: string, sending?: ApiSending): Promise<ApiAnswer>
  post(path: string, body?: unknown): Promise<ApiAnswer>
  put(path: string, body: unknown): Promise<ApiAnswer>
  delete(path: string): Promise<ApiAnswer>
  /** Creates and gives the body; throws when the answer is not 201. */
  create(path: string, body: unknown): Promise<ApiBody>
}

function apiClient(url: string, token: string, document: Document): ApiClient {
  async function send(method: string, path: string, body?: unknown, { token: other = token, headers = {} }: ApiSending = {}) {
    const all: Record<string, string> = {
      ...(other === null ? {} : { authorization: `Bearer ${other}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    }
    const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await fetch(url + path, { method, headers: all, body: payload ?? null })
    const text = await answer.text()
    const type = answer.headers.get('content-type') ?? ''
    if (method !== 'HEAD') expectDescribed(document, method, new URL(url + path).pathname, { status: answer.status, type, text })
    return { status: answer.status, headers: answer.headers, text, body: (text === '' ? {} : JSON.parse(text)) as ApiBody }
  }
  return {
    token,
    send,
    get: (path, sending) => send('GET', path, undefined, sending),
    post: (path, body) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
    delete: (path) => send('DELETE', path),
    async create(path, body) {
      const { status, text, body: made } = await send('POST', path, body)
      if (status !== 201) throw new Error(`POST ${path} was answered ${status}: ${text}`)
      return made
    },
  }
}

export interface ApiTenant extends Tenant {
  /** `/api/orgs/7` */
  readonly orgs: string
  /** `/api/v1/acme` */
  readonly v1: string
  /** With the role Admin. */
  readonly api: ApiClient
}

export interface Api extends ScimEndpoint {
  readonly document: Document
  readonly organization: (name: string) => Promise<ApiTenant>
  /** A client whose service account has a role with exactly these permissions, or the managed role of this name. */
  readonly holding: (tenant: Tenant, role: Permissions | 'Admin' | 'Viewer' | 'SCIMProvisioner') => Promise<ApiClient>
  /** A client with an application's token. */
  readonly application: (name: string) => Promise<ApiClient>
}

let made = 0

/** The service on a real socket for one test file, with clients of its management API. */
export async function fileApi(): Promise<Api> {
  const endpoint = await fileEndpoint()
  const { domain } = endpoint.data
  const document = await documentAt(endpoint.url)
  const holding: Api['holding'] = async (tenant, wanted) => {
    const name = `account-${++made}`
    const { token } = await domain.change({ actor: ADMIN }, async (change) => {
      const organization = await requireOrganization(change.tx, tenant.organization.id)
      const role =
        typeof wanted === 'string'
          ? await managedRole(change.tx, organization, wanted)
          : await createRole(change, organization, { name: `role-${made}`, description: '', permissions: wanted })
      const account = await createServiceAccount(change, organization, name, '', role)
      return issueApiToken(change, account, 'test', null)
    })
    return apiClient(endpoint.url, token, document)
  }
  return {
    ...endpoint,
    document,
    holding,
    async organization(name) {
      const tenant = await endpoint.tenant(name)
      const { id, slug } = tenant.organization
      return { ...tenant, orgs: `/api/orgs/${id}`, v1: `/api/v1/${slug}`, api: await holding(tenant, 'Admin') }
    },
    async application(name) {
      const { token } = await domain.change({ actor: ADMIN }, (change) => issueApiToken(change, null, name, null))
      return apiClient(endpoint.url, token, document)
    },
  }
}
