import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { ask, group, organizationWithPusher } from './bridge.ts'
import type { Pusher } from './bridge.ts'
import { expect, test } from './fixture.ts'
import { clickMenu, clickTray, closeWindow, dialogs, isShown, press, trayLabels } from './observed.ts'
import { launchShell } from './shell.ts'
import type { Shell } from './shell.ts'

const shellFile = (dataDir: string, name: string): string => join(dataDir, 'desktop', name)

async function closeAndKeepRunning(shell: Shell): Promise<void> {
  await closeWindow(shell)
  await expect.poll(async () => (await dialogs(shell)).length).toBe(1)
  await press(shell, 'Keep Running')
  await expect.poll(() => isShown(shell)).toBe(false)
}

/** Sends a push as far as the middle of its body, and what is left of it when told to. */
async function slowPush(idp: Pusher, displayName: string): Promise<{ finish: () => Promise<string> }> {
  const { hostname, port, pathname } = new URL(`${idp.url.replace(/\/$/, '')}/Groups`)
  const body = JSON.stringify(group(displayName))
  const half = Math.floor(body.length / 2)
  const socket: Socket = connect(Number(port), hostname)
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    `Authorization: Bearer ${idp.token}`,
    'Content-Type: application/scim+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, half)}`)
  return {
    finish: () =>
      new Promise((resolve, reject) => {
        let answer = ''
        socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
        socket.once('error', reject)
        socket.once('close', () => resolve(answer))
        socket.write(body.slice(half))
      }),
  }
}

test('a second start on the same data folder ends, and the first one shows itself', async ({ start }) => {
  const first = await start()
  await first.window()
  await closeAndKeepRunning(first)
  const second = await start()
  expect(await second.exited).toBe(0)
  await expect.poll(() => isShown(first)).toBe(true)
})

