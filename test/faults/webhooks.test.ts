import { expect, it } from 'vitest'
import { muster } from '../cli/terminal.ts'
import { receiver, validSignatures } from '../webhooks/receiver.ts'
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
