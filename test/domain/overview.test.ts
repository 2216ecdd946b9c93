import { expect, it } from 'vitest'
import { logExchange } from '../../src/main/domain/activity/log.ts'
import { overviewOf } from '../../src/main/domain/overview.ts'
import { issueToken, requireIntegration } from '../../src/main/domain/tokens.ts'
import { noteRequest } from '../../src/main/store/integrations.ts'
import type { OrganizationRow } from '../../src/main/store/organizations.ts'
import { exchange } from '../support/exchange.ts'
import { ADMIN, newWorld, type World } from '../support/world.ts'

const HOUR = 3_600_000

const overview = (world: World, org: OrganizationRow) => world.domain.read((tx) => overviewOf(tx, org, world.time.now))

const logged = (world: World, org: OrganizationRow, at: number, status: number) =>
  world.database.write((tx) => logExchange(tx, exchange({ at, organizationId: org.id, status }), true))

it('requests of the last 24 hours by the clock, of this organization alone', async () => {
  const world = newWorld()
  const [acme, other] = [await world.organization('acme'), await world.organization('other')]
  world.time.now += 30 * 60_000
  const hour = Math.floor(world.time.now / HOUR) * HOUR
  for (const [at, status] of [
    [hour, 200],
    [hour + 1, 409],
    [hour - 1, 200],
    [hour - 23 * HOUR, 500],
    [hour - 23 * HOUR - 1, 200],
  ] as const)
    await logged(world, acme, at, status)
  await logged(world, other, hour, 200)
  const { hours } = await overview(world, acme)
  expect(hours).toHaveLength(24)
  expect(hours.filter(({ total }) => total > 0)).toEqual([
    { from: hour - 23 * HOUR, total: 1, failed: 1 },
    { from: hour - HOUR, total: 1, failed: 0 },
    { from: hour, total: 2, failed: 1 },
  ])
})

it('what is set up is told step by step, and undone where it is undone', async () => {
  const world = newWorld()
  const [acme, other] = [await world.organization('acme'), await world.organization('other')]
  const done = async () => (await overview(world, acme)).setup.filter((each) => each.done).map(({ step }) => step)
  expect(await done()).toEqual([])
  const integration = await world.domain.read((tx) => requireIntegration(tx, acme, undefined))
  await world.domain.change({ actor: ADMIN }, (change) => issueToken(change, integration, 30))
  expect(await done()).toEqual(['token'])
  await world.database.write((tx) => noteRequest(tx, integration.id, world.time.now))
  const group = await world.push(acme, 'Data')
  expect(await done()).toEqual(['token', 'first-request', 'groups'])
  const team = await world.team(acme, 'platform', group)
  const workspace = await world.workspace(acme, 'research')
  await world.grant(acme, workspace, { kind: 'team', id: team.id }, 'view')
  expect(await done()).toEqual(['token', 'first-request', 'groups', 'team', 'access'])
  expect((await overview(world, other)).setup.some((each) => each.done)).toBe(false)
  world.time.now += 31 * 24 * HOUR
  expect(await done()).toEqual(['first-request', 'groups', 'team', 'access'])
})
