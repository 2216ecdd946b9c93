import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { ConsoleBridge } from '../../src/shared/console/client.ts'
import { expect, test } from './fixture.ts'
import { opened } from './observed.ts'

/** Another site: counts who comes, and redirects to where it is told. */
const site = test.extend<{ other: { url: string; visits: string[] } }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads which fixtures this one needs from the pattern.
  other: async ({}, use) => {
    const visits: string[] = []
    const server = createServer((req, res) => {
      visits.push(req.url ?? '')
      res.setHeader('content-type', 'text/html')
      res.end('<!doctype html><title>another site</title>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, visits })
    server.closeAllConnections()
    server.close()
  },
})

/** Puts a link on the page and clicks it, as a person would. */
async function follow(page: Page, href: string, target = ''): Promise<void> {
  await page.evaluate(
    ([address, where]) => {
      const link = document.createElement('a')
      link.href = address ?? ''
      link.target = where ?? ''
      link.textContent = 'a link of the test'
      link.style.cssText = 'position: fixed; top: 0; left: 0; z-index: 9999'
      document.body.replaceChildren(link)
    },
    [href, target],
  )
  await page.getByText('a link of the test').click()
}

const isConsoleStill = (page: Page): Promise<boolean> => page.evaluate(() => 'muster' in window)

site('a page of another origin with the same preload is refused by rejection', async ({ start, other }) => {
  const shell = await start()
  await shell.window()
  const preload = new URL('../../out/preload/index.cjs', import.meta.url).pathname
  await shell.evaluate(
    async ({ BrowserWindow }, { url, script }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { preload: script, sandbox: true, contextIsolation: true } })
      await window.loadURL(url)
    },
    { url: other.url, script: preload },
  )
  const stranger = await shell.page((page) => page.url().startsWith(other.url))
  const refusal = await stranger.evaluate(() =>
    (window as unknown as { muster: ConsoleBridge }).muster.invoke('organizations.list', {}).then(
      () => 'answered',
      (error: unknown) => String(error),
    ),
  )
  expect(refusal).toContain('Refused: a page of another origin asked')
})

site('events go to the windows that show the console, and to no other', async ({ start, other }) => {
  const shell = await start()
  const page = await shell.window()
  const preload = new URL('../../out/preload/index.cjs', import.meta.url).pathname
  await shell.evaluate(
    async ({ BrowserWindow }, { url, script }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { preload: script, sandbox: true, contextIsolation: true } })
      await window.loadURL(url)
    },
    { url: other.url, script: preload },
  )
  const stranger = await shell.page((each) => each.url().startsWith(other.url))
  const listen = (each: Page): Promise<void> =>
    each.evaluate(() => {
      const heard: unknown[] = []
      Object.assign(window, { heard })
      ;(window as unknown as { muster: ConsoleBridge }).muster.subscribe((event) => heard.push(event))
    })
  const heard = (each: Page): Promise<number> => each.evaluate(() => (window as unknown as { heard: unknown[] }).heard.length)
  await listen(page)
  await listen(stranger)
  await page.evaluate(() => (window as unknown as { muster: ConsoleBridge }).muster.invoke('organizations.create', { name: 'Acme' }))
  await expect.poll(() => heard(page)).toBeGreaterThan(0)
  expect(await heard(stranger)).toBe(0)
})

site('the page is not taken to another origin', async ({ start, other }) => {
  const shell = await start()
  const page = await shell.window()
  await follow(page, `${other.url}/followed`)
  await page.evaluate((url) => location.assign(url), `${other.url}/assigned`)
  await page.waitForTimeout(500)
  expect(await isConsoleStill(page)).toBe(true)
  expect(other.visits).toEqual([])
  expect(await opened(shell)).toEqual([])
})

