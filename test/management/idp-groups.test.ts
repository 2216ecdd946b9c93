import { describe, expect, it } from 'vitest'
import { fileApi } from './fixture.ts'

const service = await fileApi()
const acme = await service.organization('acme')
const { api } = acme
const groups = `${acme.orgs}/idp-groups`

describe('the catalog of groups', () => {
  it('G2: a group entered by hand is there at once, and is where its Location says', async () => {
    const { status, body, headers } = await api.post(groups, { displayName: ' Data Team ', label: 'from Keycloak' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ displayName: 'Data Team', source: 'manual', label: 'from Keycloak', memberCount: 0, teams: [] })
    expect(headers.get('location')).toBe(`${service.url}${groups}/${body.id}`)
    expect((await api.get(`${groups}/${body.id}`)).body).toEqual(body)
    expect((await api.get(groups)).body.idpGroups).toContainEqual(body)
  })

  it('G2: an empty name is 400 and says which field', async () => {
    for (const body of [{ displayName: '' }, { displayName: '   ' }, {}, { displayName: 7 }, { displayName: null }]) {
      const { status, body: told } = await api.post(groups, body)
      expect({ status, code: told.code, path: told.issues[0]?.path }).toEqual({ status: 400, code: 'invalid', path: 'displayName' })
    }
  })

  it('G2, G7: a taken name is 409, whatever its case', async () => {
    await api.create(groups, { displayName: 'Taken' })
    const { status, body } = await api.post(groups, { displayName: 'TAKEN' })
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'name_taken' })
  })

  it('G3: a manual row can be deleted: 204, then 404', async () => {
    const { id } = await api.create(groups, { displayName: 'Short-lived' })
    expect(await api.delete(`${groups}/${id}`)).toMatchObject({ status: 204, text: '' })
    expect((await api.delete(`${groups}/${id}`)).status).toBe(404)
    expect((await api.get(`${groups}/${id}`)).status).toBe(404)
  })

  it('G3, G4: a row that SCIM manages, pushed or promoted, is 409 and stays', async () => {
    const promoted = await api.create(groups, { displayName: 'Promoted' })
    const ids = [
      await acme.scim.create('/Groups', { displayName: 'Pushed' }),
      await acme.scim.create('/Groups', { displayName: 'Promoted' }),
    ]
    expect(ids[1]).toBe(promoted.id)
    for (const id of ids) {
      const { status, body } = await api.delete(`${groups}/${id}`)
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'scim_managed' })
      expect((await api.get(`${groups}/${id}`)).body).toMatchObject({ source: 'scim' })
    }
  })

  it('G9: deleting a group orphans its teams', async () => {
    const group = await api.create(groups, { displayName: 'Feeds a team' })
    const team = await api.create(`${acme.orgs}/teams`, { name: 'fed', idpGroupId: group.id })
    await api.delete(`${groups}/${group.id}`)
    expect((await api.get(`${acme.orgs}/teams/${team.id}`)).body).toMatchObject({
      idpGroupId: null,
      managedInIdp: false,
      orphaned: { groupName: 'Feeds a team', cause: 'manual-delete', purgedCount: 0 },
    })
  })

  it('lists in pages, by name, with how many there are; searches; filters by source', async () => {
    const globex = await service.organization('globex')
    const at = `${globex.orgs}/idp-groups`
    for (const displayName of ['c', 'a', 'b', 'd']) await globex.api.create(at, { displayName: `page ${displayName}` })
    await globex.scim.create('/Groups', { displayName: 'page e' })
    const names = async (query: string) => (await globex.api.get(`${at}?${query}`)).body.idpGroups.map((group) => group['displayName'])
    expect((await globex.api.get(`${at}?max=2`)).body.totalSize).toBe(5)
    expect(await names('max=2')).toEqual(['page a', 'page b'])
    expect(await names('max=2&offset=3')).toEqual(['page d', 'page e'])
    expect(await names('offset=5')).toEqual([])
    expect(await names('source=scim')).toEqual(['page e'])
    await globex.api.create(at, { displayName: 'Zebras' })
    expect(await names('search=zebra')).toEqual(['Zebras'])
    for (const wrong of ['max=0', 'max=1001', 'max=x', 'offset=-1', 'source=other'])
      expect([wrong, (await globex.api.get(`${at}?${wrong}`)).status]).toEqual([wrong, 400])
  })

  it('L2: what is changed is audited with the service account as its actor', async () => {
    const { id } = await api.create(groups, { displayName: 'Audited' })
    await api.delete(`${groups}/${id}`)
    const { results, total } = (await api.get(`${acme.v1}/audit?search=Audited`)).body
    expect(total).toBe(2)
    expect(results.map(({ action, actor }) => ({ action, actor }))).toEqual(
      ['group.deleted', 'group.entered'].map((action) => ({
        action,
        actor: { kind: 'service-account', name: expect.stringMatching(/^account-/) as unknown },
      })),
    )
  })
})
