import { describe, expect, it } from 'vitest'
import { parseAddress, reachOf } from '../../src/main/domain/webhooks/addresses.ts'
import { refusedAddress, webhookHost } from '../../src/main/domain/webhooks/destination.ts'
import { changeSettings } from '../../src/main/domain/settings.ts'
import { createWebhook } from '../../src/main/domain/webhooks/webhooks.ts'
import type { Lookup, Resolved } from '../../src/main/webhooks/addresses-of.ts'
import { post } from '../../src/main/webhooks/post.ts'
import { ADMIN, newWorld } from '../support/world.ts'
import { receiver } from './receiver.ts'

async function saving(url: string, hosts: string[] = []): Promise<string> {
  const world = newWorld()
  return world.domain.change({ actor: ADMIN }, async (change) => {
    if (hosts.length > 0) await changeSettings(change, { webhookHosts: hosts })
    const { webhook } = await createWebhook(change, { organization: null, url, description: '', actions: [] })
    return webhook.url
  })
}

const leading = (...found: string[]): Lookup => {
  const all = found.map((address): Resolved => ({ address, family: address.includes(':') ? 6 : 4 }))
  return async () => all
}

const sent = (url: string, hosts: string[], lookup: Lookup) =>
  post({ url, headers: {}, body: '{}' }, { hosts, lookup, timeoutMs: 5_000, stopping: new AbortController().signal })

describe('L5: where a webhook may be saved', () => {
  it.each(['http://127.0.0.1:8080/x', 'http://localhost:8080', 'http://app.localhost/', 'http://[::1]:9/', 'https://127.8.8.8/'])(
    'on this machine: %s',
    async (url) => expect(await saving(url)).toBe(url),
  )

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://192.168.1.1/',
    'http://0.0.0.0:8080/',
    'http://[::]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[64:ff9b::a00:1]/',
    'http://0xa.0.0.1/',
    'http://167772161/',
    'http://012.0.0.1/',
    'https://example.com/',
    'http://localhost.example.com/',
    'http://127.0.0.1.example.com/',
    'http://xlocalhost/',
    'https://93.184.216.34/',
  ])('not elsewhere unless the settings name it: %s', async (url) => {
    await expect(saving(url)).rejects.toThrow(/neither this machine nor among the webhook hosts/)
  })

  it.each([
    ['https://hooks.example.com/x', 'hooks.example.com'],
    ['https://HOOKS.example.com./x', 'hooks.example.com'],
    ['https://a.b.example.com/x', '*.example.com'],
    ['http://10.1.2.3/', '10.0.0.0/8'],
    ['http://0xa.1.2.3/', '10.0.0.0/8'],
    ['http://[fd00::7]/', 'fd00::/8'],
  ])('%s, since %s is listed', async (url, host) => expect(await saving(url, [host])).toBe(url))

  it.each([
    ['https://example.com/', '*.example.com'],
    ['https://badexample.com/', '*.example.com'],
    ['http://11.1.2.3/', '10.0.0.0/8'],
  ])('%s is not meant by %s', async (url, host) => {
    await expect(saving(url, [host])).rejects.toThrow(/webhook hosts/)
  })

  it('the list holds names, addresses and ranges, and says so of anything else', () => {
    expect([' Hooks.Example.COM. ', '*.example.com', '10.0.0.0/8', 'fd00::/8', 'intranet'].map(webhookHost)).toEqual([
      'hooks.example.com',
      '*.example.com',
      '10.0.0.0/8',
      'fd00::/8',
      'intranet',
    ])
    for (const wrong of ['*', 'https://x.example', 'a b', '10.0.0.0/33', '300.1.1.1', '*.', 'x/8'])
      expect(() => webhookHost(wrong)).toThrow(/neither a host name/)
  })
})

describe('L5: where a name may lead when a message is sent', () => {
  it.each([
    ['hooks.example.com', '93.184.216.34', []],
    ['localhost', '127.0.0.1', []],
    ['hooks.example.com', '10.0.0.5', ['10.0.0.5']],
  ])('%s to %s', (host, address, more) => {
    expect(refusedAddress(host, address, ['hooks.example.com', ...more])).toBeUndefined()
  })

  it.each([
    ['hooks.example.com', '10.0.0.5'],
    ['hooks.example.com', '127.0.0.1'],
    ['hooks.example.com', '169.254.169.254'],
    ['hooks.example.com', '::ffff:169.254.169.254'],
    ['hooks.example.com', 'fe80::1%eth0'],
    ['localhost', '93.184.216.34'],
    ['removed.example.com', '93.184.216.34'],
  ])('not %s to %s', (host, address) => {
    expect(refusedAddress(host, address, ['hooks.example.com'])).toMatch(/leads to|not among/)
  })

  it('a name that leads inside is refused before anything is sent, and the reason is kept', async () => {
    const to = await receiver()
    const port = new URL(to.url).port
    expect(await sent(`http://hooks.example.com:${port}/`, ['hooks.example.com'], leading('127.0.0.1'))).toMatchObject({
      status: null,
      error: expect.stringContaining('leads to 127.0.0.1, an address inside the network'),
    })
    expect(to.received).toEqual([])
  })

  it('the address that was looked at is the one that is connected to: the name is not looked up again', async () => {
    const to = await receiver()
    let looks = 0
    const rebinding: Lookup = async () => [{ address: looks++ === 0 ? '127.0.0.1' : '127.0.0.99', family: 4 }]
    const url = `http://hooks.example.com:${new URL(to.url).port}/`
    expect(await sent(url, ['hooks.example.com', '127.0.0.1'], rebinding)).toMatchObject({ status: 204, error: null })
    expect([looks, to.received[0]?.headers.host]).toEqual([1, new URL(url).host])
  })

  it('of several addresses only those that may be reached are', async () => {
    const to = await receiver()
    const url = `http://hooks.example.com:${new URL(to.url).port}/`
    expect(await sent(url, ['hooks.example.com', '127.0.0.1'], leading('10.255.255.1', '127.0.0.1'))).toMatchObject({ status: 204 })
  })

  it('addresses are known for what they are, however they are written', () => {
    const reach = (text: string) => {
      const address = parseAddress(text)
      return address && reachOf(address)
    }
    expect(['127.1.2.3', '::1', '[::1]', '::ffff:127.0.0.1'].map(reach)).toEqual(Array(4).fill('loopback'))
    expect(['100.64.1.1', '172.31.0.1', 'fc00::1', '2002:a00:1::', '::10.0.0.1', 'ff02::1'].map(reach)).toEqual(Array(6).fill('internal'))
    expect(['8.8.8.8', '172.32.0.1', '2606:4700::1111'].map(reach)).toEqual(Array(3).fill('public'))
    expect(['1.2.3', '1.2.3.256', ':::', '1::2::3', 'g::', '01.2.3.4'].map(reach)).toEqual(Array(6).fill(undefined))
  })
})
