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
  await expect(page).toHaveURL(/\/organizations\/acme\/overview$/)
  await page.getByRole('link', { name: 'Group mapping', exact: true }).click()
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

test('X6: End leads to the last of a long list and Home back, whatever lies between; a search is answered from its top', async () => {
  const { token, endpoint } = await service.muster<{ token: string; endpoint: string }>('token', 'issue', '--org', 'acme')
  const idp = identityProvider(endpoint, token)
  const people = Array.from({ length: 1_500 }, (_, n) => String(n).padStart(4, '0'))
  for (let from = 0; from < people.length; from += 500) {
    const { status } = await idp.send('POST', '/Bulk', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: people.slice(from, from + 500).map((n) => ({
        method: 'POST',
        path: '/Users',
        bulkId: n,
        data: { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: `person${n}@acme.example`, displayName: `Person ${n}` },
      })),
    })
    expect(status).toBe(200)
  }
  await page.goto(`${service.console}/organizations/acme/users`)
  const row = (text: string) => page.getByRole('row').filter({ hasText: text })
  await expect(page.getByText('1,501 users', { exact: true })).toBeVisible()
  await row('ada@acme.example').focus()
  await page.keyboard.press('End')
  await expect(row('person1499@acme.example')).toBeFocused()
  await page.keyboard.press('PageUp')
  await expect(row('person1499@acme.example')).toBeVisible()
  await page.keyboard.press('Home')
  await expect(row('ada@acme.example')).toBeFocused()
  await page.keyboard.press('End')
  await page.getByRole('searchbox', { name: 'Search users' }).fill('person 0042')
  await expect(row('person0042@acme.example')).toBeVisible()
  await expect(page.getByText('1 user', { exact: true })).toBeVisible()
})
