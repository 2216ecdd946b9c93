import { expect, type Page, test } from '@playwright/test'
import { identityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { expectAccessible } from './watched-page.ts'

/** X6: the console as a whole, from the keyboard alone. No test here uses the mouse. */
let service: RunningService
let page: Page

test.beforeAll(async ({ browser }) => {
  service = await startService()
  for (const name of ['acme', 'globex']) await service.muster('org', 'create', name)
  const { token, endpoint } = await service.muster<{ token: string; endpoint: string }>('token', 'issue', '--org', 'acme')
  const idp = identityProvider(endpoint, token)
  const ada = await idp.user('ada@acme.example', 'Ada Lovelace')
  for (const name of ['Analytics', 'Finance']) await idp.group(name, [ada])
  await service.muster('team', 'create', 'platform', '--org', 'acme')
  page = await (await browser.newContext()).newPage()
  await page.goto(await service.signInLink())
})

test.beforeEach(async () => {
  await page.goto(`${service.console}/organizations/acme/group-mapping`)
  await expect(page.getByRole('row').filter({ hasText: 'Finance' })).toBeVisible()
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const palette = () => page.getByRole('dialog', { name: 'Search and commands' })

test('X6: the palette finds a person on the service, and Enter goes there', async () => {
  await page.keyboard.press('Control+k')
  await expect(palette().getByRole('searchbox')).toBeFocused()
  await expectAccessible(page, 'palette')
  await page.keyboard.type('lovelace')
  await expect(palette().getByRole('option', { name: /Ada Lovelace/ })).toBeVisible()
  await expect(palette().getByRole('option')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Ada Lovelace' })).toBeVisible()
  await expect(page).toHaveURL(/\/organizations\/acme\/users\//)
})

test('X6: the palette does what the screen offers, and goes to another organization', async () => {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('add group')
  await expect(palette().getByRole('option').first()).toHaveAccessibleName(/Add group manually/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Add group manually' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('globex')
  await expect(palette().getByRole('option', { name: /globex/ })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/organizations\/globex\//)
})

test('X6: Escape closes the palette at once, whatever was typed, and so do its own keys', async () => {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('nothing of this name')
  await expect(palette().getByText('Nothing goes by that name here.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette()).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await expect(palette()).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(palette()).toHaveCount(0)
})

test('X6: ? lists the shortcuts that are offered here, and each does what it says', async () => {
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(list.getByText('Add group manually')).toBeVisible()
  await expectAccessible(page, 'shortcuts')
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  await page.keyboard.press('n')
  await expect(page.getByRole('dialog', { name: 'Add group manually' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await expect(page.getByRole('heading', { level: 1, name: 'Teams' })).toBeVisible()
  await expect(page).toHaveTitle('Teams · acme · Muster')
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' }).getByText('Directory')).toBeVisible()
})

test('X6: no shortcut fires while one types', async () => {
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search groups' })).toBeFocused()
  await page.keyboard.type('gtn?/')
  await expect(page.getByRole('searchbox', { name: 'Search groups' })).toHaveValue('gtn?/')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page).toHaveURL(/group-mapping/)
})

test('X6: single keys can be switched off, the palette stays', async () => {
  await page.keyboard.press('?')
  await page.getByRole('switch', { name: /single key/ }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('n')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await expect(palette()).toBeVisible()
  await page.keyboard.type('keyboard shortcuts')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('switch', { name: /single key/ }).focus()
  await page.keyboard.press('Space')
})

test('X6: the navigation narrows, folds, and remembers both', async () => {
  const directory = page.getByRole('button', { name: 'Directory' })
  await directory.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Teams', exact: true })).toBeHidden()
  await page.reload()
  await expect(directory).toHaveAttribute('aria-expanded', 'false')
  await directory.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('[')
  await expect(page.getByRole('button', { name: 'Widen the navigation' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Teams', exact: true })).toBeVisible()
  await expectAccessible(page, 'narrow navigation')
  await page.keyboard.press('[')
})
