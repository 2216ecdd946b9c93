import { describe, expect, it } from 'vitest'
import { renameOrganization } from '../../src/main/domain/organizations.ts'
import { ADMIN, newWorld } from '../support/world.ts'

describe('D6: an organization is renamed', () => {
  it('its slug and its addresses stay, and the change is told', async () => {
    const world = newWorld()
    const acme = await world.organization('acme')
    const renamed = await world.step(ADMIN, acme, (change, organization) => renameOrganization(change, organization, 'Acme-Research'))
    expect(renamed).toMatchObject({ id: acme.id, slug: 'acme', name: 'Acme-Research' })
  })

  it.each(['globex', 'GLOBEX', '-acme', 'a'])('D6: but not to %s', async (name) => {
    const world = newWorld()
    await world.organization('globex')
    const acme = await world.organization('acme')
    await expect(world.step(ADMIN, acme, (change, organization) => renameOrganization(change, organization, name))).rejects.toMatchObject({
      code: name.toLowerCase() === 'globex' ? 'name_taken' : 'invalid',
    })
  })

  it('D6: nobody else is called what it was called, since its addresses still say so; it may be called that again', async () => {
    const world = newWorld()
    const acme = await world.organization('acme')
    const rename = (name: string) => world.step(ADMIN, acme, (change, organization) => renameOrganization(change, organization, name))
    await rename('Initech')
    await expect(world.organization('Acme')).rejects.toMatchObject({
      code: 'name_taken',
      message: expect.stringMatching(/Initech/) as string,
    })
    await expect(world.organization('initech')).rejects.toMatchObject({ code: 'name_taken' })
    expect(await rename('Acme')).toMatchObject({ slug: 'acme', name: 'Acme' })
  })
})
