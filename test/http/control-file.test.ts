import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readControlFile, removeControlFile, writeControlFile } from '../../src/main/http/control-file.ts'

const control = { url: 'http://127.0.0.1:7644', key: 'k'.repeat(43), pid: process.pid, startedAt: 1_750_000_000_000 }
let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'muster-control-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

describe('the control file', () => {
  it('is read back as it was written', async () => {
    await writeControlFile(dir, control)
    expect(await readControlFile(dir)).toEqual(control)
  })

  it.skipIf(process.platform === 'win32')(
    'can be read by the owner of the folder and by nobody else, also where an open one was before',
    async () => {
      await writeFile(join(dir, 'control.json'), '{}', { mode: 0o666 })
      await writeControlFile(dir, control)
      expect((await stat(join(dir, 'control.json'))).mode & 0o777).toBe(0o600)
      expect(await readdir(dir)).toEqual(['control.json'])
    },
  )

  it.skipIf(process.platform === 'win32')('is made in a folder that is made with it, closed to others', async () => {
    const fresh = join(dir, 'a', 'b')
    await writeControlFile(fresh, control)
    expect(await readControlFile(fresh)).toEqual(control)
    expect((await stat(fresh)).mode & 0o777).toBe(0o700)
  })

  it.each([
    ['nothing', null],
    ['half a file', '{"url":"http://127'],
    ['something else', '{"hello":1}'],
    ['another machine, where the key must not go', JSON.stringify({ ...control, url: 'http://203.0.113.5:80' })],
    ['a name that only looks local', JSON.stringify({ ...control, url: 'http://localhost.example:80' })],
  ])('is ignored when it holds %s', async (_name, text) => {
    if (text !== null) await writeFile(join(dir, 'control.json'), text)
    expect(await readControlFile(dir)).toBeNull()
  })

  it('is removed by the service that wrote it, and not by one that came before', async () => {
    await writeControlFile(dir, control)
    await removeControlFile(dir, 'j'.repeat(43))
    expect(await readControlFile(dir)).toEqual(control)
    await removeControlFile(dir, control.key)
    expect(await readControlFile(dir)).toBeNull()
    await removeControlFile(dir, control.key)
  })
})
