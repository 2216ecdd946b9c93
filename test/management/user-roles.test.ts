import { describe, expect, it } from 'vitest'
import { fileApi } from './fixture.ts'

const service = await fileApi()
const acme = await service.organization('acme')
const { api } = acme

describe('GET /api/orgs/{orgId}/users/{userId}/roles', () => {
  it('I5, I6: gives every role with its source, and says which prevails', async () => {
    const ann = await acme.scim.create('/Users', { userName: 'ann@acme.example' })
    const group = await acme.scim.create('/Groups', { displayName: 'Data', members: [{ value: ann }] })
    const team = await api.create(`${acme.orgs}/teams`, { name: 'crew', idpGroupId: group })
    const lab = await api.create(`${acme.orgs}/workspaces`, { name: 'lab' })
    await api.create(`${acme.orgs}/workspaces/${lab.id}/participants`, { teamId: team.id, role: 'maintain' })
    await api.create(`${acme.orgs}/workspaces/${lab.id}/participants`, { userId: ann, role: 'view' })
    expect((await api.get(`${acme.orgs}/users/${ann}/roles`)).body.roles).toEqual([
      { scope: 'organization', workspace: null, role: 'member', source: { kind: 'membership', id: null, name: null }, effective: true },
      {
        scope: 'workspace',
        workspace: { id: lab.id, name: 'lab' },
        role: 'maintain',
        source: { kind: 'team', id: team.id, name: 'crew' },
        effective: true,
      },
      {
        scope: 'workspace',
        workspace: { id: lab.id, name: 'lab' },
        role: 'view',
        source: { kind: 'direct', id: null, name: null },
        effective: false,
      },
    ])
    expect((await api.get(`${acme.orgs}/users/nobody/roles`)).status).toBe(404)
  })
})
