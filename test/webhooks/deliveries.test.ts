import { describe, expect, it, onTestFinished } from 'vitest'
import { pauseAfter, redeliver, requireDelivery, sendTest } from '../../src/main/domain/webhooks/deliveries.ts'
import { isToldOf } from '../../src/main/domain/webhooks/outbox.ts'
import { changeWebhook, createWebhook, removeWebhook, requireWebhook, rotateSecret } from '../../src/main/domain/webhooks/webhooks.ts'
import { type DeliveryRow, deliveriesPage } from '../../src/main/store/webhook-deliveries.ts'
import type { WebhookRow } from '../../src/main/store/webhooks.ts'
import { sendWebhooks } from '../../src/main/webhooks/sender.ts'
import { ADMIN, newWorld, type World } from '../support/world.ts'
import { receiver, validSignatures } from './receiver.ts'

const HOUR = 3_600_000

/** A world whose outbox is being sent, and a receiver. */
async function sending(timeoutMs?: number) {
  const world = newWorld()
  const incidents: unknown[] = []
  const stop = sendWebhooks({
    domain: world.domain,
    hosts: () => [],
    version: '1.2.3',
    incident: (error) => void incidents.push(error),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
  onTestFinished(async () => {
    await stop()
    expect(incidents).toEqual([])
  })
  return { world, stop, acme: await world.organization('acme'), to: await receiver() }
}

const hook = (world: World, url: string, more: { organization?: WebhookRow['organizationId']; actions?: string[] } = {}) =>
  world.domain.change({ actor: ADMIN }, (change) =>
    createWebhook(change, { organization: more.organization ?? null, url, description: '', actions: more.actions ?? [] }),
  )

const log = (world: World, webhook: WebhookRow): Promise<DeliveryRow[]> =>
  world.domain.read((tx) => deliveriesPage(tx, webhook.id, undefined, undefined, 100))

/** Resolves when the log has come to be so. */
async function until(world: World, webhook: WebhookRow, holds: (rows: DeliveryRow[]) => boolean): Promise<DeliveryRow[]> {
  for (;;) {
    const rows = await log(world, webhook)
    if (holds(rows)) return rows
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** The clock moves, and the sender looks. */
async function later(world: World, ms: number): Promise<void> {
  world.time.now += ms
  await world.domain.change({ actor: ADMIN }, async (change) => change.touch('webhooks', null))
}

describe('L5: what is sent', () => {
  it('a change is posted with its event, and the receiver can verify that it is from here', async () => {
    const { world, acme, to } = await sending()
    const { webhook, secret } = await hook(world, `${to.url}/hooks?key=1`, { actions: ['team.created'] })
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{42,}={0,2}$/)
    const team = await world.team(acme, 'platform')
    const [received] = await to.arrived(1)
    expect(received).toMatchObject({
      path: '/hooks?key=1',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Muster/1.2.3',
        'webhook-timestamp': String(Math.floor(world.time.now / 1000)),
      },
      json: {
        type: 'team.created',
        timestamp: new Date(world.time.now).toISOString(),
        data: {
          organization: { id: acme.id, slug: 'acme', name: 'acme' },
          actor: { kind: 'person', name: 'ada' },
          target: { type: 'team', id: team.id, name: 'platform' },
          before: null,
        },
      },
    })
    if (received === undefined) throw new Error('it was received')
    expect(validSignatures(received, secret)).toBe(1)
    expect(validSignatures({ ...received, body: received.body.replace('platform', 'platfork') }, secret)).toBe(0)
    const [delivery] = await until(world, webhook, ([row]) => row?.state === 'delivered')
    expect(delivery).toMatchObject({ id: received.headers['webhook-id'], attempts: 1, lastStatus: 204, lastError: null })
  })

  it('a change of a group’s members names the teams that follow it, also through a group that it is in', async () => {
    const { world, acme, to } = await sending()
    const ann = await world.provision(acme, 'ann')
    const inner = await world.push(acme, 'Inner')
    const outer = await world.push(acme, 'Outer', { members: [{ value: inner.id }] })
    const direct = await world.team(acme, 'direct', inner)
    const nested = await world.team(acme, 'nested', outer)
    await hook(world, to.url, { organization: acme.id, actions: ['group.*'] })
    await world.patchGroup(acme, inner, { op: 'add', path: 'members', value: [{ value: ann.id }] })
    const [received] = await to.arrived(1)
    expect(received?.json.data['target']).toMatchObject({ type: 'group', id: inner.id })
    expect(received?.json.data['teams']).toEqual([
      { id: direct.id, name: 'direct' },
      { id: nested.id, name: 'nested' },
    ])
  })

  it('each webhook is told of its own organization and of its actions only; a change that is undone is told to nobody', async () => {
    const { world, acme, to } = await sending()
    const other = await world.organization('other')
    const { webhook } = await hook(world, to.url, { organization: acme.id, actions: ['team.*'] })
    await world.team(other, 'elsewhere')
    await world.push(acme, 'Group')
    const undone = world.step(ADMIN, acme, async (change) => {
      await change.record({ organization: acme.id, action: 'team.created', target: { type: 'team', id: 'x', name: 'undone' } })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await world.team(acme, 'here')
    await to.arrived(1)
    expect((await log(world, webhook)).map(({ action }) => action)).toEqual(['team.created'])
    expect(isToldOf([], 'team.created')).toBe(true)
    expect(isToldOf(['team.created'], 'team.created-by')).toBe(false)
    expect(isToldOf(['team.*'], 'teams.created')).toBe(false)
  })

  it('no message holds a secret, of a webhook or of anything else', async () => {
    const { world, to } = await sending()
    const { webhook, secret } = await hook(world, `${to.url}/in-the-path`)
    const rotated = await world.domain.change({ actor: ADMIN }, async (change) =>
      rotateSecret(change, await requireWebhook(change.tx, webhook.id)),
    )
    await to.arrived(2)
    const sent = JSON.stringify(to.received.map(({ body }) => body))
    for (const hidden of [secret, rotated.secret, 'whsec_', 'in-the-path']) expect(sent).not.toContain(hidden)
  })

  it('after a rotation both secrets sign for a day, then the new one alone', async () => {
    const { world, to } = await sending()
    const { webhook, secret: old } = await hook(world, to.url, { actions: ['organization.created'] })
    const { secret } = await world.domain.change({ actor: ADMIN }, async (change) =>
      rotateSecret(change, await requireWebhook(change.tx, webhook.id)),
    )
    await world.organization('second')
    await to.arrived(1)
    await later(world, 24 * HOUR + 1)
    await world.organization('third')
    await to.arrived(2)
    expect(to.received.map((each) => [validSignatures(each, old), validSignatures(each, secret)])).toEqual([
      [1, 1],
      [0, 1],
    ])
  })
})

describe('L5: when it fails', () => {
  it('is tried again with growing pauses and told as a problem; the first success sends all that waits and resolves it', async () => {
    const { world, acme, to } = await sending()
    const { webhook } = await hook(world, to.url, { organization: acme.id, actions: ['team.*'] })
    to.answer({ status: 500, body: 'broken inside' })
    await world.team(acme, 'platform')
    for (let attempt = 1; attempt <= 4; attempt++) {
      const [row] = await until(world, webhook, ([each]) => each?.attempts === attempt)
      expect(row).toMatchObject({ state: 'waiting', lastStatus: 500, lastResponse: 'broken inside' })
      expect(await world.problems(acme)).toHaveLength(attempt < 4 ? 0 : 1)
      const pause = (row?.nextAttemptAt ?? 0) - world.time.now
      expect(pause).toBeGreaterThan(0)
      if (attempt < 4) await later(world, pause)
    }
    expect(await world.problems(acme)).toMatchObject([
      { kind: 'webhook-failing', severity: 'error', subject: webhook.id, webhook: { id: webhook.id } },
    ])
    await world.team(acme, 'second')
    await until(world, webhook, ([each]) => each?.attempts === 1)
    to.answer({ status: 200 })
    await world.team(acme, 'third')
    await until(world, webhook, (rows) => rows.every(({ state }) => state === 'delivered'))
    expect(await world.problems(acme)).toEqual([])
    const ids = to.received.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(3)
  })

  it('is given up after the last pause, and can be sent again by hand under the same id', async () => {
    const { world, acme, to } = await sending()
    const { webhook } = await hook(world, to.url, { actions: ['team.*'] })
    to.answer({ status: 503 })
    await world.team(acme, 'platform')
    for (let attempt = 1; ; attempt++) {
      const [row] = await until(world, webhook, ([each]) => each?.attempts === attempt)
      if (row?.state === 'given-up') break
      await later(world, 20 * HOUR)
    }
    const [given] = await log(world, webhook)
    expect(given).toMatchObject({ attempts: 9, nextAttemptAt: null })
    to.answer({ status: 200 })
    await world.domain.change({ actor: ADMIN }, async (change) => redeliver(change, await requireDelivery(change.tx, given?.id ?? '')))
    await until(world, webhook, ([each]) => each?.state === 'delivered')
    expect(new Set(to.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([given?.id]))
  })

  it('pauses run from seconds to half a day, each longer than the one before whatever chance says; then there is none', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => [pauseAfter(attempts, 0) ?? 0, pauseAfter(attempts, 1) ?? 0] as const)
    expect(pauses[0]).toEqual([4_000, 6_000])
    expect(pauses[7]?.[1]).toBeLessThan(15 * HOUR)
    for (const [i, [least]] of pauses.entries()) expect(least).toBeGreaterThan(i === 0 ? 0 : (pauses[i - 1]?.[1] ?? 0))
    expect(pauseAfter(9, 0)).toBeNull()
  })

  it('no answer in time is a failed attempt; another webhook is not kept waiting', async () => {
    const { world, acme, to } = await sending(300)
    const quick = await receiver()
    const { webhook } = await hook(world, to.url, { actions: ['team.*'] })
    await hook(world, quick.url, { actions: ['team.*'] })
    to.answer({ status: 200, hangs: true })
    await world.team(acme, 'platform')
    await quick.arrived(1)
    const [row] = await until(world, webhook, ([each]) => each?.attempts === 1)
    expect(row).toMatchObject({ lastStatus: null, lastError: expect.stringMatching(/no answer within/) })
  })

  it('a receiver that nobody runs is named in words, without the path of the address', async () => {
    const { world, acme, to } = await sending()
    await to.close()
    const { webhook } = await hook(world, `${to.url}/hidden`, { actions: ['team.*'] })
    await world.team(acme, 'platform')
    const [row] = await until(world, webhook, ([each]) => each?.attempts === 1)
    expect(row?.lastError).toBe(`${new URL(to.url).host} refuses the connection: nothing listens there.`)
  })

  it('Retry-After is waited for; 410 disables the webhook', async () => {
    const { world, acme, to } = await sending()
    const { webhook } = await hook(world, to.url, { organization: acme.id, actions: ['team.*'] })
    to.answer({ status: 429, headers: { 'retry-after': '3600' } })
    await world.team(acme, 'platform')
    const [row] = await until(world, webhook, ([each]) => each?.attempts === 1)
    expect(row?.nextAttemptAt).toBe(world.time.now + HOUR)
    to.answer({ status: 410 })
    await later(world, HOUR)
    await until(world, webhook, ([each]) => each?.state === 'given-up')
    expect(await world.domain.read((tx) => requireWebhook(tx, webhook.id))).toMatchObject({ enabled: 0 })
    expect(await world.problems(acme)).toMatchObject([{ kind: 'webhook-failing', cause: expect.stringContaining('410') }])
    await world.team(acme, 'second')
    expect(await log(world, webhook)).toHaveLength(1)
    await expect(
      world.domain.change({ actor: ADMIN }, async (change) => sendTest(change, await requireWebhook(change.tx, webhook.id))),
    ).rejects.toThrow(/disabled/)
  })

  it('a redirect is not followed', async () => {
    const { world, acme, to } = await sending()
    const elsewhere = await receiver()
    const { webhook } = await hook(world, to.url, { actions: ['team.*'] })
    to.answer({ status: 307, headers: { location: elsewhere.url } })
    await world.team(acme, 'platform')
    const [row] = await until(world, webhook, ([each]) => each?.attempts === 1)
    expect(row).toMatchObject({ state: 'waiting', lastStatus: 307, lastError: expect.stringMatching(/not followed/) })
    expect(elsewhere.received).toEqual([])
  })

  it('disabling or removing resolves the problem; a removed webhook is sent nothing of what waited', async () => {
    const { world, acme, to } = await sending()
    const { webhook } = await hook(world, to.url, { organization: acme.id, actions: ['team.*'] })
    to.answer({ status: 500 })
    await world.team(acme, 'platform')
    for (let attempt = 1; attempt <= 4; attempt++) {
      await until(world, webhook, ([each]) => each?.attempts === attempt)
      if (attempt < 4) await later(world, HOUR)
    }
    expect(await world.problems(acme)).toHaveLength(1)
    const disabled = await world.domain.change({ actor: ADMIN }, async (change) =>
      changeWebhook(change, await requireWebhook(change.tx, webhook.id), { enabled: false }),
    )
    expect(await world.problems(acme)).toEqual([])
    await world.domain.change({ actor: ADMIN }, (change) => removeWebhook(change, disabled))
    const before = to.received.length
    await later(world, 24 * HOUR)
    await world.team(acme, 'second')
    expect([await log(world, webhook), to.received.length]).toEqual([[], before])
  })

  it('stopping waits for the attempt that is under way and begins no other', async () => {
    const { world, acme, to, stop } = await sending()
    const { webhook } = await hook(world, to.url, { actions: ['team.*'] })
    const { promise: asked, resolve: release } = promised<boolean>()
    to.answer(() => {
      release(true)
      return { status: 200 }
    })
    await world.team(acme, 'one')
    await world.team(acme, 'two')
    await asked
    await stop()
    const rows = await log(world, webhook)
    expect(rows.map(({ state }) => state).toSorted()).toEqual(['delivered', 'waiting'])
    expect(to.received).toHaveLength(1)
  })
})

function promised<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void
  const promise = new Promise<T>((given) => {
    resolve = given
  })
  return { promise, resolve }
}
