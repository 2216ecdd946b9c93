import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkout, ownEnvironment, plantCommands } from './planted.ts'

/** A program in the place of the built command line, which says how it was called and ends with status 5. */
const builtCli = "export const main = async (args) => {\n  console.log(`cli ${args.join(' ')}`)\n  return 5\n}\n"

interface Run {
  readonly child: ChildProcess
  readonly output: () => { stdout: string; stderr: string }
  /** Resolves when standard output has the text in it. */
  readonly said: (text: string) => Promise<void>
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

function run(command: string, args: readonly string[], options: SpawnOptions): Run {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  onTestFinished(() => void child.kill('SIGKILL'))
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => (output.stdout += String(chunk)))
  child.stderr?.on('data', (chunk: Buffer) => (output.stderr += String(chunk)))
  const ended = once(child, 'close').then(([code, signal]) => ({ code: code as number | null, signal: signal as NodeJS.Signals | null }))
  const said = async (text: string) => {
    const limit = Date.now() + 20_000
    while (!output.stdout.includes(text)) {
      if (Date.now() > limit || child.exitCode !== null) throw new Error(`"${text}" was not said, but: ${output.stdout}${output.stderr}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return { child, output: () => output, said, ended }
}

describe('npm start', () => {
  it('says in one sentence why there is no desktop app, runs the headless service with its arguments, and ends as it ends', async () => {
    const folder = plantCommands({ 'out/main/cli.js': builtCli })
    fs.rmSync(path.join(folder, 'src'), { recursive: true })
    const env = { ...ownEnvironment(), MUSTER_HEADLESS: '1' }
    const { ended, output } = run(process.execPath, [path.join(folder, 'scripts', 'start.mjs'), '--scim-port', '0'], { env })
    expect(await ended).toEqual({ code: 5, signal: null })
    expect(output()).toEqual({
      stdout: 'cli serve --scim-port 0\n',
      stderr:
        'The desktop app cannot run because MUSTER_HEADLESS is set, so this is the headless service with its console in the browser.\n',
    })
  })

  describe.runIf(process.platform === 'linux')('where the Electron program is', () => {
    /** A checkout with a shell script in the place of the Electron program, owned by somebody who is not root: Electron refuses root. */
    function withElectron(script: string) {
      const folder = plantCommands({ 'out/main/cli.js': builtCli })
      fs.rmSync(path.join(folder, 'src'), { recursive: true })
      fs.rmSync(path.join(folder, 'node_modules'))
      const electron = path.join(folder, 'node_modules', 'electron')
      fs.mkdirSync(path.join(electron, 'dist'), { recursive: true })
      fs.writeFileSync(path.join(electron, 'path.txt'), 'electron')
      fs.writeFileSync(path.join(electron, 'dist', 'electron'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
      const node = path.join(folder, 'node')
      fs.copyFileSync(process.execPath, node, fs.constants.COPYFILE_FICLONE)
      fs.chmodSync(folder, 0o755)
      const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
      const env = { ...ownEnvironment(), DISPLAY: ':99' }
      return { folder, ...run(node, [path.join(folder, 'scripts', 'start.mjs'), '--data', 'there'], { env, cwd: folder, ...nobody }) }
    }

    it('runs it with the same arguments, passes on the signal to stop, and ends with its status', async () => {
      const { child, ended, folder, output, said } = withElectron(
        'trap "echo stopping; exit 0" TERM\necho "electron $@"\nwhile :; do sleep 0.05; done',
      )
      await said('electron')
      child.kill('SIGTERM')
      expect(await ended).toEqual({ code: 0, signal: null })
      expect(output()).toEqual({ stdout: `electron ${folder} --data there\nstopping\n`, stderr: '' })
    })

    it('falls back to the headless service when it cannot start', async () => {
      const { ended, output } = withElectron('exit 127')
      expect(await ended).toEqual({ code: 5, signal: null })
      expect(output()).toEqual({
        stdout: 'cli serve --data there\n',
        stderr: expect.stringContaining('it ended as soon as it was started'),
      })
    })
  })
})

describe('the muster command', () => {
  const bin = path.join(checkout, 'bin', 'muster.mjs')

  it('prints nothing but what was asked for', async () => {
    const { ended, output } = run(process.execPath, [bin, '--version'], { env: ownEnvironment() })
    expect(await ended).toEqual({ code: 0, signal: null })
    const { version } = JSON.parse(fs.readFileSync(path.join(checkout, 'package.json'), 'utf8')) as { version: string }
    expect(output()).toEqual({ stdout: `${version}\n`, stderr: '' })
  })

  it('ends with status 2 on wrong usage, with a sentence on standard error', async () => {
    const { ended, output } = run(process.execPath, [bin, 'frobnicate'], { env: ownEnvironment() })
    expect(await ended).toEqual({ code: 2, signal: null })
    expect(output()).toEqual({ stdout: '', stderr: expect.stringContaining('frobnicate') })
  })

  const waiting =
    'export const main = async () => {\n  console.log("ready")\n  setInterval(() => {}, 1000)\n  return new Promise(() => {})\n}\n'

  function waitingService(): string {
    const folder = plantCommands({ 'out/main/cli.js': waiting })
    fs.rmSync(path.join(folder, 'src'), { recursive: true })
    return path.join(folder, 'bin', 'muster.mjs')
  }

  it('dies with an older Node that launched it and was killed, so that no service is left behind', async () => {
    const options: SpawnOptions = { env: ownEnvironment(), stdio: ['ignore', 'pipe', 'pipe', 'ipc'] }
    const { child, said } = run(process.execPath, [waitingService(), 'serve'], options)
    await said('ready')
    const exit = once(child, 'exit')
    child.disconnect()
    expect(await exit).toEqual([null, 'SIGKILL'])
  })

  it.runIf(process.platform !== 'win32')('is told to stop when the shell that npm ran it through is gone', async () => {
    const muster = `"${process.execPath}" "${waitingService()}" serve; true`
    const { child, ended, said } = run('/bin/sh', ['-c', muster], { env: { ...ownEnvironment(), npm_execpath: 'npm' } })
    await said('ready')
    child.kill('SIGTERM')
    // The pipe closes only when the last process that holds it has ended, which is the service.
    expect(await ended).toEqual({ code: null, signal: 'SIGTERM' })
  })
})
