import { afterEach, describe, expect, it } from 'vitest'
import { GROUP, USER } from '../support/scim-client.ts'
import { fileEndpoint } from '../support/scim-endpoint.ts'

const endpoint = await fileEndpoint()
const acme = await endpoint.tenant('acme')
const other = await endpoint.tenant('globex')
const at = (mount: keyof typeof acme.mounts) => endpoint.client(acme.mounts[mount], acme.token)
const MOUNTS = ['okta', 'entra', 'integration'] as const

afterEach(() => {
  endpoint.settings.publicUrl = null
})

describe('E1: three mounts of one service', () => {
  it('E1: what is created on one mount is there on the others, under the same id', async () => {
    const id = await at('okta').create('/Users', { userName: 'one@acme.example' })
    for (const mount of MOUNTS) {
      const { status, body } = await at(mount).get(`/Users/${id}`)
      expect([status, body['userName']]).toEqual([200, 'one@acme.example'])
    }
    expect((await at('integration').delete(`/Users/${id}`)).status).toBe(204)
    for (const mount of MOUNTS) expect((await at(mount).get(`/Users/${id}`)).status).toBe(404)
  })

  it('E1: the mounts have the shapes that Okta, Entra ID and Kestra-shaped clients use', () => {
    const { organization, integration, mounts } = acme
    expect(mounts).toEqual({
      okta: `${endpoint.url}/api/orgs/${organization.id}/scim/v2`,
      entra: `${endpoint.url}/orgs/${organization.id}/scim/v2`,
      integration: `${endpoint.url}/api/v1/acme/integrations/${integration.id}/scim/v2`,
    })
  })

  it.each(MOUNTS)('E1: no answer of the %s mount is a redirect, since clients drop the token on one', async (mount) => {
    const paths = ['', '/', '/Users', '/Users/', '/Groups', '/Schemas', '/ServiceProviderConfig', '/ResourceTypes', '/Nothing']
    for (const path of paths) {
      const { status, headers } = await at(mount).get(path)
      expect([path, status < 300 || status >= 400, headers['location']]).toEqual([path, true, undefined])
    }
  })

  it('E1: the integration mount is found by the organization’s slug in any case, and by nothing else', async () => {
    const { integration, token } = acme
    const ask = (tenant: string, id: string) =>
      endpoint.client(`${endpoint.url}/api/v1/${tenant}/integrations/${id}/scim/v2`, token).get('/Users?count=0')
    expect((await ask('ACME', integration.id)).status).toBe(200)
    for (const [tenant, id] of [
      ['globex', integration.id],
      ['nobody', integration.id],
      [String(acme.organization.id), integration.id],
      ['acme', other.integration.id],
      ['acme', 'nothing'],
      ['acme', integration.name],
    ] as const)
      expect([tenant, id, (await ask(tenant, id)).status]).toEqual([tenant, id, 401])
  })

  it('E1, T6: another organization, and one that does not exist, answer alike: which there are is not told', async () => {
    const answers = await Promise.all(
      [other.organization.id, 999_999, 0].map((id) => endpoint.client(`${endpoint.url}/orgs/${id}/scim/v2`, acme.token).get('/Users')),
    )
    for (const { status, text } of answers) expect([status, text]).toEqual([401, answers[0]?.text])
  })

  it('E1: a path behind no mount is 404 with a SCIM error that says where to find the endpoint', async () => {
    for (const path of ['/', '/scim/v2/Users', '/api/orgs/acme/scim/v2/Users', `/orgs/${acme.organization.id}/scim/v1/Users`]) {
      const { status, body } = await endpoint.client(endpoint.url, acme.token).get(path)
      expect([path, status, body.detail]).toEqual([path, 404, expect.stringContaining('Group mapping')])
    }
  })
})

describe('E2: what clients do to URLs', () => {
  it.each([
    '/Users/',
    '//Users',
    '///Users//',
    '/Users?',
    '/Users?&',
    '/Users?aadOptscim062020',
    '/Users?aadOptscim062020&count=1',
    '/Users?nobody=knows&this=parameter',
    '/Users?attributes=',
    '/Users?filter=',
    '/users',
    '/USERS',
    '/Users/?startIndex=1&count=2',
  ])('E2: GET %s is GET /Users', async (path) => {
    const { status, body } = await acme.scim.get(path)
    expect([status, body.schemas]).toEqual([200, ['urn:ietf:params:scim:api:messages:2.0:ListResponse']])
  })

  it('E2: the same holds of writes and of single resources', async () => {
    const made = await acme.scim.post('//Users/?aadOptscim062020', { schemas: [USER], userName: 'slash@acme.example' })
    expect(made.status).toBe(201)
    expect((await acme.scim.get(`//Users//${made.body.id}/?`)).body.id).toBe(made.body.id)
    expect((await acme.scim.delete(`/Users/${made.body.id}/?&`)).status).toBe(204)
  })
})