site('no second window is opened', async ({ start, other }) => {
  const shell = await start()
  const page = await shell.window()
  await page.evaluate((url) => void window.open(url, '_blank', 'noopener,width=300'), `${other.url}/opened`)
  await follow(page, `${other.url}/blank`, '_blank')
  await page.evaluate(() => void window.open('/organizations/acme', '_blank', 'noopener'))
  await page.waitForTimeout(500)
  expect(await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(await shell.pages()).toBe(1)
  expect(other.visits).toEqual([])
})

site('a link to the documentation of an identity provider is opened outside, another is not', async ({ start, other }) => {
  const shell = await start()
  const page = await shell.window()
  const guide = 'https://help.okta.com/en-us/content/topics/provisioning/lcm/lcm-provision-application.htm'
  await follow(page, guide, '_blank')
  await follow(page, `${other.url}/elsewhere`, '_blank')
  await follow(page, 'http://help.okta.com/not-https', '_blank')
  await follow(page, 'https://help.okta.com.example.net/', '_blank')
  await follow(page, guide)
  await expect.poll(() => opened(shell)).toEqual([guide, guide])
  expect(await isConsoleStill(page)).toBe(true)
})

site('the page embeds nothing, and nothing runs in it that did not come with it', async ({ start, other }) => {
  const shell = await start()
  const page = await shell.window()
  const outcome = await page.evaluate(async (url) => {
    const frame = document.createElement('iframe')
    frame.src = url
    document.body.append(frame)
    const script = document.createElement('script')
    let ranInline = false
    Object.assign(window, { mark: () => (ranInline = true) })
    try {
      script.text = 'window.mark()'
      document.body.append(script)
    } catch {
      // Trusted Types refuse the text already.
    }
    const fetched = await fetch(url).then(
      () => 'fetched',
      () => 'stopped',
    )
    return { ranInline, fetched }
  }, `${other.url}/embedded`)
  await page.waitForTimeout(300)
  expect(outcome).toEqual({ ranInline: false, fetched: 'stopped' })
  expect(other.visits).toEqual([])
})

site('nothing is downloaded but what the console has put together itself', async ({ start, dataDir }) => {
  const shell = await start()
  const page = await shell.window()
  const file = join(dataDir, 'kept.csv')
  await shell.evaluate(({ session }, savePath) => {
    const seen: [string, boolean][] = []
    Object.assign(globalThis, { seen })
    session.defaultSession.on('will-download', (event, item) => {
      seen.push([item.getURL().replace(/:.*/, ''), event.defaultPrevented])
      // In place of the dialog that Electron would show.
      if (!event.defaultPrevented) item.setSavePath(savePath)
    })
  }, file)
  const seen = (): Promise<[string, boolean][]> => shell.evaluate(() => (globalThis as unknown as { seen: [string, boolean][] }).seen)
  const download = (address: string | null): Promise<void> =>
    page.evaluate((from) => {
      const link = document.createElement('a')
      link.href = from ?? URL.createObjectURL(new Blob(['time,actor']))
      link.download = 'audit.csv'
      link.click()
    }, address)
  await download('data:text/plain,elsewhere')
  await expect.poll(seen).toEqual([['data', true]])
  await download(null)
  await expect.poll(seen).toEqual([
    ['data', true],
    ['blob', false],
  ])
  await expect.poll(() => readFile(file, 'utf8').catch(() => null)).toBe('time,actor')
})

site('the page has no permission but to write to the clipboard', async ({ start }) => {
  const shell = await start()
  const page = await shell.window()
  const states = await page.evaluate(async () => {
    const names = ['clipboard-write', 'clipboard-read', 'geolocation', 'notifications', 'camera', 'midi'] as PermissionName[]
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, (await navigator.permissions.query({ name })).state])))
  })
  expect(states).toEqual({
    'clipboard-write': 'granted',
    'clipboard-read': 'denied',
    geolocation: 'denied',
    notifications: 'denied',
    camera: 'denied',
    midi: 'denied',
  })
})

site('what is not in the map of files is not there, however it is spelled', async ({ start }) => {
  const shell = await start()
  const page = await shell.window()
  const status = (path: string): Promise<number> => page.evaluate(async (address) => (await fetch(address)).status, path)
  expect(await status('/favicon.svg')).toBe(200)
  for (const path of [
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/missing.js',
    '/console/rpc/organizations.list',
  ]) {
    expect(await status(path), path).toBe(404)
  }
})
