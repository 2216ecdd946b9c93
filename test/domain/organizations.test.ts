import { describe, expect, it } from 'vitest'
import { removeOrganization } from '../../src/main/domain/organization-removal.ts'
import { renameOrganization } from '../../src/main/domain/organizations.ts'
import { allOrganizations } from '../../src/main/store/organizations.ts'
import { inconsistencies } from '../support/consistency.ts'
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

describe('an organization is deleted', () => {
  async function filled() {
    const world = newWorld()
    const acme = await world.organization('acme')
    const other = await world.organization('globex')
    const ann = await world.provision(acme, 'ann', { emails: [{ value: 'ann@acme.example' }] })
    await world.provision(other, 'ann')
    const inner = await world.push(acme, 'Inner', { members: [{ value: ann.id }] })
    await world.push(acme, 'Outer', { members: [{ value: inner.id }] })
    return { world, acme, other, ann }
  }

  it('with all that is in it; accounts, what is elsewhere and the audit trail stay', async () => {
    const { world, acme, other, ann } = await filled()
    await world.step(ADMIN, acme, (change, organization) => removeOrganization(change, organization, 'acme'))
    expect(inconsistencies(world.file).filter((each) => !each.includes('has no request in the log'))).toEqual([])
    expect(await world.database.read((tx) => allOrganizations(tx))).toMatchObject([{ name: 'globex', userCount: 1 }])
    expect(await world.database.read((tx) => tx.get('SELECT id FROM accounts WHERE id = ?', ann.id))).toEqual({ id: ann.id })
    expect(await world.database.read((tx) => tx.all('SELECT organization_id AS id FROM users'))).toEqual([{ id: other.id }])
    // The name of its group is free.
    await world.push(other, 'Inner')
    const [told] = await world.database.read((tx) => tx.all("SELECT before FROM audit_events WHERE action = 'organization.deleted'"))
    expect(told).toMatchObject({ before: expect.stringMatching(/"users":1,"groups":2/) as string })
  })

  it('only when its name is given, and nothing goes when it is not', async () => {
    const { world, acme } = await filled()
    await expect(world.step(ADMIN, acme, (change, organization) => removeOrganization(change, organization, 'Acme'))).rejects.toMatchObject(
      { code: 'invalid' },
    )
    expect(await world.database.read((tx) => allOrganizations(tx))).toHaveLength(2)
  })

  it('and its name may be used again, by an organization with another id', async () => {
    const { world, acme } = await filled()
    await world.step(ADMIN, acme, (change, organization) => removeOrganization(change, organization, 'acme'))
    const again = await world.organization('acme')
    expect(again).toMatchObject({ slug: 'acme', userCount: 0 })
    expect(again.id).not.toBe(acme.id)
  })
})
