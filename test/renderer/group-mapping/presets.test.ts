import { describe, expect, it } from 'vitest'
import { presetRemark } from '../../../src/renderer/features/group-mapping/presets.ts'

describe('G2: presets help as one types', () => {
  it.each([
    ['google', 'platform-team@example.com'],
    ['keycloak-path', '/engineering/platform'],
    ['keycloak-name', 'platform'],
    ['other', 'Anything / at all'],
  ] as const)('G2: %s has nothing to remark on %s', (preset, value) => {
    expect(presetRemark(preset, value)).toBeNull()
  })

  it.each([
    ['google', 'platform-team'],
    ['keycloak-path', 'engineering/platform'],
    ['keycloak-name', '/engineering/platform'],
    ['other', 'platform '],
  ] as const)('G2: %s remarks on %j', (preset, value) => {
    expect(presetRemark(preset, value)).not.toBeNull()
  })

  it('G2: a field that is still empty is left alone', () => {
    expect(presetRemark('google', '  ')).toBeNull()
  })
})
