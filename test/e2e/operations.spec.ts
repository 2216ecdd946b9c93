import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { identityProvider, type IdentityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { expectAccessible, watchComplaints } from './watched-page.ts'

/** J20 and the rest of Settings: data is backed up, lost and brought back; addresses, TLS, the log and diagnostics are looked after. */
test.describe.configure({ mode: 'serial' })

let service: RunningService
let page: Page
let complaints: string[]
let idp: IdentityProvider

test.beforeAll(async ({ browser }) => {
  service = await startService()
  await service.muster('org', 'create', 'acme')
  const { token, mounts } = await service.muster<{ token: string; mounts: { entra: string } }>('token', 'issue', '--org', 'acme')
  idp = identityProvider(service.scim + new URL(mounts.entra).pathname, token)
  page = await (await browser.newContext({ acceptDownloads: true })).newPage()
  complaints = watchComplaints(page)
  await page.goto(await service.signInLink())
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click()
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const section = (name: string) => page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true })
const card = (name: string) => page.getByRole('region', { name, exact: true })

test('J20: a backup is made by hand, and is sound', async () => {
  await idp.user('ada@acme.example', 'Ada')
  await section('Backups').click()
  await expect(page.getByText('No backup yet')).toBeVisible()
  await expectAccessible(page, 'backups, none')
  await page.getByRole('button', { name: 'Back up now' }).click()
  const row = page.getByRole('list', { name: 'Backups' }).getByRole('listitem')
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('Sound')
  await expect(row).toContainText('1 user,')
  await row.getByRole('button', { name: /^Verify/ }).click()
  await expect(page.getByText('The backup is sound')).toBeVisible()
  await expectAccessible(page, 'backups')
})

test('J20: what a restore would lose is said before; then it is done, and what gave way is kept', async () => {
  await idp.user('bob@acme.example', 'Bob')
  await page.getByRole('button', { name: /^Restore muster-manual/ }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Restore this backup?' })
  await expect(dialog.getByRole('row', { name: /Users/ })).toHaveText(/Users\s*2\s*1/)
  await expect(dialog).toContainText('would be lost')
  await expectAccessible(page, 'restore')
  await dialog.getByRole('button', { name: 'Restore backup' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('The backup is restored')).toBeVisible()
  const rows = page.getByRole('list', { name: 'Backups' }).getByRole('listitem')
  await expect(rows.filter({ hasText: 'Before a restore' })).toHaveCount(1)
  // The service has gone on, on the same address, with the same token.
  const found = await idp.send('GET', '/Users')
  expect(found.status).toBe(200)
  expect(JSON.stringify(found.body)).not.toContain('bob@acme.example')
  // What was there before is brought back in the same way.
  await page.getByRole('button', { name: /^Restore before-restore/ }).click()
  await dialog.getByRole('button', { name: 'Restore backup' }).click()
  await expect(dialog).toBeHidden()
  expect(JSON.stringify((await idp.send('GET', '/Users')).body)).toContain('bob@acme.example')
})

test('X4: the schedule is changed', async () => {
  const schedule = card('Schedule')
  await schedule.getByRole('textbox', { name: 'Every' }).fill('6')
  await schedule.getByRole('textbox', { name: 'Every' }).press('Tab')
  await schedule.getByRole('button', { name: 'Save schedule' }).click()
  await expect(page.getByText('Backup schedule saved')).toBeVisible()
})

test('E8: a certificate is generated, checked when it is one’s own, and TLS turned on for the next start', async () => {
  await section('TLS').click()
  await page.getByRole('button', { name: 'Generate certificate' }).click()
  const generate = page.getByRole('dialog', { name: 'Generate certificate' })
  await generate.getByRole('textbox', { name: 'Names and addresses' }).fill('not a name!')
  await expect(generate.getByText('name! is neither a host name nor an IP address.')).toBeVisible()
  await generate.getByRole('textbox', { name: 'Names and addresses' }).fill('scim.acme.example\n10.0.0.5')
  await expectAccessible(page, 'generate certificate')
  await generate.getByRole('button', { name: 'Generate certificate' }).click()
  await expect(generate).toBeHidden()
  await expect(page.getByText('scim.acme.example, 10.0.0.5')).toBeVisible()
  await page.getByRole('button', { name: 'Use own certificate' }).click()
  const own = page.getByRole('dialog', { name: 'Use own certificate' })
  await own.getByRole('textbox', { name: 'Certificate chain' }).fill('hello')
  await own.getByRole('textbox', { name: 'Private key' }).fill('hello')
  await own.getByRole('button', { name: 'Use certificate' }).click()
  await expect(own.getByRole('alert')).toContainText('There is no certificate in it')
  await expectAccessible(page, 'own certificate')
  await own.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('Serve SCIM over TLS', { exact: true }).click()
  await expect(page.getByText('Muster serves over TLS from its next start on.')).toBeVisible()
  await expectAccessible(page, 'TLS')
})

test('X5: addresses are kept for the next start; the public URL is tested', async () => {
  await section('Service').click()
  const addresses = card('Addresses')
  await expect(addresses).toContainText('Decided by the command line of this start')
  await expect(addresses.getByText('From the next start')).toBeVisible()
  const port = addresses.getByRole('textbox', { name: 'SCIM port' })
  await port.fill('1')
  // React Aria tells screen readers of each step, which the content security policy must let it do.
  await port.press('ArrowDown')
  await expect(port).toHaveValue('0')
  await addresses.getByRole('button', { name: 'Save addresses' }).click()
  await expect(page.getByText('Addresses saved')).toBeVisible()

  const publicUrl = card('Public URL')
  await expect(publicUrl.getByRole('button', { name: 'Test from outside' })).toHaveAttribute('aria-disabled', 'true')
  await publicUrl.getByRole('textbox', { name: 'Public URL' }).fill(service.scim)
  await publicUrl.getByRole('button', { name: 'Save public URL' }).click()
  await expect(page.getByText('Public URL saved')).toBeVisible()
  await publicUrl.getByRole('button', { name: 'Test from outside' }).click()
  await expect(publicUrl.getByRole('status').first()).toContainText('This service answered, over plain HTTP')
  await expect(card('Start at login').getByRole('region', { name: 'systemd unit' })).toContainText('ExecStart=')
  await expectAccessible(page, 'service')
})

test('L1: the request log is cleared', async () => {
  await section('Request log').click()
  await card('Clear the log').getByRole('button', { name: 'Clear request log' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Clear the request log?' })
  await expect(dialog).toContainText('the audit trail stay')
  await expectAccessible(page, 'clear the log')
  await dialog.getByRole('button', { name: 'Clear request log' }).click()
  await expect(page.getByText('The log is empty.')).toBeVisible()
})

test('L4: health is told check by check; diagnostics are read before they are saved, and name nobody', async () => {
  await section('About & diagnostics').click()
  await expect(card('Health').getByRole('listitem').filter({ hasText: 'Database' })).toContainText('OK')
  await expectAccessible(page, 'about')
  await page.getByRole('button', { name: 'Preview diagnostics' }).click()
  const dialog = page.getByRole('dialog', { name: 'Diagnostics' })
  await expect(dialog.getByRole('region', { name: 'Diagnostics' })).toContainText('"versions"')
  await expectAccessible(page, 'diagnostics')
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Save diagnostics' }).click()
  const file = await (await download).path()
  expect(readFileSync(file, 'utf8')).not.toContain('ada@acme.example')
  expect(complaints).toEqual([])
})
