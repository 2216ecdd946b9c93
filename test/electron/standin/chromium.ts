import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { chromiumArguments } from '../../support/chromium.ts'
import { connect } from './cdp.ts'
import type { Connection } from './cdp.ts'

export interface Chromium {
  readonly connection: Connection
  /** For Playwright, which connects beside the stand-in to see pages as a test sees them. */
  readonly endpoint: string
  close(): Promise<void>
}

/** Starts Chromium with nothing open. `program` is its path, `profile` a folder for its files. */
export async function startChromium(program: string, profile: string): Promise<Chromium> {
  // The pipe is a leash: when this process is killed, it closes, and Chromium ends.
  const own = [
    '--headless=new',
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--no-startup-window',
    `--user-data-dir=${profile}`,
  ]
  fs.mkdirSync(profile, { recursive: true })
  const child = spawn(program, [...chromiumArguments, ...own], { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code}:\n${said}`)))
  })
  const connection = await connect(endpoint)
  return {
    connection,
    endpoint,
    async close() {
      await Promise.race([connection.send('Browser.close'), connection.closed])
      await exited
      process.off('exit', kill)
    },
  }
}