test('a second start that is to stay hidden leaves the first one as it is', async ({ start }) => {
  const first = await start('--hidden')
  await first.evaluate(({ app }) => void app.on('second-instance', () => Object.assign(globalThis, { toldOfSecond: true })))
  const second = await start('--hidden')
  expect(await second.exited).toBe(0)
  await expect.poll(() => first.evaluate(() => 'toldOfSecond' in globalThis)).toBe(true)
  expect(await first.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
})

test('started hidden, the service answers and there is no window until the tray opens one', async ({ start }) => {
  const shell = await start('--hidden')
  await expect.poll(() => trayLabels(shell)).toContain('Open Console')
  expect(await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
  await clickTray(shell, 'open-console')
  await expect((await shell.window()).getByRole('heading', { level: 1 })).toBeVisible()
  expect(await isShown(shell)).toBe(true)
})

test('closing the window leaves the service running, and says so the first time only', async ({ start }) => {
  const shell = await start()
  const page = await shell.window()
  const idp = await organizationWithPusher(page, 'Acme')
  await closeAndKeepRunning(shell)
  const [told] = await dialogs(shell)
  expect(told?.message).toBe('Muster keeps running when its window is closed.')
  expect(told?.detail).toContain(new URL(idp.url).origin)
  expect((await idp.post('Groups', group('Platform'))).status).toBe(201)

  await clickMenu(shell, 'open-console')
  await expect.poll(() => isShown(shell)).toBe(true)
  await expect(page.getByRole('row', { name: /Platform/ })).toBeVisible()
  await closeWindow(shell)
  await expect.poll(() => isShown(shell)).toBe(false)
  expect(await dialogs(shell)).toHaveLength(1)
})

test('the tray says what the service listens on and when it was last asked, and copies its URL', async ({ start }) => {
  const shell = await start()
  const idp = await organizationWithPusher(await shell.window(), 'Acme')
  const { host, origin } = new URL(idp.url)
  expect(await trayLabels(shell)).toEqual([
    `Listening on ${host}`,
    'No request since the start',
    'Open Console',
    'Copy SCIM URL',
    'Quit Muster',
  ])
  await idp.post('Groups', group('Platform'))
  await expect.poll(async () => (await trayLabels(shell))[1]).toMatch(/^Last request at \d/)
  await clickTray(shell, 'copy-scim-url')
  expect(await shell.evaluate(({ clipboard }) => clipboard.readText())).toBe(origin)
})

test('quitting answers the push that is under way, keeps it, and ends with status 0', async ({ start }) => {
  const shell = await start()
  const idp = await organizationWithPusher(await shell.window(), 'Acme')
  const push = await slowPush(idp, 'Pushed while quitting')
  await clickTray(shell, 'quit')
  await expect.poll(async () => (await trayLabels(shell))[0]).toBe('Finishing the requests under way …')
  // Quitting twice must not cut the first one short.
  await clickTray(shell, 'quit')
  const isAnswered = (): Promise<boolean> =>
    fetch(idp.url, { headers: { connection: 'close' } }).then(
      () => true,
      () => false,
    )
  await expect.poll(isAnswered).toBe(false)
  expect(await push.finish()).toMatch(/^HTTP\/1\.1 201 /)
  expect(await shell.exited).toBe(0)

  const again = await start()
  const page = await again.window()
  await page.getByRole('link', { name: 'Group mapping' }).click()
  await expect(page.getByRole('row', { name: /Pushed while quitting/ })).toBeVisible()
})

test('a signal to end drains as quitting does', async ({ start }) => {
  const shell = await start()
  const idp = await organizationWithPusher(await shell.window(), 'Acme')
  const push = await slowPush(idp, 'Pushed while ending')
  shell.process.kill('SIGTERM')
  await expect.poll(async () => (await trayLabels(shell))[0]).toBe('Finishing the requests under way …')
  const ended = shell.exited.then(() => 'ended')
  expect(await Promise.race([ended, setTimeout(2_000, 'waits for the push')])).toBe('waits for the push')
  expect(await push.finish()).toMatch(/^HTTP\/1\.1 201 /)
  expect(await shell.exited).toBe(0)
})

test('X5: a port that is taken is named, and trying again once it is free starts the service', async ({ start }) => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const { port } = holder.address() as AddressInfo
  const shell = await start('--scim-port', String(port))
  await expect.poll(async () => (await dialogs(shell)).length).toBe(1)
  const [problem] = await dialogs(shell)
  expect(problem?.message).toBe('Muster did not start, and nothing was changed.')
  expect(problem?.detail).toContain(`Port ${port} on 127.0.0.1 is taken`)
  expect(problem?.detail).toContain('choose another port')
  expect(problem?.buttons).toEqual(['Try Again', expect.stringMatching(/^Use Port \d+$/), 'Quit'])
  await new Promise<void>((resolve) => holder.close(() => resolve()))
  await press(shell, 'Try Again')
  await expect((await shell.window()).getByRole('heading', { level: 1 })).toBeVisible()
})

test('X5: where the port is taken, another one that is free is a button away', async ({ start }) => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const { port } = holder.address() as AddressInfo
  const shell = await start('--scim-port', String(port))
  await expect.poll(async () => (await dialogs(shell)).length).toBe(1)
  const other = (await dialogs(shell))[0]?.buttons[1] ?? ''
  await press(shell, other)
  const page = await shell.window()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect.poll(async () => (await trayLabels(shell)).join(' ')).toContain(/\d+/.exec(other)?.[0] ?? 'no port')
  await new Promise<void>((resolve) => holder.close(() => resolve()))
})

test('X5: a data folder that another Muster uses is named, and quitting ends with status 1', async ({ start, dataDir }) => {
  const headless = await start()
  await headless.window()
  // The same data folder with its own files of Chromium elsewhere would be another instance: what `muster serve` is to this one.
  const { lockFolder } = await import('../../src/main/store/database/folder-lock.ts')
  expect(() => lockFolder(dataDir)).toThrow('Another Muster is already using the data folder')
  await clickTray(headless, 'quit')
  expect(await headless.exited).toBe(0)

  const lock = lockFolder(dataDir)
  const shell = await start()
  await expect.poll(async () => (await dialogs(shell)).length).toBe(1)
  expect((await dialogs(shell))[0]?.detail).toContain(`Another Muster is already using the data folder ${dataDir}`)
  await press(shell, 'Quit')
  expect(await shell.exited).toBe(1)
  lock.release()
})

