import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import Sqlite from 'better-sqlite3'
import { identityProvider, type IdentityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { expectAccessibleInBoth, watchComplaints } from './watched-page.ts'

/** J11: a token that is about to expire is told of, rotated, taken for compromised and revoked, and generated again. */
test.describe.configure({ mode: 'serial' })

const DAY = 86_400_000
let service: RunningService
let page: Page
let complaints: string[]
let mount: string
let idp: IdentityProvider

test.beforeAll(async ({ browser }) => {
  let first = ''
  service = await startService(async (dataDir, muster) => {
    await muster('org', 'create', 'acme')
    first = (await muster<{ token: string }>('token', 'issue', '--org', 'acme', '--lifetime', '30')).token
    // A lifetime is 30 days at least: 25 of them are let go by.
    const database = new Sqlite(path.join(dataDir, 'muster.db'))
    database.prepare('UPDATE tokens SET created_at = created_at - ?, expires_at = expires_at - ?').run(25 * DAY, 25 * DAY)
    database.close()
  })
  mount = `${service.scim}/api/orgs/1/scim/v2`
  idp = identityProvider(mount, first)
  page = await (await browser.newContext()).newPage()
  complaints = watchComplaints(page)
  await page.goto(await service.signInLink())
  await page.goto(`${service.console}/organizations/acme/problems`)
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const open = (screen: string) =>
  page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: new RegExp(`^${screen}`) })
    .click()
const token = () => page.getByRole('region', { name: 'Token', exact: true })

/** Opens the part of Group mapping that has the token. */
async function showToken(): Promise<void> {
  await open('Group mapping')
  const connection = page.getByRole('button', { name: /Connection/ })
  await expect(connection).toBeVisible()
  if ((await connection.getAttribute('aria-expanded')) === 'false') await connection.click()
  await expect(token()).toBeVisible()
}

async function shownOnce(): Promise<string> {
  const dialog = page.getByRole('dialog', { name: 'Copy the token now' })
  await expectAccessibleInBoth(page, 'the new token')
  await dialog.getByRole('button', { name: 'Reveal token' }).click()
  const shown = (await dialog.getByText(/^muster_scim_/).textContent()) ?? ''
  await dialog.getByText('I have stored this token').click()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
  return shown
}

test('J11: that the token expires within two weeks stands among the problems, with the day and what to do', async () => {
  const reminder = page.getByRole('region', { name: /The token of group-mapping expires on/ })
  await expect(reminder).toContainText('Generate a new token')
  await expectAccessibleInBoth(page, 'the reminder of an expiry')
  expect((await idp.send('GET', '/Users?count=1')).status).toBe(200)
})

test('J11: rotation warns that the identity provider stops until it has the new token, which is shown once', async () => {
  await showToken()
  await token().getByRole('button', { name: 'Rotate token' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rotate the token' })
  await expect(dialog).toContainText(/The token ….{4} stops working at the same moment/)
  await expect(dialog).toContainText('status 401 until the new token is entered there')
  await expectAccessibleInBoth(page, 'what a rotation does')
  await dialog.getByRole('button', { name: 'Rotate token' }).click()
  const next = await shownOnce()
  const refused = await idp.send('GET', '/Users')
  expect(refused.status).toBe(401)
  expect(String(refused.body['detail'])).toContain('revoked')
  await expect(token()).toContainText(`…${next.slice(-4)}`)
  await expect(token()).toContainText('Never')
  await expectAccessibleInBoth(page, 'a token that was never used')

  idp = identityProvider(mount, next)
  expect((await idp.send('GET', '/Users?count=1')).status).toBe(200)
  await expect(token().getByText('Last used')).toBeVisible()
  await expect(token()).toContainText(/Last used\s*(now|just now|.*ago|.*second)/i)
})

test('J11: the reminder went with the old token, and with the first request that is let in nothing is left to act on', async () => {
  await open('Problems')
  await expect(page.getByText('No open problems')).toBeVisible()
  await expect(page.getByRole('region', { name: /expires on/ })).toHaveCount(0)
})

test('J11: a token that may be known to others is revoked: 401 at once, and nothing else changes', async () => {
  await idp.user('ada@acme.example', 'Ada Lovelace')
  await showToken()
  await token().getByRole('button', { name: 'Revoke token' }).click()
  const asked = page.getByRole('alertdialog')
  await expect(asked).toContainText('stops working at once')
  await expect(asked).toContainText('Users, groups and teams stay as they are.')
  await expectAccessibleInBoth(page, 'what revoking does')
  await asked.getByRole('button', { name: 'Revoke token' }).click()
  await expect(token()).toContainText('Not generated')
  expect((await idp.send('GET', '/Users')).status).toBe(401)
  await expectAccessibleInBoth(page, 'no token')
  expect(await service.muster<unknown[]>('user', 'list', '--org', 'acme')).toHaveLength(1)
})

test('J11: another one lets the identity provider in again; each step is in the audit trail', async () => {
  await token().getByRole('button', { name: 'Generate token' }).click()
  const dialog = page.getByRole('dialog', { name: 'Generate a token' })
  await dialog.getByRole('button', { name: /Expires/ }).click()
  await page.getByRole('option', { name: 'In 90 days' }).click()
  await dialog.getByRole('button', { name: 'Generate token' }).click()
  idp = identityProvider(mount, await shownOnce())
  expect((await idp.send('GET', '/Users')).status).toBe(200)
  await page.goto(`${service.console}/organizations/acme/activity?tab=audit`)
  for (const action of ['token.issued', 'token.rotated', 'token.revoked'])
    await expect(page.getByRole('row').filter({ hasText: action }).first()).toBeVisible()
})

test('the page had nothing to complain of', () => {
  expect(complaints).toEqual([])
})
