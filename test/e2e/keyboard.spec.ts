import { expect, type Page, test } from '@playwright/test'
import { identityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'

/** X6: what the mouse can do on the main path, the keyboard can. */
let service: RunningService
let page: Page

test.beforeAll(async ({ browser }) => {
  service = await startService()
  await service.muster('org', 'create', 'acme')
  const { token, endpoint } = await service.muster<{ token: string; endpoint: string }>('token', 'issue', '--org', 'acme')
  const idp = identityProvider(endpoint, token)
  const ada = await idp.user('ada@acme.example', 'Ada Lovelace')
  for (const name of ['Alpha', 'Beta', 'Gamma']) await idp.group(name, [ada])
  for (const name of ['guests', 'platform']) await service.muster('team', 'create', name, '--org', 'acme')
  page = await (await browser.newContext()).newPage()
  await page.goto(await service.signInLink())
  await expect(page.getByRole('row').filter({ hasText: 'Gamma' })).toBeVisible()
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

test('X6: arrows move through the table, Enter opens the row, Escape closes it and the focus is back', async () => {
  const row = page.getByRole('row').filter({ hasText: 'Beta' })
  await page.getByRole('row').filter({ hasText: 'Alpha' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(row).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Beta' })).toBeVisible()
  expect(new URL(page.url()).searchParams.get('group')).not.toBeNull()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(row).toBeFocused()
})

test('X6: only the controls of the row in focus are tab stops', async () => {
  await page.getByRole('row').filter({ hasText: 'Alpha' }).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: /Linked teams of Alpha/ })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: /Linked teams of Beta/ })).not.toBeFocused()
})

test('D2, X6: a team is found and linked without the mouse', async () => {
  await page.getByRole('button', { name: /Linked teams of Alpha/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('searchbox', { name: 'Search teams' })).toBeFocused()
  await page.keyboard.type('gue')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Link group' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row').filter({ hasText: 'Alpha' })).toContainText('guests')
  await expect(page.getByRole('button', { name: /Linked teams of Alpha/ })).toBeFocused()
})

test('X6: the first Tab offers to skip to the content, and the content is where it leads', async () => {
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('D1, X6: a control that cannot be used says why to the keyboard too', async () => {
  await page.getByRole('link', { name: 'Teams', exact: true }).click()
  await page.getByRole('link', { name: 'guests' }).click()
  const remove = page.getByRole('button', { name: 'Delete team' })
  await expect(remove).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Tab')
  await remove.focus()
  await expect(page.getByRole('tooltip')).toContainText('Unlink the group first')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
})
