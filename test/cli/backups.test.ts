import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../support/data-folder.ts'
import { startService } from './process.ts'
import { muster } from './terminal.ts'

async function ran(...words: string[]): Promise<string> {
  const { status, out, err } = await muster(words)
  if (status !== 0) throw new Error(err)
  return out
}
const names = async (data: string): Promise<string[]> =>
  (JSON.parse(await ran('org', 'list', '--json', '--data', data)) as { name: string }[]).map(({ name }) => name)

it('J20, X4: back up, lose, restore, with nothing running', async () => {
  const place = temporaryFolder()
  const data = join(place, 'data')
  const file = join(place, 'safe.db')
  await ran('org', 'create', 'acme', '--data', data)
  expect(await ran('backup', file, '--data', data)).toMatch(/Backed up to .*safe\.db: \d+ bytes, sound\./)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await muster(['backup', file, '--data', data])).toMatchObject({ status: 1, err: expect.stringMatching(/there already/) as string })
  expect(await ran('backup', 'verify', file)).toMatch(/is sound/)

  await ran('org', 'create', 'later', '--data', data)
  const asked = await ran('restore', file, '--data', data)
  expect(asked).toMatch(/Organizations +2 +1/)
  expect(asked).toMatch(/Nothing was changed. Add --yes/)
  expect(await names(data)).toEqual(['acme', 'later'])
  // A question leaves nothing behind.
  expect(await ran('backup', 'list', '--data', data)).not.toMatch(/brought-/)

  expect(await ran('restore', file, '--yes', '--data', data)).toMatch(/is restored. What was there before is kept as before-restore-/)
  expect(await names(data)).toEqual(['acme'])
  expect(await ran('backup', 'list', '--data', data)).toMatch(/before-restore-/)
})

it('X4, X5: a database that is damaged or gone is put right from a backup, which says so before', async () => {
  const place = temporaryFolder()
  const data = join(place, 'data')
  const file = join(place, 'safe.db')
  await ran('org', 'create', 'acme', '--data', data)
  await ran('backup', file, '--data', data)
  for (const spoil of [() => rmSync(join(data, 'muster.db')), () => writeFileSync(join(data, 'muster.db'), 'Dear diary')]) {
    spoil()
    expect(await ran('restore', file, '--data', data)).toMatch(/(?:is gone|not a database)[^]*Nothing was changed/)
    expect((await muster(['org', 'list', '--data', data])).status).toBe(1)
    expect(await ran('restore', file, '--yes', '--data', data)).toMatch(/restored: 0 users in 1 organization/)
    expect(await names(data)).toEqual(['acme'])
  }
  expect(await ran('backup', 'list', '--data', data)).toMatch(/before-restore-/)
})

it('X4: what is not sound is not restored', async () => {
  const place = temporaryFolder()
  const data = join(place, 'data')
  const file = join(place, 'safe.db')
  await ran('org', 'create', 'acme', '--data', data)
  await ran('backup', file, '--data', data)
  truncateSync(file, statSync(file).size / 2)
  expect(await muster(['backup', 'verify', file])).toMatchObject({
    status: 1,
    out: expect.stringMatching(/not sound: It is damaged/) as string,
  })
  expect(await muster(['restore', file, '--yes', '--data', data])).toMatchObject({
    status: 1,
    err: expect.stringMatching(/cannot be restored/) as string,
  })
  writeFileSync(join(data, 'muster.db'), 'Dear diary')
  expect(await muster(['restore', file, '--yes', '--data', data])).toMatchObject({
    status: 1,
    err: expect.stringMatching(/cannot be restored/) as string,
  })
  expect(readFileSync(join(data, 'muster.db'), 'utf8')).toBe('Dear diary')
  expect(existsSync(join(data, 'muster.db.restore'))).toBe(false)
})

it('X4: through the service that runs, which keeps its address; another Muster’s data only when that is meant', async () => {
  const place = temporaryFolder()
  const [data, other] = [join(place, 'data'), join(place, 'other')]
  const file = join(place, 'other.db')
  await ran('org', 'create', 'elsewhere', '--data', other)
  await ran('backup', file, '--data', other)
  await ran('org', 'create', 'acme', '--data', data)
  const service = await startService(data)
  onTestFinished(() => void service.child.kill('SIGKILL'))
  expect(await muster(['restore', file, '--yes', '--data', data])).toMatchObject({
    status: 1,
    err: expect.stringMatching(/another Muster/) as string,
  })
  await ran('restore', file, '--yes', '--other-instance', '--data', data)
  expect(await names(data)).toEqual(['elsewhere'])
  expect((await fetch(`${service.console}/readyz`)).status).toBe(200)
  expect((await fetch(`${service.scim}/nowhere`)).status).toBe(404)
  expect(await service.stop()).toBe(0)
})
