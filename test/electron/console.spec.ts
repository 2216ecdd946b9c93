import type { Page } from '@playwright/test'
import { group, organizationWithPusher } from './bridge.ts'
import { expect, test } from './fixture.ts'

/** Everything that a page says and that its policy stops, from its next document on. */
async function watch(page: Page): Promise<{ said: string[]; stopped: () => Promise<string[]> }> {
  const said: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(error.message))
  await page.addInitScript(() => {
    const stopped: string[] = []
    Object.assign(window, { stopped })
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      stopped.push(`${violatedDirective} ${blockedURI}`)
    })
  })
  return { said, stopped: () => page.evaluate(() => (window as unknown as { stopped: string[] }).stopped) }
}

test('X1: the window opens on the first run, and naming an organization leads to its group mapping', async ({ start }) => {
  const shell = await start()
  const page = await shell.window()
  await expect(page.getByRole('heading', { name: 'Name the first organization' })).toBeVisible()
  await page.getByLabel('Organization name').fill('Acme')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(page.getByRole('heading', { name: 'Group mapping', level: 1 })).toBeVisible()
  const address = await shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()))
  expect(address).toEqual(['app://muster/organizations/acme/group-mapping'])
})

test('L3, G1: a group pushed by another program appears in the window without a reload', async ({ start }) => {
  const shell = await start()
  const page = await shell.window()
  const idp = await organizationWithPusher(page, 'Acme')
  await expect(page.getByRole('heading', { name: 'Group mapping', level: 1 })).toBeVisible()
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))
  expect((await idp.post('Groups', group('Platform Engineering'))).status).toBe(201)
  await expect(page.getByRole('row', { name: /Platform Engineering/ })).toBeVisible()
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
})

test('the strict policy stops nothing of the console, and its pages say nothing is wrong', async ({ start }) => {
  const shell = await start()
  const page = await shell.window()
  const idp = await organizationWithPusher(page, 'Acme')
  await idp.post('Groups', group('Platform Engineering'))
  const { said, stopped } = await watch(page)
  await page.reload()
  await page.getByRole('navigation').getByRole('link', { name: 'Group mapping' }).click()
  await expect(page.getByRole('row', { name: /Platform Engineering/ })).toBeVisible()
  for (const screen of ['Teams', 'Users', 'Activity', 'Orphan review', 'Settings']) {
    await page.getByRole('navigation').getByRole('link', { name: screen }).click()
    await expect(page.getByRole('heading', { name: screen, level: 1 })).toBeVisible()
  }
  expect(await stopped()).toEqual([])
  expect(said).toEqual([])
})

test('a deep address is answered with the page, and reloading stays there', async ({ start }) => {
  const shell = await start()
  const page = await shell.window()
  await organizationWithPusher(page, 'Acme')
  await page.getByRole('navigation').getByRole('link', { name: 'Teams' }).click()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Teams', level: 1 })).toBeVisible()
})

test('the copy buttons may write to the clipboard', async ({ start }) => {
  const shell = await start()
  const page = await shell.window()
  const idp = await organizationWithPusher(page, 'Acme')
  await page.getByRole('button', { name: 'Copy Okta URL' }).first().click()
  await expect(page.getByRole('status').filter({ hasText: 'Okta URL copied' })).toHaveCount(1)
  expect(idp.url).toContain('/scim/v2')
})
