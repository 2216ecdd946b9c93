import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { muster } from '../cli/terminal.ts'
import { inconsistencies } from '../support/consistency.ts'
import { receiver, validSignatures } from '../webhooks/receiver.ts'
import { pushUntilBroken } from './pushes.ts'
import { prepared } from './serving.ts'

async function json<T>(dataDir: string, ...args: string[]): Promise<T> {
  const { status, out, err } = await muster([...args, '--json', '--data', dataDir])
  if (status !== 0) throw new Error(err)
  return JSON.parse(out) as T
}

it('L5: what waits for a receiver that is down survives SIGKILL of the service, and comes when both are up again', async () => {
  const { serve, dataDir } = await prepared()
  const down = await receiver()
  const port = Number(new URL(down.url).port)
  await down.close()
  const { id, secret } = await json<{ id: string; secret: string }>(dataDir, 'webhook', 'add', down.url, '--action', 'group.pushed')
  const first = await serve()
  await first.scim.create('/Groups', { displayName: 'One' })
  await first.scim.create('/Groups', { displayName: 'Two' })
  const waiting = async () => {
    const sent = await json<{ id: string; state: string; attempts: number }[]>(dataDir, 'webhook', 'deliveries', id)
    return sent.map(({ id: delivery, state, attempts }) => ({ delivery, state, tried: attempts > 0 }))
  }
  for (let rows = await waiting(); !rows.every(({ tried }) => tried); rows = await waiting());
  await first.service.stop('SIGKILL')
  const left = await waiting()
  expect(left.map(({ state }) => state)).toEqual(['waiting', 'waiting'])

  const up = await receiver(port)
  await serve()
  await up.arrived(2)
  expect(new Set(up.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(left.map(({ delivery }) => delivery)))
  expect(up.received.map((each) => validSignatures(each, secret))).toEqual([1, 1])
  for (let rows = await waiting(); !rows.every(({ state }) => state === 'delivered'); rows = await waiting());
})

it('L5: SIGTERM with a receiver that never answers ends the service, and the message is sent again at the next start', async () => {
  const { serve, dataDir } = await prepared()
  const to = await receiver()
  to.answer({ status: 200, hangs: true })
  await json(dataDir, 'webhook', 'add', to.url, '--action', 'group.pushed')
  const { service, scim } = await serve()
  await scim.create('/Groups', { displayName: 'One' })
  await to.arrived(1)
  expect(await service.stop('SIGTERM')).toBe(0)
  to.answer({ status: 200 })
  await serve()
  await to.arrived(2)
  expect(to.received[1]?.headers['webhook-id']).toBe(to.received[0]?.headers['webhook-id'])
})

it('L5: kill -9 in a stream of pushes: each change that is there has its message, no other has, and all of them arrive', async () => {
  const { serve, dataDir, file } = await prepared()
  const to = await receiver()
  const { id } = await json<{ id: string }>(dataDir, 'webhook', 'add', to.url, '--action', 'user.*,group.*')
  const first = await serve()
  const group = await first.scim.create('/Groups', { displayName: 'Pushed' })
  const stream = pushUntilBroken(first.scim, group, 'told', 8)
  await pause(700)
  await first.service.stop('SIGKILL')
  await stream.ended

  expect(inconsistencies(file)).toEqual([])
  const told = messages(file, id)
  expect(told.untold).toEqual([])
  expect(told.ids.size).toBeGreaterThan(10)

  await serve()
  const arrived = () => new Set(to.received.map(({ headers }) => String(headers['webhook-id'])))
  for (let count = told.ids.size; arrived().size < told.ids.size; count++) await to.arrived(count)
  expect(arrived()).toEqual(told.ids)
})

/** What a database file holds of a webhook's messages, and the changes that it should have been told of and was not. */
function messages(file: string, webhook: string): { ids: Set<string>; untold: unknown[] } {
  const connection = new Sqlite(file, { readonly: true })
  try {
    const ids = connection.prepare('SELECT id FROM webhook_deliveries WHERE webhook_id = ?').pluck().all(webhook) as string[]
    const untold = connection.prepare(
      `SELECT action FROM audit_events a WHERE (action LIKE 'user.%' OR action LIKE 'group.%') AND NOT EXISTS (
         SELECT 1 FROM webhook_deliveries d WHERE d.webhook_id = ? AND json_extract(d.body, '$.data.id') = a.id)`,
    )
    return { ids: new Set(ids), untold: untold.all(webhook) }
  } finally {
    connection.close()
  }
}
