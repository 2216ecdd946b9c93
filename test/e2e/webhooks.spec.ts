import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page, test } from '@playwright/test'
import { type RunningService, startService } from './service.ts'
import { expectAccessible, watchComplaints } from './watched-page.ts'

/** L5: an application is told of changes: added, tested, looked at when it fails, given a new secret, removed. */
test.describe.configure({ mode: 'serial' })

let service: RunningService
let page: Page
let complaints: string[]
let receiver: Server
let url: string
let secret: string
let status = 200
const received: { headers: IncomingHttpHeaders; body: string }[] = []

test.beforeAll(async ({ browser }) => {
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      response.writeHead(status).end('noted')
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/muster`
  service = await startService()
  await service.muster('org', 'create', 'acme')
  page = await (await browser.newContext()).newPage()
  complaints = watchComplaints(page)
  await page.goto(await service.signInLink())
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Webhooks' }).click()
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
  receiver.close()
})

const dialog = () => page.getByRole('dialog')
const deliveries = () => page.getByRole('list', { name: 'Deliveries' }).getByRole('listitem')

async function shownSecret(): Promise<string> {
  const shown = page.getByRole('dialog', { name: 'Copy the signing secret now' })
  await expect(shown.getByRole('button', { name: 'Close' })).toBeDisabled()
  const text = (await shown.getByText(/^whsec_/).textContent()) ?? ''
  await expectAccessible(page, 'the secret')
  await shown.getByText('I have stored this secret').click()
  await shown.getByRole('button', { name: 'Close' }).click()
  await expect(shown).toBeHidden()
  return text
}

function isSignedWith(key: string, { headers, body }: { headers: IncomingHttpHeaders; body: string }): boolean {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
  const expected = createHmac('sha256', Buffer.from(key.slice('whsec_'.length), 'base64'))
    .update(signed)
    .digest('base64')
  return String(headers['webhook-signature']).split(' ').includes(`v1,${expected}`)
}

test('an address elsewhere is refused with the reason, and nothing typed is lost', async () => {
  await expect(page.getByText('Nobody is told of changes')).toBeVisible()
  await expectAccessible(page, 'webhooks, empty')
  await page.getByRole('button', { name: 'Add webhook' }).click()
  await dialog().getByRole('textbox', { name: 'URL' }).fill('http://169.254.169.254/latest')
  await dialog().getByRole('textbox', { name: 'Description' }).fill('Payroll')
  await dialog().getByRole('textbox', { name: 'Actions' }).fill('team.*')
  await dialog().getByRole('button', { name: 'Add webhook' }).click()
  await expect(dialog().getByRole('alert')).toContainText('neither this machine nor among the webhook hosts')
  await expect(dialog().getByRole('textbox', { name: 'Description' })).toHaveValue('Payroll')
  await expectAccessible(page, 'add webhook')
})

test('one on this machine is added, and its secret is shown once', async () => {
  await dialog().getByRole('textbox', { name: 'URL' }).fill(url)
  await dialog().getByRole('button', { name: 'Add webhook' }).click()
  secret = await shownSecret()
  await expect(page.getByRole('link', { name: 'Payroll' })).toBeVisible()
  await expect(page.getByText(secret)).toHaveCount(0)
})

test('a test message arrives signed, and the log shows what was sent and answered', async () => {
  await page.getByRole('link', { name: 'Payroll' }).click()
  await expect(dialog().getByText(/Nothing has been sent yet/)).toBeVisible()
  await dialog().getByRole('button', { name: 'Send test message' }).click()
  await expect(deliveries()).toHaveCount(1)
  await expect(deliveries().first()).toContainText('Delivered')
  expect(received.map((each) => isSignedWith(secret, each))).toEqual([true])
  await deliveries().first().getByRole('button').first().click()
  await expect(dialog().getByRole('region', { name: 'Message' })).toContainText('webhook.test')
  await expect(dialog().getByRole('region', { name: 'Answer' })).toContainText('noted')
  await expectAccessible(page, 'a webhook')
})

test('a change that is not taken waits with the reason, and can be sent again', async () => {
  status = 500
  await service.muster('team', 'create', '--org', 'acme', 'platform')
  await expect(deliveries().first()).toContainText('The receiver answered 500.')
  await expect(deliveries().first()).toContainText('Waiting')
  status = 200
  await deliveries().first().getByRole('button').first().click()
  await dialog().getByRole('button', { name: 'Send again' }).click()
  await expect(deliveries().first()).toContainText('Delivered')
})

test('after a rotation the new secret signs', async () => {
  await dialog().getByRole('button', { name: 'Rotate secret' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Rotate secret' }).click()
  const rotated = await shownSecret()
  expect(rotated).not.toBe(secret)
  await expect(dialog().getByText(/signs too until/)).toBeVisible()
  const before = received.length
  await dialog().getByRole('button', { name: 'Send test message' }).click()
  await expect.poll(() => received.length).toBeGreaterThan(before)
  const last = received.at(-1)
  expect(last && [isSignedWith(secret, last), isSignedWith(rotated, last)]).toEqual([true, true])
})

test('disabled, it says why no test can be sent; removed, it is gone', async () => {
  await dialog().getByRole('button', { name: 'Disable webhook' }).click()
  await expect(dialog().getByText('Disabled', { exact: true })).toBeVisible()
  await expect(dialog().getByRole('button', { name: 'Send test message' })).toHaveAttribute('aria-disabled', 'true')
  await dialog().getByRole('button', { name: 'Remove webhook' }).click()
  await expectAccessible(page, 'removing a webhook')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove webhook' }).click()
  await expect(page.getByText('Nobody is told of changes')).toBeVisible()
})

test('the hosts that webhooks may be sent to are kept, and what is none is refused', async () => {
  const hosts = page.getByRole('textbox', { name: 'Hosts' })
  await hosts.fill('https://hooks.example.com')
  await page.getByRole('button', { name: 'Save webhook hosts' }).click()
  await expect(page.getByRole('alert')).toContainText('neither a host name')
  await hosts.fill('Hooks.example.com 10.20.0.0/16')
  await page.getByRole('button', { name: 'Save webhook hosts' }).click()
  await expect(hosts).toHaveValue('hooks.example.com\n10.20.0.0/16')
})

test('the page had nothing to complain of', () => {
  expect(complaints).toEqual([])
})
