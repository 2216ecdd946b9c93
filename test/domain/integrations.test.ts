import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createBinding, removeBinding, requireBinding } from '../../src/main/domain/access/bindings.ts'
import { createRole, editRole, listRoles, managedRole } from '../../src/main/domain/access/roles.ts'
import {
  createIntegration,
  describeIntegration,
  editIntegration,
  enableIntegration,
  integrationRemoval,
  removeIntegration,
  requireIntegrationById,
} from '../../src/main/domain/integrations.ts'
import { checkToken, issueToken, requireIntegration } from '../../src/main/domain/tokens.ts'
import { auditChain } from '../../src/main/store/audit.ts'
import type { IntegrationRow } from '../../src/main/store/integrations.ts'
import type { OrganizationRow } from '../../src/main/store/organizations.ts'
import type { IntegrationPreset } from '../../src/shared/console/integrations.ts'
import { inconsistencies } from '../support/consistency.ts'
import { ADMIN, newWorld } from '../support/world.ts'

async function integrationWorld() {
  const world = newWorld()
  const acme = await world.organization('acme')
  return {
    ...world,
    acme,
    create: (name: string, more: { preset?: IntegrationPreset; enabled?: boolean } = {}, org: OrganizationRow = acme) =>
      world.step(ADMIN, org, (change, organization) =>
        createIntegration(change, organization, { name, description: '', preset: 'okta', enabled: true, ...more }),
      ),
    issue: (integration: IntegrationRow) => world.step(ADMIN, acme, (change) => issueToken(change, integration, null)),
    remove: (integration: IntegrationRow) =>
      world.step(ADMIN, acme, (change, organization) => removeIntegration(change, organization, integration)),
    shown: (integration: IntegrationRow, org: OrganizationRow = acme) =>
      world.domain.read(async (tx) =>
        describeIntegration(tx, 'https://muster.example', org, await requireIntegrationById(tx, org, integration.id), world.time.now),
      ),
    /** What became of a token at an integration's door. */
    opens: async (token: string, integration: IntegrationRow): Promise<string> => {
      const check = await world.domain.read((tx) => checkToken(tx, token, integration.id, world.time.now))
      return check.ok ? 'opens' : check.refusal
    },
    actions: async (): Promise<string[]> => (await world.domain.read((tx) => auditChain(tx, 0, 1000))).map(({ action }) => action),
  }
}

describe('I1: the name of an integration', () => {
  it.each(['a', '7', 'okta', 'okta-production-2', 'a'.repeat(63)])('I1: may be %s', async (name) => {
    const { create } = await integrationWorld()
    expect(await create(name)).toMatchObject({ name, builtIn: 0, enabled: 1 })
  })

  it.each(['', 'Okta', '-okta', 'okta-', 'okta--2', 'okta_2', 'okta 2', 'ökta', 'a'.repeat(64), 'okta\n'])(
    'I1: is refused when it is %j',
    async (name) => {
      const { create, actions } = await integrationWorld()
      const before = await actions()
      await expect(create(name)).rejects.toMatchObject({ code: 'invalid', issues: [{ path: 'name' }] })
      expect(await actions()).toEqual(before)
    },
  )

  it('I1: is one integration’s only in its organization, and free in another', async () => {
    const { create, organization } = await integrationWorld()
    await create('okta')
    await expect(create('okta')).rejects.toMatchObject({ code: 'value_taken', issues: [{ path: 'name' }] })
    await expect(create('group-mapping')).rejects.toMatchObject({ code: 'value_taken' })
    const globex = await organization('globex')
    expect(await create('okta', {}, globex)).toMatchObject({ organizationId: globex.id })
  })
})

describe('I3, I4: what an integration acts as', () => {
  it('I3: is a service account of its own, bound to SCIMProvisioner, which the organization has once', async () => {
    const { create, shown, acme, domain, file } = await integrationWorld()
    const [okta, entra] = [await create('okta'), await create('entra', { preset: 'entra' })]
    const [first, second] = [await shown(okta), await shown(entra)]
    expect(first.serviceAccount).toMatchObject({ name: 'scim-okta', roles: [{ name: 'SCIMProvisioner' }] })
    expect(second.serviceAccount.id).not.toBe(first.serviceAccount.id)
    expect(second.serviceAccount.roles[0]?.id).toBe(first.serviceAccount.roles[0]?.id)
    expect([first.emptyPatch, second.emptyPatch]).toEqual(['reject', 'ignore'])
    const provisioner = (await domain.read((tx) => listRoles(tx, acme))).find(({ name }) => name === 'SCIMProvisioner')
    expect(provisioner).toMatchObject({
      managed: true,
      permissions: {
        GROUPS: ['CREATE', 'READ', 'UPDATE', 'DELETE'],
        USERS: ['CREATE', 'READ', 'UPDATE'],
        BINDINGS: ['CREATE', 'READ', 'UPDATE', 'DELETE'],
      },
    })
    expect(inconsistencies(file)).toEqual([])
  })

  it('I4: the managed role is narrowed and given back, and never widened', async () => {
    const { step, acme } = await integrationWorld()
    const edit = (permissions: Parameters<typeof editRole>[3]['permissions']) =>
      step(ADMIN, acme, async (change, organization) =>
        editRole(change, organization, await managedRole(change.tx, organization, 'SCIMProvisioner'), { permissions }),
      )
    await edit({ GROUPS: ['READ'] })
    await edit({ GROUPS: ['CREATE', 'READ'], USERS: ['READ'] })
    await expect(edit({ TOKENS: ['CREATE'] })).rejects.toMatchObject({ name: 'DomainError' })
    await expect(edit({ USERS: ['DELETE'] })).rejects.toMatchObject({ name: 'DomainError' })
  })

  it('I5: it is bound again by deleting the binding and making another', async () => {
    const { create, shown, step, acme, file } = await integrationWorld()
    const okta = await create('okta')
    const { serviceAccount } = await shown(okta)
    await step(ADMIN, acme, async (change, organization) => {
      await removeBinding(change, organization, await requireBinding(change.tx, organization, serviceAccount.roles[0]?.bindingId ?? ''))
      const reader = await createRole(change, organization, { name: 'reader', description: '', permissions: { GROUPS: ['READ'] } })
      await createBinding(change, organization, reader, { kind: 'service-account', id: serviceAccount.id })
    })
    expect((await shown(okta)).serviceAccount.roles.map(({ name }) => name)).toEqual(['reader'])
    expect(inconsistencies(file)).toEqual([])
  })
})

