import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/main/scim/limits.ts'
import { bodyOf, rawExchange } from '../http/raw.ts'
import { fileApi } from './fixture.ts'

const service = await fileApi()
const acme = await service.organization('acme')
const { api } = acme
const groups = `${acme.orgs}/idp-groups`

describe('paths and methods', () => {
  it('a path that is nothing is 404 as JSON, with no token asked for', async () => {
    for (const path of [
      '/api',
      '/api/',
      '/api/nothing',
      `${acme.orgs}/planets`,
      `${groups}/a/b/c`,
      `${groups}/%ff`,
      '/api/v1/acme/roles/x/y',
    ])
      expect([path, await api.get(path, { token: null })]).toMatchObject([path, { status: 404, body: { code: 'not_found' } }])
  })

  it('another method is 405 with Allow', async () => {
    const { status, headers, body } = await api.send('PATCH', groups, {})
    expect({ status, allow: headers.get('allow'), code: body.code }).toEqual({
      status: 405,
      allow: 'GET, HEAD, POST',
      code: 'method_not_allowed',
    })
    expect((await api.delete(`${acme.orgs}/scim/config`)).headers.get('allow')).toBe('GET, HEAD')
  })

  it('HEAD is GET without the body', async () => {
    const { status, text, headers } = await api.send('HEAD', groups)
    expect({ status, text, length: Number(headers.get('content-length')) > 0 }).toEqual({ status: 200, text: '', length: true })
  })

  it('E2: doubled and trailing slashes are accepted', async () => {
    expect((await api.get(`/api//orgs/${acme.organization.id}//idp-groups/`)).status).toBe(200)
  })

  it('an organization is named by number below /api/orgs and by slug, in any case, below /api/v1', async () => {
    expect((await api.get('/api/v1/ACME/roles')).status).toBe(200)
    for (const id of ['acme', '01', '-1', '1e0', '99999999999999999999', '%31%00'])
      expect([id, (await api.get(`/api/orgs/${id}/teams`)).status]).toEqual([id, 404])
  })

  it('the SCIM mounts below /api stay SCIM’s', async () => {
    for (const path of [
      `/api/orgs/${acme.organization.id}/scim/v2/Nothing`,
      `/api//orgs/${acme.organization.id}/scim//v2`,
      '/api/orgs/x/scim/v2/Users',
    ])
      expect([path, (await fetch(service.url + path)).headers.get('content-type')]).toEqual([path, 'application/scim+json'])
    expect((await fetch(`${service.url}/nothing`)).headers.get('content-type')).toBe('application/scim+json')
  })
})

describe('bodies', () => {
  const raw = (body: string, type = 'application/json') => api.send('POST', groups, body, { headers: { 'content-type': type } })

  it('another media type is 415, JSON with a charset is not', async () => {
    expect(await raw('<a/>', 'text/xml')).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } })
    expect((await raw('{"displayName":"charset"}', 'application/json; charset=utf-8')).status).toBe(201)
  })

  it('what is not JSON, or not an object, is 400 and says why', async () => {
    expect(await raw('{"displayName":')).toMatchObject({ status: 400, body: { code: 'bad_request' } })
    for (const body of ['[]', '"x"', 'null', '7']) expect([body, (await raw(body)).status]).toEqual([body, 400])
  })

  it('R10: nesting and size have limits', async () => {
    expect(await raw(`{"displayName":"x","more":${'['.repeat(40)}${']'.repeat(40)}}`)).toMatchObject({ status: 400 })
    const answer = await rawExchange(
      Number(new URL(service.url).port),
      [`POST ${groups} HTTP/1.1`, `Host: ${new URL(service.url).host}`, `Content-Length: ${LIMITS.bodyBytes + 1}`, 'Connection: close'],
      'x',
    )
    expect(answer).toContain('413')
    expect(bodyOf(answer)).toMatchObject({ code: 'too_large', message: expect.any(String) as unknown })
  })

  it('keys of a prototype are keys like any other', async () => {
    const { status, body } = await raw('{"displayName":"proto","__proto__":{"x":1},"constructor":{"prototype":{}}}')
    expect(status).toBe(201)
    expect(body['displayName']).toBe('proto')
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  it('properties that are not known are ignored', async () => {
    expect((await api.post(groups, { displayName: 'tolerant', avatar: 'x' })).status).toBe(201)
  })
})

describe('security', () => {
  it('a name that is not this service’s is refused in this API’s form', async () => {
    const answer = await rawExchange(Number(new URL(service.url).port), [
      `GET ${groups} HTTP/1.1`,
      'Host: evil.example',
      'Connection: close',
    ])
    expect(answer).toContain('421')
    expect(bodyOf(answer)).toMatchObject({ code: 'misdirected' })
  })

  it('answers are never cached or sniffed, and nothing of them is for other origins', async () => {
    const { headers } = await api.get(groups, { headers: { origin: 'https://evil.example' } })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  it('E7: text that looks like SQL or a template is text', async () => {
    const strange = `'; DROP TABLE groups; -- \${7*7} %00 \u0000 "quoted" <b>`
    const { status, body } = await api.post(groups, { displayName: strange })
    expect(status).toBe(201)
    expect((await api.get(`${groups}/${body.id}`)).body['displayName']).toBe(strange)
    for (const query of [`search=${encodeURIComponent(strange)}`, 'search=%27%22%25', 'search=%00'])
      expect([query, (await api.get(`${groups}?${query}`)).status]).toEqual([query, 200])
  })

  it('E7: no answer holds a stack, SQL or a token', async () => {
    const answers = [
      await api.post(groups, { displayName: '' }),
      await api.get(`${groups}/'`),
      await api.get(`${acme.orgs}/users?max=x`),
      await api.get(`${acme.orgs}/teams`, { token: `${api.token}x` }),
      await api.get(`${acme.v1}/audit`),
    ]
    for (const { text } of answers) {
      expect(text).not.toMatch(/\bat \w+ \(|node:|SELECT |SQLITE/)
      expect(text).not.toContain(api.token.slice(0, 40))
    }
  })

  it('nothing of all this was unforeseen', () => {
    expect(service.incidents).toEqual([])
  })
})
