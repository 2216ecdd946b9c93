import { describe, expect, it } from 'vitest'
import { changeSettings, currentSettings, DEFAULT_SETTINGS } from '../../src/main/domain/settings.ts'
import { writeSetting } from '../../src/main/store/settings.ts'
import type { Settings } from '../../src/shared/console/settings.ts'
import { ADMIN, newWorld } from '../support/world.ts'

function settingsWorld() {
  const world = newWorld()
  return {
    ...world,
    set: (wanted: Partial<Settings>) => world.domain.change({ actor: ADMIN }, (change) => changeSettings(change, wanted)),
    current: () => world.domain.read(currentSettings),
  }
}

describe('settings', () => {
  it('have values before anybody sets them', async () => {
    const { current } = settingsWorld()
    expect(await current()).toEqual(DEFAULT_SETTINGS)
  })

  it('keep what is set, over a restart too, and leave what is not named', async () => {
    const { set, current } = settingsWorld()
    await set({ logRetentionDays: 7 })
    await set({ logBodies: false })
    expect(await current()).toEqual({ ...DEFAULT_SETTINGS, logRetentionDays: 7, logBodies: false })
  })

  it('E3: the public URL loses its slash, and can be taken away again', async () => {
    const { set } = settingsWorld()
    expect((await set({ publicUrl: 'https://scim.example.com//' })).publicUrl).toBe('https://scim.example.com')
    expect((await set({ publicUrl: null })).publicUrl).toBeNull()
  })

  it('that come along undefined are left as they are', async () => {
    const { set, current } = settingsWorld()
    await set({ publicUrl: 'https://scim.example.com' })
    await set({ publicUrl: undefined, logRetentionDays: undefined, logBodies: false })
    expect(await current()).toEqual({ ...DEFAULT_SETTINGS, publicUrl: 'https://scim.example.com', logBodies: false })
  })

  it('L2: are audited with before and after, and only when something changed', async () => {
    const { set, audit } = settingsWorld()
    await set({ logRetentionDays: 7 })
    await set({ logRetentionDays: 7 })
    expect(await audit()).toMatchObject([
      { action: 'settings.changed', actorName: 'ada', before: { logRetentionDays: 30 }, after: { logRetentionDays: 7 } },
    ])
  })

  it('share their table with what is not a setting, undisturbed', async () => {
    const { set, current, database } = settingsWorld()
    await database.write((tx) => writeSetting(tx, 'lastScimUrl', 'http://127.0.0.1:7643'))
    await set({ logRetentionDays: 7 })
    expect(await current()).toEqual({ ...DEFAULT_SETTINGS, logRetentionDays: 7 })
  })
})

describe('D4: an organization’s policy', () => {
  it('changes what is named, is audited, and only when something changed', async () => {
    const { organization, policy, audit } = settingsWorld()
    const acme = await organization()
    await policy(acme, { membershipSources: 'scim' })
    await policy(acme, { membershipSources: 'scim', oneTeamPerGroup: undefined })
    expect(await policy(acme, { oneTeamPerGroup: true })).toMatchObject({ membershipSources: 'scim', oneTeamPerGroup: 1 })
    expect((await audit()).filter((event) => event.action === 'organization.policy-changed')).toMatchObject([
      { before: { membershipSources: 'both' }, after: { membershipSources: 'scim', oneTeamPerGroup: false } },
      { before: { oneTeamPerGroup: false }, after: { membershipSources: 'scim', oneTeamPerGroup: true } },
    ])
  })
})
