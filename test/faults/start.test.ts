import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { execFile } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { musterProcess, startService } from '../cli/process.ts'
import { temporaryFolder } from '../support/data-folder.ts'
import { prepared } from './serving.ts'

const serve = (dataDir: string, ...more: string[]) =>
  musterProcess(['serve', '--json', '--scim-port', '0', '--console-port', '0', '--data', dataDir, ...more])

/** Refused: exit status 1, nothing on stdout, one sentence or two that say what, why and what to do. */
function expectRefusal({ status, out, err }: { status: number; out: string; err: string }, what: RegExp): void {
  expect({ status, out }).toEqual({ status: 1, out: '' })
  expect(err).toMatch(/^muster: [^\n]+$/)
  expect(err).toMatch(what)
  expect(err).not.toMatch(/not foreseen|\bat .*\(/)
}

describe('X5: a database that is not what it was is never served as an empty directory', () => {
  const undone: (() => void)[] = []
  afterAll(() => undone.forEach((undo) => undo()))
  let pristine = ''
  beforeAll(async () => {
    const { serve: begin, dataDir } = await prepared((undo) => undone.unshift(undo))
    const { service, scim } = await begin()
    for (let i = 0; i < 40; i++) await scim.create('/Users', { userName: `kept-${i}@acme.example`, title: 'x'.repeat(400) })
    const status = await service.stop('SIGTERM')
    if (status !== 0) throw new Error(`serve ended with ${status}`)
    pristine = dataDir
  })

  it.each([
    ['deleted', (file: string) => rmSync(file), /is gone, though this folder held one since 2\d{3}-.*Restore a backup/],
    ['emptied', (file: string) => truncateSync(file, 0), /is empty \(0 bytes\)\. Restore a backup/],
    ['cut in half', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2)), /is damaged .*restore the last backup/],
    ['cut to its first page', (file: string) => truncateSync(file, 4096), /is damaged .*restore the last backup/],
    ['overwritten from its beginning', (file: string) => overwrite(file, 0, 4096), /is not a database/],
    ['overwritten behind its first bytes', (file: string) => overwrite(file, 16, 84), /damaged|another program/],
    ['another kind of file', (file: string) => writeFileSync(file, 'Dear diary'), /is not a database/],
  ])('%s', async (_how, spoil, what) => {
    const dataDir = join(temporaryFolder(), 'data')
    cpSync(pristine, dataDir, { recursive: true })
    const file = join(dataDir, 'muster.db')
    spoil(file)
    const left = existsSync(file) ? readFileSync(file) : undefined
    expectRefusal(await serve(dataDir), what)
    // Left as it is, for what can be salvaged from it.
    expect(existsSync(file) ? readFileSync(file) : undefined).toEqual(left)
  })

  it('and served again once the file is back', async () => {
    const dataDir = join(temporaryFolder(), 'data')
    cpSync(pristine, dataDir, { recursive: true })
    rmSync(join(dataDir, 'muster.db'))
    // Refused the second time as the first: a refusal leaves no new database behind.
    for (const run of [await serve(dataDir), await serve(dataDir)]) expectRefusal(run, /is gone/)
    cpSync(join(pristine, 'muster.db'), join(dataDir, 'muster.db'))
    const service = await startService(dataDir)
    expect(await service.stop()).toBe(0)
  })
})

function overwrite(file: string, from: number, length: number): void {
  const descriptor = openSync(file, 'r+')
  writeSync(descriptor, Buffer.alloc(length, 0x5a), 0, length, from)
  closeSync(descriptor)
}

describe('X5: what else may stand in the way of a start', () => {
  it('a folder that is in use by another Muster, which goes on undisturbed', async () => {
    const { serve: begin, dataDir } = await prepared()
    const { scim } = await begin()
    expectRefusal(
      await serve(dataDir),
      /Another Muster is already using the data folder .* stop it first, or choose another folder with --data/,
    )
    expect((await scim.post('/Users', { userName: 'undisturbed@acme.example' })).status).toBe(201)
  })

  it.each(['--scim-port', '--console-port'])(
    'a port that is taken (%s): told by number, and the folder is free afterwards',
    async (option) => {
      const { dataDir, serve: begin } = await prepared()
      const holder = createServer().listen(0, '127.0.0.1')
      onTestFinished(() => void holder.close())
      await new Promise((done) => holder.once('listening', done))
      const { port } = holder.address() as AddressInfo
      const run = await serve(dataDir, option, String(port))
      expectRefusal(run, new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is taken.*choose another port`))
      expect(existsSync(join(dataDir, 'control.json'))).toBe(false)
      await begin()
    },
  )

  it('a path that is a file', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    expectRefusal(await serve(file), /data folder/)
  })

  it('a folder that cannot be written to', async () => {
    const parent = temporaryFolder()
    const dataDir = join(parent, 'data')
    mkdirSync(dataDir)
    chmodSync(parent, 0o755)
    chmodSync(dataDir, 0o555)
    expectRefusal(await asNobody(dataDir), /data folder .* cannot be (?:made|written)|permission/i)
  })
})

/** Runs `muster serve` with no more rights than anybody: root writes to what it likes. */
function asNobody(dataDir: string): Promise<{ status: number; out: string; err: string }> {
  const root = process.getuid?.() === 0
  if (root) chownSync(dataDir, 0, 0)
  const args = [resolve('bin/muster.mjs'), 'serve', '--json', '--scim-port', '0', '--console-port', '0', '--data', dataDir]
  const env = { ...process.env, HOME: dataDir }
  return new Promise((done) => {
    execFile(process.execPath, args, { env, ...(root ? { uid: 65_534, gid: 65_534 } : {}) }, (error, out, err) =>
      done({ status: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out: out.trimEnd(), err: err.trimEnd() }),
    )
  })
}
