/**
 * `npm run screenshots -- [--rows N] [--only WORD]`: pictures of every screen into `screenshots/`, light and dark, 1280 and 900 pixels
 * wide, with something in it and empty. The screens are those that the navigation and Settings lead to, and the drawers of a person, a
 * group and a request; N further people are provisioned first.
 */
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import { startService } from '../e2e/service.ts'
import { chromiumArguments, ensureChromium } from '../support/chromium.ts'
import { EMPTY, furnish, type Ids, TYPICAL } from './directory.ts'

const { rows, only } = parseArgs({ options: { rows: { type: 'string', default: '0' }, only: { type: 'string', default: '' } } }).values
const folder = path.resolve(import.meta.dirname, '../../screenshots')
const VIEWS = (['light', 'dark'] as const).flatMap((theme) => [1280, 900].map((width) => ({ theme, width })))

/** Every address that a link in a navigation of this page leads to. */
const linked = (page: Page): Promise<string[]> =>
  page
    .getByRole('navigation')
    .getByRole('link')
    .evaluateAll((links) => [...new Set(links.map((link) => new URL((link as HTMLAnchorElement).href).pathname))])

async function addressesOf(page: Page, origin: string, slug: string): Promise<string[]> {
  await opened(page, `${origin}/organizations/${slug}/group-mapping`)
  const screens = await linked(page)
  await opened(page, `${origin}/settings`)
  return [...new Set([...screens, ...(await linked(page))])].filter((each) => slug === TYPICAL || each.includes(`/${slug}/`))
}

const detailsOf = ({ user, group, team, refused }: Ids): string[] => {
  const organization = `/organizations/${TYPICAL}`
  return [
    `${organization}/users/${user}`,
    `${organization}/users/${user}?tab=sign-in`,
    `${organization}/claims-tester?person=${user}&claims=last`,
    `${organization}/rollout?standing=stopped`,
    `${organization}/group-mapping?group=${group}`,
    `${organization}/teams/${team}`,
    `/accounts/${user}`,
    `${organization}/activity?tab=audit`,
    `${organization}/activity?request=${refused}`,
    `${organization}/activity?q=nothing-of-this-name`,
  ]
}

async function opened(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

/** "typical/acme-users-dark-900.png": the ids in an address say nothing. */
function fileOf(state: string, address: string, theme: string, width: number): string {
  const words = address
    .replace(/^\/(organizations\/[^/]+\/)?/, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'one')
    .replaceAll(/[^a-z0-9]+/gi, '-')
    .replaceAll(/^-|-$/g, '')
  return path.join(folder, state, `${words || 'start'}-${theme}-${width}.png`)
}

/** One picture of what is open; a page wider than its window fails the command. */
async function pictured(page: Page, state: string, address: string, { theme, width }: (typeof VIEWS)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  await page.setViewportSize({ width, height: 900 })
  await page.screenshot({ path: fileOf(state, address, theme, width), animations: 'disabled' })
  if (!(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth))) return
  process.stdout.write(`wider than the window at ${width}: ${address}\n`)
  process.exitCode = 1
}

const service = await startService()
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArguments })
try {
  const ids = await furnish(service, Number(rows))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  await page.goto(await service.signInLink())
  await page.setViewportSize({ width: 1280, height: 900 })
  const wanted = [
    ...(await addressesOf(page, service.console, TYPICAL)).map((address) => ({ state: 'typical', address })),
    ...detailsOf(ids).map((address) => ({ state: 'typical', address })),
    ...(await addressesOf(page, service.console, EMPTY)).map((address) => ({ state: 'empty', address })),
  ].filter(({ address }) => address.includes(only))
  for (const { state, address } of wanted) {
    await opened(page, service.console + address)
    for (const view of VIEWS) await pictured(page, state, address, view)
  }
  process.stdout.write(`${wanted.length * VIEWS.length} pictures in ${folder}\n`)
} finally {
  await browser.close()
  await service.stop()
}
