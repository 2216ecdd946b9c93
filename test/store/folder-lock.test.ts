import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lockFolder } from '../../src/main/store/database/folder-lock.ts'
import { DatabaseRefused } from '../../src/main/store/database/port.ts'
import { temporaryFolder } from '../support/data-folder.ts'

const MODULE = pathToFileURL(join(import.meta.dirname, '../../src/main/store/database/folder-lock.ts')).href

/** Another process that takes the lock, says so, and stays. */
async function holder(folder: string): Promise<{ kill: () => Promise<void> }> {
  const script = `const { lockFolder } = await import(${JSON.stringify(MODULE)})
    globalThis.lock = lockFolder(${JSON.stringify(folder)})
    process.stdout.write('locked')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await gone
  }
  onTestFinished(kill)
  const [said] = (await Promise.race([once(child.stdout, 'data'), gone])) as [unknown]
  expect(String(said)).toBe('locked')
  return { kill }
}

function refusal(folder: string): DatabaseRefused {
  try {
    lockFolder(folder).release()
  } catch (error) {
    if (error instanceof DatabaseRefused) return error
    throw error
  }
  throw new Error('the folder was locked twice')
}

describe('the lock on a data folder', () => {
  it('has one holder: a second is told who it is up against and what to do', () => {
    const folder = temporaryFolder()
    const lock = lockFolder(folder)
    const refused = refusal(folder)
    expect(refused.reason).toBe('in-use')
    expect(refused.message).toContain(`Another Muster is already using the data folder ${folder}`)
    lock.release()
    lockFolder(folder).release()
  })

  it('holds between processes, and is free the moment its holder is killed: nothing is left to clean up', async () => {
    const folder = temporaryFolder()
    const other = await holder(folder)
    expect(refusal(folder).reason).toBe('in-use')
    await other.kill()
    lockFolder(folder).release()
  })

  it('is a matter of each folder', () => {
    const locks = [lockFolder(temporaryFolder()), lockFolder(temporaryFolder())]
    for (const lock of locks) lock.release()
    expect(locks).toHaveLength(2)
  })

  it('makes the folder if it is not there', () => {
    lockFolder(join(temporaryFolder(), 'not', 'yet')).release()
  })

  it('says in words that a folder cannot be used', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    expect(refusal(join(folder, 'file', 'data')).reason).toBe('unreadable')
    mkdirSync(join(folder, 'muster.lock'))
    expect(refusal(folder)).toMatchObject({ reason: 'unreadable', message: expect.stringContaining('mend its permissions') as string })
  })

  it('says so of a lock file that is something else, too', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'muster.lock'), 'not a database, and long enough to be looked at as one. '.repeat(40))
    expect(refusal(folder).reason).toBe('unreadable')
  })
})
