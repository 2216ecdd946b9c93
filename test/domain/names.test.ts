import { describe, expect, it } from 'vitest'
import { claimIdentifier, ruledName } from '../../src/main/domain/names.ts'
import type { IdpPreset } from '../../src/shared/console/catalog.ts'
import { newWorld } from '../support/world.ts'

describe('G2: the identifier of a group entered by hand', () => {
  const accepted: readonly (readonly [IdpPreset, string, string])[] = [
    ['other', ' Data Team ', 'Data Team'],
    ['other', '/any/thing at all', '/any/thing at all'],
    ['google', 'data-team@example.com', 'data-team@example.com'],
    ['keycloak-path', '/engineering/admins', '/engineering/admins'],
    ['keycloak-name', 'admins', 'admins'],
  ]
  it.each(accepted)('%s takes %j', (preset, text, identifier) => {
    expect(claimIdentifier(text, preset)).toBe(identifier)
  })

  const refused: readonly (readonly [IdpPreset, string, RegExp])[] = [
    ['other', '', /identifier is empty/],
    ['other', '  \t', /identifier is empty/],
    ['google', '', /identifier is empty/],
    ['google', 'data-team', /e-mail address/],
    ['google', 'data team@example.com', /e-mail address/],
    ['google', 'data@localhost', /e-mail address/],
    ['keycloak-path', 'engineering/admins', /path from the root/],
    ['keycloak-path', '/engineering/', /path from the root/],
    ['keycloak-path', '/', /path from the root/],
    ['keycloak-name', '/engineering/admins', /without slashes/],
  ]
  it.each(refused)('%s refuses %j, and says what it should be', (preset, text, why) => {
    expect(() => claimIdentifier(text, preset)).toThrow(why)
    expect(() => claimIdentifier(text, preset)).toThrow(
      expect.objectContaining({ code: 'invalid', issues: [{ path: 'displayName', message: expect.any(String) as string }] }),
    )
  })
})

describe('D6: the name of an organization', () => {
  it('follows the rule, and its slug is the name in lower case', async () => {
    const world = newWorld()
    expect(await world.organization('Acme-Labs_2')).toMatchObject({ name: 'Acme-Labs_2', slug: 'acme-labs_2' })
    expect(() => ruledName('acme--labs')).toThrow(/letters, digits, hyphens or underscores/)
    await expect(world.organization('acme labs')).rejects.toMatchObject({ code: 'invalid', issues: [{ path: 'name' }] })
  })

  it('is taken whatever its case', async () => {
    const world = newWorld()
    await world.organization('acme')
    await expect(world.organization('ACME')).rejects.toMatchObject({ code: 'name_taken' })
  })
})
