import { expect, type Page, test } from '@playwright/test'
import { identityProvider, type IdentityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { expectAccessible, watchComplaints } from './watched-page.ts'

/** An organization's own schemas in the console: declared in a form and from JSON, seen in use, changed, and deleted when they no longer are. */
test.describe.configure({ mode: 'serial' })

const URN = 'urn:example:plant:1.0:User'

let service: RunningService
let page: Page
let complaints: string[]
let idp: IdentityProvider
let person: string

test.beforeAll(async ({ browser }) => {
  service = await startService()
  await service.muster('org', 'create', 'acme')
  const { token, mounts } = await service.muster<{ token: string; mounts: { entra: string } }>('token', 'issue', '--org', 'acme')
  idp = identityProvider(service.scim + new URL(mounts.entra).pathname, token)
  page = await (await browser.newContext()).newPage()
  complaints = watchComplaints(page)
  await page.goto(await service.signInLink())
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Organization' }).click()
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const card = () => page.getByRole('region', { name: 'Schemas of acme' })
const attribute = (name: string) => page.getByRole('row', { name: new RegExp(`^${name} (?!\\.)`) })

test('E5: before there is any of its own, RFC 7643’s are shown, attribute by attribute', async () => {
  await expect(card().getByText('None yet.')).toBeVisible()
  await card().getByRole('link', { name: 'Group', exact: true }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Group' })).toBeVisible()
  await expect(attribute('displayName')).toContainText('Required')
  await expect(attribute('members')).toContainText('Multi-valued')
  await expect(page.getByRole('button', { name: /Edit schema/ })).toHaveCount(0)
  await expectAccessible(page, 'a schema of the RFC')
  await page.getByRole('button', { name: 'Close details' }).click()
})

test('E5: a schema is declared in a form, which says what is wrong with it', async () => {
  await card().getByRole('button', { name: 'Add schema' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add schema' })
  const submit = dialog.getByRole('button', { name: 'Add schema' })
  await expect(submit).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Name' }).first().fill('Plant')
  await dialog.getByRole('textbox', { name: 'URN' }).fill('plant')
  const row = dialog.getByRole('listitem').first()
  await row.getByRole('textbox', { name: 'Name' }).fill('work station')
  await submit.click()
  await expect(dialog.getByRole('alert')).toContainText('The schema has 2 problems.')
  await dialog.getByRole('textbox', { name: 'URN' }).fill(URN)
  await row.getByRole('textbox', { name: 'Name' }).fill('station')
  await row.getByRole('button', { name: 'More' }).click()
  await row.getByText('Unique in the organization').click()
  await expectAccessible(page, 'add schema')
  await submit.click()
  await expect(dialog).toBeHidden()
  await expect(card().getByRole('link', { name: 'Plant' })).toBeVisible()
  expect((await idp.send('GET', `/Schemas/${URN}`)).status).toBe(200)
})

test('U1: what identity providers send for it is kept, and seen in the console', async () => {
  person = await idp.user('ada@acme.example', 'Ada')
  expect(await idp.patch(`/Users/${person}`, { op: 'add', path: `${URN}:station`, value: 'press 4' })).toBe(200)
  await card().getByRole('link', { name: 'Plant' }).click()
  await expect(attribute('station')).toContainText('Unique')
  await expect(attribute('station').getByRole('cell').last()).toHaveText('1')
  const remove = page.getByRole('button', { name: 'Delete schema Plant' })
  await expect(remove).toHaveAttribute('aria-disabled', 'true')
  await remove.focus()
  await expect(page.getByRole('tooltip')).toContainText('1 user holds a value of station')
  await expectAccessible(page, 'a schema in use')
})

test('E5: it is changed as JSON; what is held cannot be taken away', async () => {
  await page.getByRole('button', { name: 'Edit schema Plant' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit Plant' })
  await dialog.getByRole('tab', { name: 'JSON' }).click()
  const text = dialog.getByRole('textbox', { name: 'SCIM Schema resource' })
  const json = JSON.parse(await text.inputValue()) as { attributes: { name: string }[] }
  await text.fill('{')
  await dialog.getByRole('tab', { name: 'Form' }).click()
  await expect(dialog.getByText(/This is not JSON/)).toBeVisible()
  await text.fill(JSON.stringify({ ...json, attributes: [{ name: 'shift' }] }))
  await dialog.getByRole('button', { name: 'Save schema' }).click()
  await expect(dialog.getByRole('alert')).toContainText('station cannot be removed: 1 user holds a value of it.')
  await text.fill(JSON.stringify({ ...json, attributes: [...json.attributes, { name: 'shift', multiValued: true }] }))
  await dialog.getByRole('tab', { name: 'Form' }).click()
  await expect(dialog.getByRole('listitem').nth(1).getByRole('textbox', { name: 'Name' })).toHaveValue('shift')
  await expectAccessible(page, 'edit schema')
  await dialog.getByRole('button', { name: 'Save schema' }).click()
  await expect(dialog).toBeHidden()
  await expect(attribute('shift')).toContainText('Multi-valued')
})

test('E5, L3: when nobody holds a value of it any more, it can be deleted, which says what follows', async () => {
  expect((await idp.send('DELETE', `/Users/${person}`)).status).toBe(204)
  const remove = page.getByRole('button', { name: 'Delete schema Plant' })
  await expect(remove).not.toHaveAttribute('aria-disabled', 'true')
  await remove.click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('No user holds a value of it')
  await expectAccessible(page, 'delete schema')
  await question.getByRole('button', { name: 'Delete schema' }).click()
  await expect(question).toBeHidden()
  await expect(card().getByText('None yet.')).toBeVisible()
  expect((await idp.send('GET', `/Schemas/${URN}`)).status).toBe(404)
})

test('the browser complained of nothing', () => {
  expect(complaints).toEqual([])
})