describe('I2: an integration', () => {
  it('I2: is switched, audited once for each time that something changes', async () => {
    const { create, step, acme, actions, shown } = await integrationWorld()
    const okta = await create('okta', { enabled: false })
    expect((await shown(okta)).enabled).toBe(false)
    const before = (await actions()).length
    const turn = (enabled: boolean) =>
      step(ADMIN, acme, async (change, organization) =>
        enableIntegration(change, organization, await requireIntegrationById(change.tx, organization, okta.id), enabled),
      )
    for (const enabled of [true, true, false, false]) await turn(enabled)
    expect((await actions()).slice(before)).toEqual(['integration.enabled', 'integration.disabled'])
  })

  it('R2: keeps what is not named when its settings change, and changes nothing when they are the same', async () => {
    const { create, step, acme, actions, shown } = await integrationWorld()
    const okta = await create('okta')
    await step(ADMIN, acme, (change, organization) => editIntegration(change, organization, okta, { patchAnswer: 'no-content' }))
    expect(await shown(okta)).toMatchObject({ patchAnswer: 'no-content', emptyPatch: 'reject', preset: 'okta' })
    const before = await actions()
    await step(ADMIN, acme, (change, organization) => editIntegration(change, organization, okta, { preset: 'okta' }))
    expect(await actions()).toEqual(before)
  })

  it('I2, T6: removed, takes its token, account and bindings with it, and nothing else', async () => {
    const { create, issue, remove, opens, actions, domain, acme, enter, file } = await integrationWorld()
    const [okta, entra] = [await create('okta'), await create('entra')]
    const [ofOkta, ofEntra] = [await issue(okta), await issue(entra)]
    expect([await opens(ofOkta, okta), await opens(ofOkta, entra), await opens(ofEntra, okta)]).toEqual(['opens', 'unknown', 'unknown'])
    const group = await enter(acme, 'Platform')
    expect(await domain.read((tx) => integrationRemoval(tx, okta))).toMatchObject({
      name: 'okta',
      tokenTail: ofOkta.slice(-4),
      serviceAccount: 'scim-okta',
      roles: ['SCIMProvisioner'],
    })
    const before = (await actions()).length
    await remove(okta)
    expect((await actions()).slice(before)).toEqual(expect.arrayContaining(['token.revoked', 'integration.removed']))
    expect([await opens(ofOkta, okta), await opens(ofEntra, entra)]).toEqual(['unknown', 'opens'])
    await expect(domain.read((tx) => requireIntegrationById(tx, acme, okta.id))).rejects.toMatchObject({ code: 'not_found' })
    expect(group.displayName).toBe('Platform')
    expect(inconsistencies(file)).toEqual([])
    // Its name is free again.
    expect(await create('okta')).toMatchObject({ name: 'okta' })
  })

  it('I2: that is built in stays', async () => {
    const { remove, domain, acme } = await integrationWorld()
    const builtIn = await domain.read((tx) => requireIntegration(tx, acme, undefined))
    await expect(remove(builtIn)).rejects.toMatchObject({ code: 'managed' })
    await expect(domain.read((tx) => integrationRemoval(tx, builtIn))).rejects.toMatchObject({ code: 'managed' })
  })

  it('T6: of another organization is not found', async () => {
    const { create, organization, domain } = await integrationWorld()
    const okta = await create('okta')
    const globex = await organization('globex')
    await expect(domain.read((tx) => requireIntegrationById(tx, globex, okta.id))).rejects.toMatchObject({ code: 'not_found' })
    await expect(domain.read((tx) => requireIntegration(tx, globex, okta.id))).rejects.toMatchObject({ code: 'not_found' })
  })
})

it('T8: no plaintext is anywhere in the database, whatever was issued, rotated and removed', async () => {
  const { create, issue, remove, file, domain } = await integrationWorld()
  const okta = await create('okta')
  const plaintexts = [await issue(okta), await issue(okta)]
  await remove(okta)
  const audit = JSON.stringify(await domain.read((tx) => auditChain(tx, 0, 1000)))
  const bytes = Buffer.concat([readFileSync(file), readFileSync(`${file}-wal`)]).toString('latin1')
  expect(bytes).toContain('integration.removed')
  for (const plaintext of plaintexts) {
    const secret = plaintext.slice('muster_scim_'.length, -4)
    expect([audit.includes(secret), bytes.includes(secret)]).toEqual([false, false])
  }
})