describe('E3: URLs in answers', () => {
  it.each(MOUNTS)('E3: are those of the %s mount when it was the one used', async (mount) => {
    const scim = at(mount)
    const made = await scim.post('/Users', { schemas: [USER], userName: `${mount}@acme.example` })
    const location = `${scim.base}/Users/${made.body.id}`
    expect([made.headers['location'], made.body.meta['location']]).toEqual([location, location])
    const group = await scim.post('/Groups', { schemas: [GROUP], displayName: `of ${mount}`, members: [{ value: made.body.id }] })
    expect(group.headers['location']).toBe(`${scim.base}/Groups/${group.body.id}`)
    expect(group.body.members).toMatchObject([{ $ref: location, type: 'User' }])
    const read = await scim.get(`/Users/${made.body.id}`)
    expect(read.body.groups).toMatchObject([{ value: group.body.id, $ref: `${scim.base}/Groups/${group.body.id}` }])
    const listed = await scim.get(`/Users?filter=id%20eq%20%22${made.body.id}%22`)
    expect(listed.body.Resources[0]?.meta['location']).toBe(location)
  })

  it('E3: follow the Host that the client used', async () => {
    const { port } = new URL(endpoint.url)
    const { body } = await acme.scim.get('/ServiceProviderConfig', { headers: { host: `localhost:${port}` } })
    expect(body.meta['location']).toBe(`http://localhost:${port}/orgs/${acme.organization.id}/scim/v2/ServiceProviderConfig`)
  })

  it.each(['https://scim.acme.example', 'https://scim.acme.example/', 'https://acme.example:8443/tunnel', 'https://acme.example/a/b/'])(
    'E3: behind a tunnel are those of the configured public URL %s, whatever Host says',
    async (publicUrl) => {
      endpoint.settings.publicUrl = publicUrl
      const { pathname, host } = new URL(publicUrl)
      const base = `${publicUrl.replace(/\/+$/, '')}/orgs/${acme.organization.id}/scim/v2`
      for (const headers of [{}, { host }] as Record<string, string>[]) {
        const made = await acme.scim.post('/Users', { schemas: [USER], userName: `${pathname}@public.example` }, { headers })
        expect([made.headers['location'], made.body.meta['location']]).toEqual([
          `${base}/Users/${made.body.id}`,
          `${base}/Users/${made.body.id}`,
        ])
        await acme.scim.delete(`/Users/${made.body.id}`)
      }
    },
  )
})

describe('E4: media types', () => {
  it('E4: every answer with a body is exactly application/scim+json', async () => {
    const id = await acme.scim.create('/Users', { userName: 'media@acme.example' })
    const answers = await Promise.all([
      acme.scim.get('/Users'),
      acme.scim.get(`/Users/${id}`, { headers: { accept: 'application/json' } }),
      acme.scim.get('/Schemas', { headers: { accept: '*/*' } }),
      acme.scim.post('/Users', { schemas: [USER], userName: 'media2@acme.example' }),
      acme.scim.post('/Users', { schemas: [USER], userName: 'media@acme.example' }),
      acme.scim.post('/Users', '{'),
      acme.scim.get('/Users/nobody'),
      acme.scim.get('/Me'),
      acme.scim.put('/Users', {}),
      acme.scim.get('/Users', { token: 'wrong' }),
      acme.scim.get('/Users', { headers: { host: 'evil.example' } }),
      acme.scim.delete(`/Users/${id}`, { headers: { 'if-match': 'W/"99"' } }),
      acme.scim.post('/Users', ' '.repeat(5 * 1024 * 1024)),
      acme.scim.post('/Users', '<user/>', { headers: { 'content-type': 'text/xml' } }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 201, 409, 400, 404, 501, 405, 401, 421, 412, 413, 415])
    for (const { headers, status } of answers) expect([status, headers['content-type']]).toEqual([status, 'application/scim+json'])
  })

  it.each([
    'application/scim+json',
    'application/json',
    'application/scim+json; charset=utf-8',
    'application/json;charset=UTF-8',
    'Application/SCIM+JSON ; Charset="utf-8"',
  ])('E4: a request may be %s', async (type) => {
    const made = await acme.scim.post(
      '/Users',
      { schemas: [USER], userName: `${type}@acme.example` },
      { headers: { 'content-type': type } },
    )
    expect(made.status).toBe(201)
  })

  it.each(['text/xml', 'application/x-www-form-urlencoded', 'application/jsonp', 'application/merge-patch+json'])(
    'E4: a request may not be %s: 415 that says what may be sent',
    async (type) => {
      const { status, body } = await acme.scim.post('/Users', { userName: 'x' }, { headers: { 'content-type': type } })
      expect([status, body.detail]).toEqual([415, expect.stringContaining('application/scim+json')])
    },
  )
})
