import { expect, type Locator, type Page, test } from '@playwright/test'
import { identityProvider, type IdentityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { expectAccessible, navigate, watchComplaints } from './watched-page.ts'

/** J14: an integration of an organization's own from its creation to its removal, with the accounts and tokens that act beside it. */
test.describe.configure({ mode: 'serial' })

let service: RunningService
let page: Page
let complaints: string[]
let idp: IdentityProvider
let token: string

test.beforeAll(async ({ browser }) => {
  service = await startService()
  await service.muster('org', 'create', 'acme')
  page = await (await browser.newContext()).newPage()
  complaints = watchComplaints(page)
  await page.goto(await service.signInLink())
  await navigate(page, 'Integrations')
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const region = (name: string): Locator => page.getByRole('region', { name, exact: true })
const row = (name: string | RegExp): Locator => page.getByRole('row', { name })

/** T2: reads the token of the dialog that shows it once, and closes it. */
async function shownOnce(what: string): Promise<string> {
  const dialog = page.getByRole('dialog', { name: 'Copy the token now' })
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeDisabled()
  await expectAccessible(page, what)
  await dialog.getByRole('button', { name: 'Reveal token' }).click()
  const shown = await dialog.getByText(/^muster_[a-z]+_/).innerText()
  await dialog.getByText('I have stored this token').click()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
  return shown
}

test('I1: the list shows the built-in integration, which can be disabled and not removed', async () => {
  await expect(row(/group-mapping/)).toContainText('Built-in')
  await expectAccessible(page, 'the integrations')
})

test('I1, T9: one is created disabled, its name checked as one types, and its token of about 200 characters shown once', async () => {
  await page.getByRole('button', { name: 'Create integration' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create integration' })
  const submit = dialog.getByRole('button', { name: 'Create integration' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Okta Production')
  await expect(dialog.getByText(/lower-case letters and digits, with single hyphens between them, such as/)).toBeVisible()
  await expect(submit).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('okta-production')
  await dialog.getByRole('textbox', { name: 'Description' }).fill('Everybody in Okta.')
  await dialog.getByText('Enabled from the start').click()
  await expectAccessible(page, 'create integration')
  await submit.click()
  await expect(page.getByRole('dialog')).toContainText('SCIMProvisioner')
  token = await shownOnce('the token, once')
  expect(token).toMatch(/^muster_scim_[0-9A-Za-z]{188}$/)
  await expect(page.getByRole('heading', { level: 1, name: 'okta-production' })).toBeVisible()
  await expect(page.getByText(token)).toHaveCount(0)
})

test('I2, I3: its page shows endpoint, token, service account and role; disabled, it answers 403 and logs it', async () => {
  const url = await region('Connection')
    .getByText(/\/integrations\/.*\/scim\/v2$/)
    .innerText()
  idp = identityProvider(service.scim + new URL(url).pathname, token)
  await expect(region('Connection')).toContainText(`…${token.slice(-4)}`)
  await expect(region('Service account')).toContainText('SCIMProvisioner')
  await expect(region('Service account')).toContainText('Users: create, read, update')
  await expect(page.getByText('This integration is disabled')).toBeVisible()
  expect((await idp.send('GET', '/Users?count=1')).status).toBe(403)
  await expect(region('Latest requests').getByRole('listitem').first()).toContainText('403')
  await expectAccessible(page, 'a disabled integration')
})

test('I2: enabled, users and groups arrive, and are seen as they do', async () => {
  await page.getByRole('button', { name: 'Enable' }).click()
  await expect(page.getByText('This integration is disabled')).toBeHidden()
  const ada = await idp.user('ada@acme.example', 'Ada')
  await idp.group('Platform', [ada])
  await expect(region('Latest requests').getByRole('listitem').first()).toContainText('201')
  await expectAccessible(page, 'an enabled integration')
})

test('I4: the role is what is enforced: unbound, everything is refused; bound to another, what that permits is let through', async () => {
  await region('Service account').getByRole('button', { name: 'Unbind SCIMProvisioner' }).click()
  const question = page.getByRole('alertdialog', { name: /Unbind SCIMProvisioner from/ })
  await expectAccessible(page, 'unbind')
  await question.getByRole('button', { name: 'Unbind role' }).click()
  await expect(region('Service account').getByText('No role is bound')).toBeVisible()
  expect((await idp.send('GET', '/Groups?count=1')).status).toBe(403)
  const choose = async (role: string): Promise<void> => {
    await region('Service account')
      .getByRole('button', { name: /Another role/ })
      .click()
    await page.getByRole('option', { name: role }).click()
    await region('Service account').getByRole('button', { name: 'Bind role' }).click()
    await expect(region('Service account').getByRole('list', { name: 'Roles' })).toContainText(role)
  }
  await choose('Viewer')
  expect((await idp.send('GET', '/Groups?count=1')).status).toBe(200)
  expect((await idp.send('POST', '/Groups', { displayName: 'Refused' })).status).toBe(403)
  await choose('SCIMProvisioner')
  expect((await idp.send('POST', '/Groups', { displayName: 'Allowed' })).status).toBe(201)
})

test('R2: how a PATCH is answered is set here', async () => {
  const group = await idp.group('Patched')
  const rename = { op: 'replace', path: 'displayName', value: 'Patched again' }
  expect(await idp.patch(`/Groups/${group}`, rename)).toBe(204)
  await region('Settings')
    .getByRole('button', { name: /A PATCH is answered with/ })
    .click()
  await page.getByRole('option', { name: /Always 200/ }).click()
  await region('Settings').getByRole('button', { name: 'Save changes' }).click()
  await expect(region('Settings').getByRole('button', { name: 'Save changes' })).toBeDisabled()
  expect(await idp.patch(`/Groups/${group}`, { ...rename, value: 'Patched twice' })).toBe(200)
})

test('T3: rotating the token here ends the old one, and that of no other integration', async () => {
  const { token: builtIn, endpoint } = await service.muster<{ token: string; endpoint: string }>('token', 'issue', '--org', 'acme')
  await region('Connection').getByRole('button', { name: 'Rotate token' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate token' }).click()
  const rotated = await shownOnce('the rotated token')
  expect((await idp.send('GET', '/Users?count=1')).status).toBe(401)
  token = rotated
  idp = identityProvider(
    service.scim +
      new URL(
        await region('Connection')
          .getByText(/\/scim\/v2$/)
          .first()
          .innerText(),
      ).pathname,
    token,
  )
  expect((await idp.send('GET', '/Users?count=1')).status).toBe(200)
  expect((await identityProvider(service.scim + new URL(endpoint).pathname, builtIn).send('GET', '/Users?count=1')).status).toBe(200)
})

test('I2: disabled again with what will happen, and removed, whose token is refused', async () => {
  await page.getByRole('button', { name: 'Disable', exact: true }).click()
  const question = page.getByRole('alertdialog', { name: 'Disable okta-production?' })
  await question.getByRole('button', { name: 'Disable integration' }).click()
  await expect(page.getByText('This integration is disabled')).toBeVisible()
  expect((await idp.send('GET', '/Users?count=1')).status).toBe(403)
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  const removal = page.getByRole('alertdialog', { name: 'Remove the integration okta-production?' })
  await expect(removal).toContainText(`…${token.slice(-4)}`)
  await expectAccessible(page, 'remove integration')
  await removal.getByRole('button', { name: 'Remove integration' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Integrations' })).toBeVisible()
  await expect(row(/okta-production/)).toHaveCount(0)
  expect((await idp.send('GET', '/Users?count=1')).status).toBe(401)
  await row(/group-mapping/)
    .getByRole('link', { name: 'group-mapping' })
    .click()
  await expect(page.getByRole('button', { name: 'Remove', exact: true })).toHaveAttribute('aria-disabled', 'true')
})

test('I2: the built-in one, disabled, says so in Group mapping, which leads to where it is enabled', async () => {
  await page.getByRole('button', { name: 'Disable', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable integration' }).click()
  await expect(page.getByText('This integration is disabled')).toBeVisible()
  await navigate(page, 'Group mapping')
  await expect(page.getByText('The endpoint is disabled')).toBeVisible()
  await expectAccessible(page, 'group mapping, disabled')
  await page.getByRole('link', { name: 'Open integration' }).click()
  await page.getByRole('button', { name: 'Enable' }).click()
  await expect(page.getByText('This integration is disabled')).toBeHidden()
})

test('I5: a service account for a script: created with a role and a token, given another, and removed', async () => {
  await navigate(page, 'Service accounts')
  await page.getByRole('button', { name: 'Create service account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create service account' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('terraform')
  await expectAccessible(page, 'create service account')
  await dialog.getByRole('button', { name: 'Create service account' }).click()
  expect(await shownOnce('the first API token')).toMatch(/^muster_api_/)
  await expect(row(/terraform/)).toContainText('Viewer')
  await expectAccessible(page, 'the service accounts')
  await row(/terraform/)
    .getByRole('link', { name: 'terraform' })
    .click()
  const drawer = page.getByRole('dialog', { name: 'terraform' })
  await drawer.getByRole('button', { name: 'Issue token' }).click()
  const issuing = page.getByRole('dialog', { name: 'Issue a token' })
  await issuing.getByRole('textbox', { name: 'Name' }).fill('nightly job')
  await expectAccessible(page, 'issue an API token')
  await issuing.getByRole('button', { name: 'Issue token' }).click()
  await shownOnce('the second API token')
  await expect(drawer.getByRole('list', { name: 'Tokens' }).getByRole('listitem')).toHaveCount(2)
  await expectAccessible(page, 'a service account')
  await drawer.getByRole('button', { name: 'Revoke nightly job' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke token' }).click()
  await expect(drawer.getByRole('list', { name: 'Tokens' }).getByRole('listitem')).toHaveCount(1)
  await drawer.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove service account' }).click()
  await expect(row(/terraform/)).toHaveCount(0)
})

test('S1: an application token is issued and revoked in Settings', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Application tokens' }).click()
  const card = region('Application tokens')
  await expect(card).toContainText('None yet.')
  await card.getByRole('button', { name: 'Issue token' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('wiki')
  await page.getByRole('dialog').getByRole('button', { name: 'Issue token' }).click()
  expect(await shownOnce('an application token')).toMatch(/^muster_app_/)
  await expectAccessible(page, 'the application tokens')
  await card.getByRole('button', { name: 'Revoke wiki' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke token' }).click()
  await expect(card).toContainText('None yet.')
})

test('nothing was held against the page', () => {
  expect(complaints).toEqual([])
})
