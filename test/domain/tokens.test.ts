import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createIntegration } from '../../src/main/domain/integrations.ts'
import { DomainError } from '../../src/main/domain/error.ts'
import {
  checkToken,
  generateToken,
  issueToken,
  isWellFormed,
  requireIntegration,
  revokeLiveToken,
  TOKEN_PREFIX,
  tokenHash,
  type TokenRefusal,
  tokenState,
} from '../../src/main/domain/tokens.ts'
import type { IntegrationRow } from '../../src/main/store/integrations.ts'
import type { OrganizationRow } from '../../src/main/store/organizations.ts'
import { insertToken } from '../../src/main/store/tokens.ts'
import type { TokenLifetime } from '../../src/shared/console/tokens.ts'
import { seededRandom } from '../support/data-folder.ts'
import { ADMIN, newWorld } from '../support/world.ts'

const DAY = 86_400_000

async function tokenWorld() {
  const world = newWorld()
  const acme = await world.organization('acme')
  const builtIn = await world.domain.read((tx) => requireIntegration(tx, acme, undefined))
  return {
    ...world,
    acme,
    builtIn,
    issue: (lifetime: TokenLifetime = null, integration = builtIn) =>
      world.step(ADMIN, acme, (change) => issueToken(change, integration, lifetime)),
    revoke: () => world.step(ADMIN, acme, (change) => revokeLiveToken(change, builtIn)),
    state: () => world.domain.read((tx) => tokenState(tx, builtIn, world.time.now)),
    check: async (presented: string | undefined, integration = builtIn): Promise<TokenRefusal | 'opens'> => {
      const check = await world.domain.read((tx) => checkToken(tx, presented, integration.id, world.time.now))
      return check.ok ? 'opens' : check.refusal
    },
    integration: (organization: OrganizationRow, name: string): Promise<IntegrationRow> =>
      world.step(ADMIN, organization, (change) =>
        createIntegration(change, organization, { name, description: '', preset: 'okta', enabled: true }),
      ),
  }
}

describe('T9: a token', () => {
  const token = generateToken(seededRandom(9))

  it('is about 200 characters of letters and digits after a prefix that it is known by', () => {
    expect(token).toHaveLength(200)
    expect(token.startsWith(TOKEN_PREFIX)).toBe(true)
    expect(token.slice(TOKEN_PREFIX.length)).toMatch(/^[0-9A-Za-z]+$/)
    expect(isWellFormed(token)).toBe(true)
  })

  it('is another one each time, and uses every letter and digit about equally', () => {
    const tokens = Array.from({ length: 300 }, () => generateToken(randomBytes))
    expect(new Set(tokens).size).toBe(300)
    expect(tokens.every((each) => isWellFormed(each))).toBe(true)
    const counts = new Map<string, number>()
    for (const each of tokens) for (const letter of each.slice(TOKEN_PREFIX.length, -6)) counts.set(letter, (counts.get(letter) ?? 0) + 1)
    const mean = (300 * 182) / 62
    expect(counts.size).toBe(62)
    // Six standard deviations: a letter favoured by a careless modulo would be a fifth too many.
    for (const count of counts.values()) expect(Math.abs(count - mean)).toBeLessThan(6 * Math.sqrt(mean))
  })

  it('that lost, gained or changed any one character is told from a wrong one', () => {
    for (let place = 0; place < token.length; place++) {
      const before = token.slice(0, place)
      const after = token.slice(place + 1)
      for (const wrong of ['0', 'a', 'Z', ' ', '\u00e9']) {
        const damaged = before + wrong + after
        expect(isWellFormed(damaged)).toBe(damaged === token)
      }
      expect(isWellFormed(before + after)).toBe(false)
      expect(isWellFormed(`${before}x${token.slice(place)}`)).toBe(false)
    }
  })

  it('that had two neighbours swapped is told from a wrong one', () => {
    for (let place = 0; place + 1 < token.length; place++) {
      const swapped = token.slice(0, place) + token[place + 1] + token[place] + token.slice(place + 2)
      expect(isWellFormed(swapped)).toBe(swapped === token)
    }
  })

  it('that was cut, doubled, quoted or changed in case is told from a wrong one', () => {
    for (const mangled of ['', token.slice(0, 100), token + token, `"${token}"`, `${token}\n`, token.toLowerCase(), token.toUpperCase()])
      expect(isWellFormed(mangled)).toBe(false)
  })
})

describe('T1, T2: issuing', () => {
  it('begins with none, and gives the plaintext to the one who issues it: what is kept is a hash and the last four characters', async () => {
    const { issue, state, database } = await tokenWorld()
    expect(await state()).toEqual({ state: 'none' })
    const token = await issue()
    expect(await state()).toMatchObject({ state: 'live', tail: token.slice(-4) })
    const rows = await database.read((tx) => tx.all<{ hash: Uint8Array; tail: string }>('SELECT * FROM tokens'))
    expect(rows).toHaveLength(1)
    expect(Buffer.from(rows[0]?.hash ?? []).equals(tokenHash(token))).toBe(true)
  })

  it('leaves the plaintext nowhere in the database', async () => {
    const { issue, database } = await tokenWorld()
    const token = await issue()
    const tables = await database.read((tx) =>
      tx.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'"),
    )
    for (const { name } of tables) {
      const rows = await database.read((tx) => tx.all<Record<string, unknown>>(`SELECT * FROM ${name}`))
      expect(JSON.stringify(rows)).not.toContain(token.slice(20, 60))
    }
  })
})