test('X5: a database that a newer Muster has written is named, and left as it is', async ({ start, dataDir }) => {
  const first = await start('--hidden')
  await expect.poll(() => trayLabels(first)).toContain('Quit Muster')
  await clickTray(first, 'quit')
  expect(await first.exited).toBe(0)
  const database = new Sqlite(join(dataDir, 'muster.db'))
  database.pragma('user_version = 9999')
  database.close()

  const shell = await start()
  await expect.poll(async () => (await dialogs(shell)).length).toBe(1)
  expect((await dialogs(shell))[0]?.detail).toMatch(/newer/)
  await press(shell, 'Quit')
  expect(await shell.exited).toBe(1)
  const untouched = new Sqlite(join(dataDir, 'muster.db'), { readonly: true })
  expect(untouched.pragma('user_version', { simple: true })).toBe(9999)
  untouched.close()
})

test('a command line that cannot be used is explained, with status 2', async ({ start }) => {
  const shell = await start('--scim-port', 'seventy')
  expect(await shell.exited).toBe(2)
  expect(shell.errors()).toContain('--scim-port needs a number from 0 to 65535')
})

test('X5: a data folder that cannot be made is named, with status 1', async ({ dataDir }) => {
  writeFileSync(join(dataDir, 'file'), '')
  const shell = await launchShell(['--data', join(dataDir, 'file', 'below')])
  expect(await shell.exited).toBe(1)
  expect(shell.errors()).toContain('The data folder cannot be used')
  expect(shell.errors()).toContain('Choose another with --data DIR')
})

test('the window comes back where it was, and never where no display is', async ({ start, dataDir }) => {
  const bounds = (shell: Shell): Promise<Electron.Rectangle | undefined> =>
    shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
  const first = await start()
  await first.window()
  await first.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 1000, height: 700 }))
  await clickTray(first, 'quit')
  expect(await first.exited).toBe(0)

  const second = await start()
  await second.window()
  expect(await bounds(second)).toEqual({ x: 40, y: 60, width: 1000, height: 700 })
  await clickTray(second, 'quit')
  await second.exited

  const kept = JSON.parse(readFileSync(shellFile(dataDir, 'window.json'), 'utf8')) as object
  writeFileSync(shellFile(dataDir, 'window.json'), JSON.stringify({ ...kept, bounds: { x: 90_000, y: 0, width: 1000, height: 700 } }))
  const third = await start()
  await third.window()
  const area = await third.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea)
  const placed = await bounds(third)
  expect(placed?.x).toBeGreaterThanOrEqual(area.x)
  expect((placed?.x ?? 0) + (placed?.width ?? 0)).toBeLessThanOrEqual(area.x + area.width)
})

test('a memory of the window that cannot be read is no reason not to open one', async ({ start, dataDir }) => {
  mkdirSync(join(dataDir, 'desktop'), { recursive: true })
  writeFileSync(shellFile(dataDir, 'window.json'), '{"bounds": "here"}')
  await expect((await (await start()).window()).getByRole('heading', { level: 1 })).toBeVisible()
})

test('starting at login is a switch, and comes up hidden on the same data folder', async ({ start, dataDir }) => {
  test.skip(process.platform !== 'linux', 'elsewhere the switch would change how this machine starts')
  const shell = await start()
  const page = await shell.window()
  await shell.evaluate((_electron, folder) => {
    process.env['XDG_CONFIG_HOME'] = folder
  }, dataDir)
  expect(await ask(page, 'service.startAtLogin', {})).toEqual({ how: 'app', enabled: false, unit: null })
  expect((await ask(page, 'service.setStartAtLogin', { enabled: true })).enabled).toBe(true)
  const entry = join(dataDir, 'autostart', 'muster.desktop')
  expect(readFileSync(entry, 'utf8')).toMatch(new RegExp(`^Exec=".+" "--hidden" "--data" "${dataDir}"$`, 'm'))
  await ask(page, 'service.setStartAtLogin', { enabled: false })
  expect(existsSync(entry)).toBe(false)
})

test('when the page dies the service does not, and the console can be opened again', async ({ start }) => {
  const shell = await start()
  const idp = await organizationWithPusher(await shell.window(), 'Acme')
  await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
  await expect.poll(async () => (await dialogs(shell)).map(({ message }) => message)).toEqual(['The console stopped; the service did not.'])
  expect((await idp.post('Groups', group('Platform'))).status).toBe(201)
  await press(shell, 'Open the Console Again')
  await expect
    .poll(() => shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL()))
    .toContain('app://muster/')
})
