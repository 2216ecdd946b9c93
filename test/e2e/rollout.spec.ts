import { expect, type Locator, type Page, test } from '@playwright/test'
import { identityProvider, type IdentityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { expectAccessibleInBoth, navigate, watchComplaints } from './watched-page.ts'

/** J16: a staged rollout from turning it on to stopping one person. */
test.describe.configure({ mode: 'serial' })

let service: RunningService
let page: Page
let complaints: string[]
let idp: IdentityProvider

test.beforeAll(async ({ browser }) => {
  service = await startService()
  await service.muster('org', 'create', 'acme')
  const { token, endpoint } = await service.muster<{ token: string; endpoint: string }>('token', 'issue', '--org', 'acme')
  idp = identityProvider(endpoint, token)
  await idp.user('early@acme.example', 'Early Bird')
  page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(30_000)
  complaints = watchComplaints(page)
  await page.goto(await service.signInLink())
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const row = (name: string): Locator => page.getByRole('row', { name: new RegExp(name) })
const standing = (name: string): Locator => page.getByRole('radiogroup', { name: 'Standing' }).getByText(name)
const question = (): Locator => page.getByRole('alertdialog')

test('J16 I7: off, the screen says what a staged rollout is, and turns it on', async () => {
  await navigate(page, 'Staged rollout')
  await expect(page.getByRole('heading', { name: 'The rollout is not staged' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('1 person is here already and keeps everything')
  await expectAccessibleInBoth(page, 'a rollout that is not staged')
  await page.getByRole('button', { name: 'Turn on staged rollout' }).click()
  await expect(page.getByRole('switch', { name: /Hold new people/ })).toBeChecked()
  await expect(page.getByText('Nobody is held', { exact: true })).toBeVisible()
  await expectAccessibleInBoth(page, 'a staged rollout with nobody in it')
})

test('J16 I7: the sync lands, and everyone who came with it is held, with nothing to gain yet', async () => {
  const ids = []
  for (const name of ['Ann', 'Bob', 'Cid', 'Dan']) ids.push(await idp.user(`${name.toLowerCase()}@acme.example`, name))
  await idp.group('Data', ids.slice(0, 3))
  for (const name of ['Ann', 'Bob', 'Cid', 'Dan']) await expect(row(name)).toContainText('Nothing')
  await expect(standing('Held 4')).toBeVisible()
  await expect(standing('Started 1')).toBeVisible()
  await expectAccessibleInBoth(page, 'held people')
})

test('J16 I6: permissions are given to groups, and the preview says what each person will get', async () => {
  await service.muster('team', 'create', 'crew', '--org', 'acme', '--group', 'Data')
  await service.muster('workspace', 'create', 'lab', '--org', 'acme')
  await navigate(page, 'Workspaces')
  await page.getByRole('link', { name: 'lab' }).click()
  await page.getByRole('button', { name: 'Give a role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Give a role' })
  await dialog.getByText('Group', { exact: true }).first().click()
  await dialog.getByRole('button', { name: /^Group / }).click()
  await page.getByRole('option', { name: /Data/ }).click()
  await dialog.getByRole('button', { name: /Role$/ }).click()
  await page.getByRole('option', { name: 'Launch', exact: true }).click()
  await dialog.getByRole('button', { name: 'Give role' }).click()
  await expect(dialog).toBeHidden()
  await navigate(page, 'Staged rollout')
  await expect(row('Ann')).toContainText('Team crew, Launch in lab')
  await expect(row('Dan')).toContainText('Nothing')
  await page.getByRole('link', { name: 'Ann' }).click()
  const drawer = page.getByRole('dialog', { name: 'Ann' })
  await expect(drawer.getByRole('list', { name: 'Starting gives' })).toContainText('Provisioning')
  await expectAccessibleInBoth(page, 'what a person will get')
  await drawer.getByRole('button', { name: 'Close details' }).click()
  await expect(row('Ann')).toContainText('Held')
})

test('J16: that someone gains nothing is a warning before the start', async () => {
  await page.getByRole('button', { name: 'Start Dan' }).click()
  await expect(question()).toContainText('Starting gives nothing')
  await expectAccessibleInBoth(page, 'the question before a person is started for nothing')
  await question().getByRole('button', { name: 'Cancel' }).click()
  await expect(row('Dan')).toContainText('Held')
})

test('J16 I7, X6: selected people are started without the mouse', async () => {
  await row('Ann').focus()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('checkbox', { name: 'Select Ann' })).toBeFocused()
  await page.keyboard.press('Space')
  await row('Ann').focus()
  await page.keyboard.press('ArrowDown')
  await expect(row('Bob')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('checkbox', { name: 'Select Bob' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.getByRole('checkbox', { name: 'Select Bob' })).toBeChecked()
  await page.getByRole('button', { name: 'Start 2 selected' }).focus()
  await page.keyboard.press('Enter')
  await expect(question()).toContainText('Start 2 people?')
  await expectAccessibleInBoth(page, 'the question before people are started')
  await page.keyboard.press('Enter')
  await expect(standing('Held 2')).toBeVisible()
  await expect(standing('Started 3')).toBeVisible()
  await expect(row('Ann')).toHaveCount(0)
})

test('J16 I7: all whom a search finds are started, and nobody else', async () => {
  await page.getByRole('searchbox', { name: 'Search people' }).fill('cid')
  await expect(row('Dan')).toHaveCount(0)
  await page.getByRole('button', { name: 'Start all found 1' }).click()
  await expect(question()).toContainText('found by “cid”')
  await question().getByRole('button', { name: 'Start people' }).click()
  await expect(page.getByText('Nobody matches', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Clear search' }).last().click()
  await expect(row('Dan')).toContainText('Held')
  await page.getByRole('button', { name: 'Start all 1' }).click()
  await expect(question()).toContainText('1 gains nothing')
  await question().getByRole('button', { name: 'Start people' }).click()
  await expect(page.getByText('Nobody is held', { exact: true })).toBeVisible()
})

test('J16 I7: people to come are started automatically once that is on', async () => {
  await page.getByText('Start new people automatically', { exact: true }).click()
  await expect(page.getByRole('switch', { name: /Start new people automatically/ })).toBeChecked()
  await idp.user('eve@acme.example', 'Eve')
  await expect(standing('Started 6')).toBeVisible()
  await expect(standing('Held 0')).toBeVisible()
})

test('J16 I7: people who are here but not synced are reviewed', async () => {
  await service.muster('member', 'add', 'guest@acme.example', '--org', 'acme')
  await standing('Not synced').click()
  await expect(row('guest@acme.example')).toBeVisible()
  await expect(row('Ann')).toHaveCount(0)
  await expectAccessibleInBoth(page, 'people who are not synced')
})

test('J16 I7: stopping a person says which teams stay by hand, keeps them, and pushes change nothing any more', async () => {
  await standing('Started').click()
  await page.getByRole('button', { name: 'Stop Ann' }).click()
  await expect(question()).toContainText('This team stays, by hand from now on')
  await expect(question()).toContainText('crew')
  await expectAccessibleInBoth(page, 'the question before a person is stopped')
  await question().getByRole('button', { name: 'Stop person' }).click()
  await expect(row('Ann')).toHaveCount(0)
  await standing('Stopped 1').click()
  await expect(row('Ann')).toContainText('Stopped')
  const { body } = await idp.send('GET', `/Groups?filter=${encodeURIComponent('displayName eq "Data"')}`)
  const [group] = body['Resources'] as { id: string }[]
  expect(await idp.patch(`/Groups/${group?.id ?? ''}`, { op: 'remove', path: 'members' })).toBe(204)
  await navigate(page, 'Teams')
  await page.getByRole('link', { name: 'crew' }).click()
  await expect(row('Ann')).toContainText('Manual')
  await expect(row('Bob')).toHaveCount(0)
})

test('J16 I7: who was stopped is added to and removed from a delegated team by hand, and nobody else is', async () => {
  await page.getByRole('button', { name: 'Remove Ann' }).click()
  await expect(row('Ann')).toHaveCount(0)
  await page.getByRole('button', { name: /Add a member to crew/ }).click()
  await expect(page.getByRole('option')).toHaveCount(1)
  await expectAccessibleInBoth(page, 'people to add to a delegated team')
  await page.getByRole('option', { name: /Ann/ }).click()
  await expect(row('Ann')).toContainText('Manual')
})

test('J16 I7: ending the rollout says who is started by it', async () => {
  await navigate(page, 'Staged rollout')
  await page.getByText('Start new people automatically', { exact: true }).click()
  await expect(page.getByRole('switch', { name: /Start new people automatically/ })).not.toBeChecked()
  await idp.user('fay@acme.example', 'Fay')
  await expect(row('Fay')).toBeVisible()
  await page.getByText('Hold new people', { exact: true }).click()
  await expect(question()).toContainText('One person is held')
  await expectAccessibleInBoth(page, 'the question before the rollout ends')
  await question().getByRole('button', { name: 'End staged rollout' }).click()
  await expect(page.getByRole('heading', { name: 'The rollout is not staged' })).toBeVisible()
  // Who was stopped stays so, and is still to be seen.
  await standing('Stopped 1').click()
  await expect(row('Ann')).toContainText('Stopped')
})

test('nothing was held against the page', () => {
  expect(complaints).toEqual([])
})