describe('T3: rotation', () => {
  it('revokes the old token in the same stroke: never two that open, never none', async () => {
    const { issue, check, domain, acme, builtIn } = await tokenWorld()
    const first = await issue()
    const rotating = domain.change({ actor: ADMIN }, async (change) => {
      const second = await issueToken(change, builtIn, null)
      const inside = [await checkToken(change.tx, first, builtIn.id, change.at), await checkToken(change.tx, second, builtIn.id, change.at)]
      return { second, inside: inside.map((each) => each.ok) }
    })
    expect(await check(first)).toBe('opens')
    const { second, inside } = await rotating
    expect(inside).toEqual([false, true])
    expect([await check(first), await check(second)]).toEqual(['revoked', 'opens'])
    expect(acme.name).toBe('acme')
  })

  it('that fails leaves the old token as it was', async () => {
    const { issue, check, domain, builtIn } = await tokenWorld()
    const first = await issue()
    const failed = domain.change({ actor: ADMIN }, async (change) => {
      await issueToken(change, builtIn, null)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await check(first)).toBe('opens')
  })

  it('is what the database itself insists on: a second live token cannot be written', async () => {
    const { issue, database, builtIn } = await tokenWorld()
    await issue()
    const forged = { id: 'forged', integration: builtIn.id, hash: new Uint8Array(32), tail: 'xxxx', at: 1, expiresAt: null }
    await expect(database.write((tx) => insertToken(tx, forged))).rejects.toThrow(/UNIQUE constraint failed: tokens.integration_id/)
  })
})

describe('T4: a lifetime', () => {
  it.each([30, 90, 180, 365] as const)('of %i days ends to the millisecond, and is shown as expired', async (days) => {
    const { issue, check, state, time } = await tokenWorld()
    const issued = time.now
    const token = await issue(days)
    expect(await state()).toMatchObject({ state: 'live', createdAt: issued, expiresAt: issued + days * DAY, lastUsedAt: null })
    time.now = issued + days * DAY - 1
    expect(await check(token)).toBe('opens')
    time.now++
    expect(await check(token)).toBe('expired')
    expect(await state()).toMatchObject({ state: 'expired' })
  })

  it('is without end unless one is chosen', async () => {
    const { issue, check, time } = await tokenWorld()
    const token = await issue()
    time.now += 100 * 365 * DAY
    expect(await check(token)).toBe('opens')
  })

  it('that has ended can be rotated away', async () => {
    const { issue, check, time } = await tokenWorld()
    const old = await issue(30)
    time.now += 31 * DAY
    const fresh = await issue()
    expect([await check(old), await check(fresh)]).toEqual(['revoked', 'opens'])
  })
})

describe('T5, T6: what opens, and what is told of what does not', () => {
  it('nothing, damage, a stranger’s token, a revoked and an expired one are told apart', async () => {
    const { issue, revoke, check } = await tokenWorld()
    const token = await issue()
    await revoke()
    expect(await check(undefined)).toBe('missing')
    expect(await check('')).toBe('malformed')
    expect(await check(token.slice(1))).toBe('malformed')
    expect(await check(generateToken(seededRandom(4711)))).toBe('unknown')
    expect(await check(token)).toBe('revoked')
  })

  it('a token opens its own integration and no other, of its organization or of another one; elsewhere it is unknown in every state', async () => {
    const { issue, revoke, check, integration, organization, acme } = await tokenWorld()
    const sibling = await integration(acme, 'okta')
    const stranger = await integration(await organization('other'), 'okta')
    const token = await issue()
    expect([await check(token), await check(token, sibling), await check(token, stranger)]).toEqual(['opens', 'unknown', 'unknown'])
    await revoke()
    expect([await check(token, sibling), await check(token, stranger)]).toEqual(['unknown', 'unknown'])
  })

  it('each integration has a live token of its own', async () => {
    const { issue, check, integration, acme, builtIn } = await tokenWorld()
    const okta = await integration(acme, 'okta')
    const [mine, its] = [await issue(), await issue(null, okta)]
    expect([await check(mine, builtIn), await check(its, okta), await check(its, builtIn)]).toEqual(['opens', 'opens', 'unknown'])
  })
})

describe('T8: the audit trail', () => {
  it('has issue, rotation and revocation, with tails and never a token', async () => {
    const { issue, revoke, audit, builtIn } = await tokenWorld()
    const first = await issue()
    const second = await issue(30)
    await revoke()
    const events = (await audit()).filter((event) => event.targetType === 'integration')
    expect(events.map((event) => [event.action, event.targetId, event.actorName])).toEqual([
      ['token.issued', builtIn.id, 'ada'],
      ['token.rotated', builtIn.id, 'ada'],
      ['token.revoked', builtIn.id, 'ada'],
    ])
    expect(events[1]?.before).toEqual({ tail: first.slice(-4) })
    expect(events[1]?.after).toMatchObject({ tail: second.slice(-4) })
    for (const token of [first, second]) expect(JSON.stringify(events)).not.toContain(token.slice(12, 40))
  })

  it('revoking what is not there is refused', async () => {
    const { issue, revoke, state } = await tokenWorld()
    await expect(revoke()).rejects.toBeInstanceOf(DomainError)
    await issue()
    await revoke()
    expect(await state()).toEqual({ state: 'none' })
    await expect(revoke()).rejects.toMatchObject({ code: 'not_found' })
  })
})
