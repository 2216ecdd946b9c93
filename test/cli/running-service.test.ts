import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findService } from '../../src/main/cli/service-client.ts'
import { operatingSystemUser } from '../../src/main/host/operating-system-user.ts'
import { writeControlFile } from '../../src/main/http/control-file.ts'
import { closeAll, CONTROL_KEY, startConsole } from '../http/console-fixture.ts'
import { testDoor } from '../http/door.ts'
import { muster } from './terminal.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'muster-cli-'))
})
afterEach(async () => {
  await closeAll()
  await rm(dir, { recursive: true, force: true })
})

/** A running service as the command line finds one: a listener, and the file that leads to it. */
async function running(door = testDoor(() => ({ ok: true, value: { organizations: [] } }))) {
  const service = await startConsole({ door })
  await writeControlFile(dir, { url: service.url, key: CONTROL_KEY, pid: process.pid, startedAt: 1 })
  return { ...service, door }
}

describe('while a service runs on the folder', () => {
  it('a command goes through it, in the name of the person at the terminal', async () => {
    const { door } = await running()
    expect(await muster(['org', 'list', '--json', '--data', dir])).toEqual({ status: 0, out: '[]', err: '' })
    expect(door.calls).toEqual([{ method: 'organizations.list', input: {}, actor: { kind: 'person', name: userInfo().username } }])
  })

  it('$MUSTER_DATA names the folder too', async () => {
    await running()
    expect(await muster(['org', 'list', '--json'], { MUSTER_DATA: dir })).toMatchObject({ status: 0, out: '[]' })
  })

  it('a refusal is one sentence with what to do, and status 1', async () => {
    await running(
      testDoor(() => ({
        ok: false,
        error: { code: 'name_taken', message: 'There is a team platform already.', hint: 'Choose another name.' },
      })),
    )
    expect(await muster(['org', 'create', 'x', '--data', dir])).toEqual({
      status: 1,
      out: '',
      err: 'muster: There is a team platform already. Choose another name.',
    })
  })

  it('"muster console" prints a link that signs in', async () => {
    await running()
    const { status, out } = await muster(['console', '--data', dir])
    expect(status).toBe(0)
    expect((await fetch(out, { redirect: 'manual' })).status).toBe(303)
    const json = JSON.parse((await muster(['console', '--json', '--data', dir])).out) as { url: string }
    expect(json.url).not.toBe(out)
  })

  it('an answer that is not of the contract is said to be another version', async () => {
    await running(testDoor(() => ({ ok: true, value: { organisations: 7 } })))
    const { status, err } = await muster(['org', 'list', '--data', dir])
    expect(status).toBe(1)
    expect(err).toMatch(/does not understand.*same version/)
  })
})

describe('a control file that was left behind', () => {
  const found = () => findService(dir, operatingSystemUser())

  it('is ignored when its process is gone', async () => {
    const { url } = await startConsole()
    await writeControlFile(dir, { url, key: CONTROL_KEY, pid: 2 ** 22 + 1, startedAt: 1 })
    expect(await found()).toBeNull()
  })

  it('is ignored when nothing answers at its address', async () => {
    const { close } = await running()
    await close(0)
    expect(await found()).toBeNull()
  })

  it('is ignored when another Muster answers there, which never gets to see the key', async () => {
    const { url, door } = await running()
    await writeControlFile(dir, { url, key: randomBytes(32).toString('base64url'), pid: process.pid, startedAt: 1 })
    expect(await found()).toBeNull()
    expect(door.calls).toEqual([])
  })

  it('is ignored when something else answers there, and is not sent the key', async () => {
    const heard: string[] = []
    const other = createServer((req, res) => {
      heard.push(JSON.stringify(req.headers))
      res.end('{"service":"muster","instance":"I am"}')
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    await writeControlFile(dir, {
      url: `http://127.0.0.1:${(other.address() as AddressInfo).port}`,
      key: CONTROL_KEY,
      pid: process.pid,
      startedAt: 1,
    })
    expect(await found()).toBeNull()
    expect(heard).toHaveLength(1)
    expect(heard[0]).not.toContain(CONTROL_KEY)
    other.close()
  })

  it('is ignored when it is damaged', async () => {
    await writeFile(join(dir, 'control.json'), '{')
    expect(await found()).toBeNull()
  })

  it('leaves "muster console" to say that nothing runs there', async () => {
    const { status, err } = await muster(['console', '--data', dir])
    expect({ status, err }).toEqual({
      status: 1,
      err: `muster: No service is running on the data folder ${dir}. Start it with "muster serve".`,
    })
  })
})
