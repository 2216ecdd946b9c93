import { describe, expect, it } from 'vitest'
import { fileApi } from './fixture.ts'

const service = await fileApi()
const acme = await service.organization('acme')
const globex = await service.organization('globex')
const app = await service.application('portal')
const ann = await acme.scim.create('/Users', { userName: 'ann@acme.example' })
const group = await acme.scim.create('/Groups', { displayName: 'Platform' })
const team = await acme.api.create(`${acme.orgs}/teams`, { name: 'platform', idpGroupId: group })
const manual = await globex.api.create(`${globex.orgs}/idp-groups`, { displayName: 'Sales' })
const sales = await globex.api.create(`${globex.orgs}/teams`, { name: 'sales', idpGroupId: manual.id })

const members = async (): Promise<unknown[]> =>
  (await acme.api.get(`${acme.orgs}/teams/${team.id}/members`)).body.members.map((each) => [each['userName'], each['origins']])

describe('POST /api/sign-ins', () => {
  it('S1: with dryRun tells joins, leaves and unmatched values of each organization, and changes nothing', async () => {
    const body = { userName: 'ann@acme.example', claims: { groups: ['Platform', 'Sales', 'nobody'] }, dryRun: true }
    const answer = await app.post('/api/sign-ins', body)
    expect(answer).toMatchObject({
      status: 200,
      body: {
        known: true,
        dryRun: true,
        organizations: [
          { slug: 'acme', userId: ann, access: 'present', joins: [{ id: team.id, name: 'platform', groups: ['Platform'] }], leaves: [] },
          { slug: 'globex', access: 'added', joins: [{ id: sales.id }], unmatched: ['Platform', 'nobody'] },
        ],
        unmatched: [{ value: 'nobody', reason: 'unknown' }],
      },
    })
    expect(await members()).toEqual([])
  })

  it('S2, S3: applies it; the next claim without the group takes the person out again', async () => {
    expect((await app.post('/api/sign-ins', { userName: 'ann@acme.example', claims: { groups: ['Platform'] } })).status).toBe(200)
    expect(await members()).toEqual([['ann@acme.example', ['sign-in']]])
    const malformed = await app.post('/api/sign-ins', { userName: 'ann@acme.example', claims: { groups: 'Platform' } })
    expect(malformed.body).toMatchObject({ claim: { state: 'malformed' } })
    expect(await members()).toHaveLength(1)
    const left = await app.post('/api/sign-ins', { userName: 'ann@acme.example', claims: {} })
    expect(left.body).toMatchObject({ claim: { state: 'absent' }, organizations: [{ leaves: [{ name: 'platform' }] }] })
    expect(await members()).toEqual([])
  })

  it('S4: creates nobody unless asked to', async () => {
    const body = { userName: 'new@acme.example', claims: { groups: ['Platform'] } }
    expect((await app.post('/api/sign-ins', body)).body).toMatchObject({ known: false, organizations: [{ access: 'none', joins: [] }] })
    expect((await app.post('/api/sign-ins', { ...body, createUser: true })).body).toMatchObject({ organizations: [{ access: 'added' }] })
    expect(await members()).toEqual([['new@acme.example', ['sign-in']]])
  })

  it('is for application tokens only, and refuses what it cannot read', async () => {
    const body = { userName: 'ann@acme.example', claims: { groups: [] } }
    expect((await acme.api.post('/api/sign-ins', body)).status).toBe(403)
    expect((await app.send('POST', '/api/sign-ins', body, { token: acme.token })).status).toBe(401)
    expect((await app.post('/api/sign-ins', { claims: {} })).body).toMatchObject({ code: 'invalid', issues: [{ path: 'userName' }] })
    expect((await app.post('/api/sign-ins', { userName: 'ann', claims: ['Platform'] })).status).toBe(400)
  })
})
