import { expect, it } from 'vitest'
import { routes } from '../../src/main/management/routes/index.ts'
import { responseOf } from './described.ts'
import { fileApi } from './fixture.ts'

const api = await fileApi()
const { document } = api
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
)

it('the document is served to anybody, for the address that it was asked at', async () => {
  const answer = await fetch(`${api.url}/api/openapi.json`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/json')
  expect(document).toMatchObject({ openapi: '3.1.1', servers: [{ url: api.url }] })
  api.settings.publicUrl = 'https://muster.example/base'
  const behind = (await (await fetch(`${api.url}/api/openapi.json`)).json()) as typeof document
  api.settings.publicUrl = null
  expect(behind.servers).toEqual([{ url: 'https://muster.example/base' }])
})

it('every route is in it, and nothing else is', () => {
  expect(operations.map(({ name }) => name).toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted())
})

it('the paths of the table are all there', () => {
  const wanted = {
    '/api/orgs/{orgId}/idp-groups': ['get', 'post'],
    '/api/orgs/{orgId}/idp-groups/{groupId}': ['get', 'delete'],
    '/api/orgs/{orgId}/scim/config': ['get'],
    '/api/orgs/{orgId}/scim/token': ['post', 'delete'],
    '/api/orgs/{orgId}/scim/token/rotate': ['post'],
    '/api/orgs/{orgId}/teams': ['get', 'post'],
    '/api/orgs/{orgId}/teams/{teamId}': ['get', 'put', 'delete'],
    '/api/orgs/{orgId}/teams/{teamId}/members': ['get', 'post'],
    '/api/orgs/{orgId}/teams/{teamId}/workspaces': ['get', 'post'],
    '/api/orgs/{orgId}/members': ['get', 'post'],
    '/api/orgs/{orgId}/workspaces': ['get', 'post'],
    '/api/orgs/{orgId}/workspaces/{workspaceId}/participants': ['get', 'post'],
    '/api/v1/{tenant}/security-integrations': ['get', 'post'],
    '/api/v1/{tenant}/security-integrations/{id}': ['get', 'delete'],
    '/api/v1/{tenant}/security-integrations/{id}/enable': ['post'],
    '/api/v1/{tenant}/security-integrations/{id}/disable': ['post'],
    '/api/v1/{tenant}/roles': ['get', 'post'],
    '/api/v1/{tenant}/bindings': ['get', 'post'],
    '/api/v1/{tenant}/service-accounts': ['get', 'post'],
    '/api/v1/{tenant}/service-accounts/{id}/api-tokens': ['get', 'post'],
    '/api/v1/{tenant}/audit': ['get'],
  }
  for (const [path, methods] of Object.entries(wanted))
    expect([path, Object.keys(document.paths[path] ?? {})]).toEqual([path, expect.arrayContaining(methods)])
})

it('I5: a binding has no update', () => {
  for (const path of Object.keys(document.paths).filter((each) => each.includes('bindings')))
    expect([path, 'put' in (document.paths[path] ?? {})]).toEqual([path, false])
})

it.each(operations.map(({ name, operation }) => [name, operation] as const))(
  '%s says what it does and needs, and how it refuses',
  (_, operation) => {
    expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/)
    expect(operation.summary).toMatch(/^.{10,}[.]$/)
    expect(operation.description).toMatch(/Needs the |No token is needed/)
    const statuses = Object.keys(operation.responses)
    expect(statuses.filter((status) => status.startsWith('2'))).toHaveLength(1)
    expect(statuses).toEqual(expect.arrayContaining(operation.security.length === 0 ? ['500', '503'] : ['401', '403', '500', '503']))
    for (const status of statuses) expect(responseOf(document, operation, Number(status))?.description).toMatch(/\w/)
    for (const refusal of statuses.filter((status) => status >= '400'))
      expect(responseOf(document, operation, Number(refusal))?.content).toEqual({
        'application/json': { schema: { $ref: '#/components/schemas/Error' } },
      })
  },
)

it('operations have names of their own, and every schema that is pointed to is there', () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [, kind = '', name = ''] of JSON.stringify(document).matchAll(/"#\/components\/(schemas|responses)\/(\w+)"/g))
    expect(kind === 'schemas' ? document.components.schemas : document.components.responses).toHaveProperty(name)
})

it('what a service account needs is named in its security requirement', () => {
  for (const { path, method, needs } of routes) {
    const security = document.paths[path]?.[method.toLowerCase()]?.security
    if ('permission' in needs) expect(security).toContainEqual({ serviceAccount: [needs.permission] })
    if ('applications' in needs) expect(security).toContainEqual({ application: [] })
  }
})

it('fields carry what they mean', () => {
  expect(document.components.schemas['IdpGroup']).toMatchObject({
    properties: { displayName: { description: expect.stringContaining('claim') as unknown } },
  })
})
