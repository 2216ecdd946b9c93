import { describe, expect, it } from 'vitest'
import { adviceOf, clientOf, isProblem, type LoggedFacts, summaryOf } from '../../src/main/domain/activity/words.ts'

const facts = (more: Partial<LoggedFacts>): LoggedFacts => ({
  method: 'GET',
  path: '/scim/v2/Users',
  status: 200,
  scimType: null,
  resourceType: null,
  resourceName: null,
  ...more,
})

describe('L1: a logged request in a sentence', () => {
  const rows: readonly (readonly [string, Partial<LoggedFacts>])[] = [
    ['Created user ann', { method: 'POST', status: 201, resourceType: 'User', resourceName: 'ann' }],
    ['Replaced group Data', { method: 'PUT', path: '/scim/v2/Groups/1', resourceType: 'Group', resourceName: 'Data' }],
    ['Changed group Data', { method: 'PATCH', status: 204, path: '/scim/v2/Groups/1', resourceType: 'Group', resourceName: 'Data' }],
    ['Deleted user ann', { method: 'DELETE', status: 204, path: '/scim/v2/Users/1', resourceType: 'User', resourceName: 'ann' }],
    ['Read user ann', { path: '/scim/v2/Users/1', resourceType: 'User', resourceName: 'ann' }],
    ['Looked up users', { path: '/scim/v2/Users?filter=userName%20eq%20%22ann%22', resourceType: 'User' }],
    ['Looked up groups', { path: '/scim/v2/Groups?count=1&filter=x', resourceType: 'Group' }],
    ['Listed users', { path: '/scim/v2/Users?startIndex=1&count=2', resourceType: 'User' }],
    ['Listed groups', { path: '/scim/v2/Groups', resourceType: 'Group' }],
    ['Listed users', { method: 'POST', path: '/scim/v2/Users/.search', resourceType: 'User' }],
    ['Read what the service supports', { path: '/scim/v2/ServiceProviderConfig' }],
    ['Read the schemas', { path: '/scim/v2/Schemas/urn:x' }],
    ['Read the schemas', { path: '/scim/v2/ResourceTypes' }],
    ['Carried out a bulk request', { method: 'POST', path: '/scim/v2/Bulk' }],
    ['Refused: no valid token', { status: 401 }],
    ['Not found (user 42)', { status: 404, resourceType: 'User', resourceName: '42' }],
    ['Refused: a clash (group Data)', { method: 'POST', status: 409, resourceType: 'Group', resourceName: 'Data' }],
    ['Refused', { status: 418 }],
    ['Failed inside the service', { status: 500, resourceType: 'User', resourceName: 'ann' }],
  ]
  it.each(rows)('%s', (summary, more) => {
    expect(summaryOf(facts(more))).toBe(summary)
  })
})

describe('L1: a problem', () => {
  it('is what the administrator should act on, and comes with advice on what to do', () => {
    for (const status of [400, 401, 403, 409, 413, 500, 503]) {
      expect(isProblem(status)).toBe(true)
      expect(adviceOf(facts({ status }))).toMatch(/\.$/)
    }
  })

  it('is neither a success nor a probe that finds nothing', () => {
    for (const status of [200, 201, 204, 304, 404, 405, 412, 429]) expect(isProblem(status)).toBe(false)
    for (const status of [200, 204, 404]) expect(adviceOf(facts({ status }))).toBeNull()
  })

  it('is advised on by what it is about', () => {
    expect(adviceOf(facts({ status: 409, resourceType: 'Group' }))).toMatch(/prefix/)
    expect(adviceOf(facts({ status: 409, resourceType: 'User' }))).toMatch(/matching attribute/)
    expect(adviceOf(facts({ status: 401 }))).toMatch(/generate one more/)
    const about400 = ['invalidFilter', 'noTarget', 'mutability', 'invalidValue'].map((scimType) =>
      adviceOf(facts({ status: 400, scimType })),
    )
    expect(new Set(about400).size).toBe(4)
  })
})

describe('L1: whose client it was', () => {
  it.each([
    ['Okta SCIM Client 1.0.0', 'Okta'],
    ['Mozilla/5.0 (Windows) Azure-AD-Provisioning', 'Entra ID'],
    ['OneLogin SCIM', 'OneLogin'],
    ['goauthentik.io/2026.1', 'authentik'],
    ['curl/8.5.0', 'curl'],
    ['Something', 'Something'],
    ['', null],
    [undefined, null],
  ])('%s is %s', (userAgent, client) => {
    expect(clientOf(userAgent)).toBe(client)
  })
})
