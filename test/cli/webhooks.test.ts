import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { receiver, validSignatures } from '../webhooks/receiver.ts'
import { type Service, startService } from './process.ts'
import { muster } from './terminal.ts'

let dir: string
let service: Service | undefined
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'muster-webhooks-')), 'data')
})
afterEach(async () => {
  service?.child.kill('SIGKILL')
  service = undefined
  await rm(join(dir, '..'), { recursive: true, force: true })
})

async function json<T>(...args: string[]): Promise<T> {
  const { status, out, err } = await muster([...args, '--json', '--data', dir])
  expect({ status, err }).toEqual({ status: 0, err: '' })
  return JSON.parse(out) as T
}

const failing = (...args: string[]) => muster([...args, '--data', dir])

it('L5: from the command line: add, test, list, deliveries, disable, rotate, redeliver, remove', async () => {
  const to = await receiver()
  await json('org', 'create', 'acme')
  const added = await json<{ id: string; secret: string; organizationName: string }>(
    'webhook',
    'add',
    `${to.url}/hook`,
    '--org',
    'acme',
    '--action',
    'group.*, team.created',
    '--description',
    'payroll',
  )
  expect(added).toMatchObject({ organizationName: 'acme', actions: ['group.*', 'team.created'], enabled: true, description: 'payroll' })

  service = await startService(dir)
  expect(await json('webhook', 'test', added.id)).toMatchObject({ action: 'webhook.test', state: 'delivered', lastStatus: 204 })
  const [first] = await to.arrived(1)
  if (first === undefined) throw new Error('the test message arrived')
  expect(validSignatures(first, added.secret)).toBe(1)

  await json('team', 'create', '--org', 'acme', 'platform')
  await to.arrived(2)
  expect(to.received[1]?.json).toMatchObject({ type: 'team.created', data: { organization: { slug: 'acme' } } })
  const sent = await json<{ id: string; action: string }[]>('webhook', 'deliveries', added.id)
  expect(sent.map(({ action }) => action)).toEqual(['team.created', 'webhook.test'])
  await json('webhook', 'redeliver', sent[0]?.id ?? '')
  await to.arrived(3)
  expect(to.received[2]?.headers['webhook-id']).toBe(sent[0]?.id)

  const rotated = await json<{ secret: string; previousSecretUntil: string }>('webhook', 'rotate', added.id.slice(0, 20))
  expect([rotated.secret === added.secret, rotated.previousSecretUntil]).toEqual([false, expect.any(String)])
  expect(await json('webhook', 'disable', added.id)).toMatchObject({ enabled: false })
  expect(await failing('webhook', 'test', added.id)).toMatchObject({ status: 1, err: expect.stringContaining('Enable it first') })
  expect(await json('webhook', 'enable', added.id)).toMatchObject({ enabled: true })

  const text = (await failing('webhook', 'list')).out
  expect(text).toContain(`${to.url}/hook`)
  expect(text).not.toContain('whsec_')
  await json('webhook', 'remove', added.id)
  expect(await json('webhook', 'list')).toEqual([])
})

it('L5: a test message that is not taken is told with why, and status 1', async () => {
  const to = await receiver()
  await json('org', 'create', 'acme')
  const { id } = await json<{ id: string }>('webhook', 'add', to.url)
  service = await startService(dir)
  to.answer({ status: 404 })
  expect(await failing('webhook', 'test', id)).toMatchObject({ status: 1, out: expect.stringContaining('answered 404') })
})

it('L5: where webhooks may be sent is said and changed from the command line', async () => {
  await json('org', 'create', 'acme')
  expect(await failing('webhook', 'add', 'https://hooks.example.com/x')).toMatchObject({
    status: 1,
    err: expect.stringContaining('webhook hosts'),
  })
  expect(await json('webhook', 'hosts')).toEqual([])
  expect(await json('webhook', 'hosts', '--allow', 'Hooks.Example.com')).toEqual(['hooks.example.com'])
  expect(await json('webhook', 'add', 'https://hooks.example.com/x')).toMatchObject({ organizationName: null, actions: [] })
  expect(await failing('webhook', 'hosts', '--allow', 'https://x')).toMatchObject({ status: 1 })
  expect(await json('webhook', 'hosts', '--forget', 'hooks.example.com')).toEqual([])
  expect(await failing('webhook', 'remove', 'nothing')).toMatchObject({ status: 1, err: expect.stringContaining('webhook list') })
})
