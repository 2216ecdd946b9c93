import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { honest, isPrevented, KnownEvents, lacking, onlyKnown } from './honest.ts'

const EVENTS = ['ready', 'before-quit', 'will-quit', 'quit', 'window-all-closed', 'activate', 'second-instance', 'web-contents-created']
const LOCK = 'SingletonLock'
const KNOCKS = 'knocks'

/** What the rest of the stand-in has to do when the app goes. */
export interface Ending {
  /** Closes every window as for a quit; false when one of them refused. */
  closeWindows(): boolean
  /** Closes Chromium. */
  close(): Promise<void>
}

interface LoginItem {
  readonly path?: string
  readonly args?: readonly string[]
}

const loginItem = (program = process.execPath, args: readonly string[] = []): string => JSON.stringify([program, args])

/** Electron's `app`, as far as the shell uses it. */
class App extends KnownEvents {
  readonly isPackaged = false
  readonly name = 'muster'
  private readonly paths = new Map<string, string>([['userData', path.join(os.tmpdir(), `muster-stand-in-${process.pid}`)]])
  private readonly atLogin = new Set<string>()
  private root = ''
  private ready = Promise.withResolvers<void>()
  private isReady = false
  private isQuitting = false
  private ending: Ending = { closeWindows: () => true, close: async () => undefined }

  constructor() {
    super('app', EVENTS)
  }

  getAppPath(): string {
    return this.root
  }

  getPath(name: string): string {
    const found = this.paths.get(name)
    if (found === undefined) throw lacking(`app.getPath('${name}')`)
    return found
  }

  setPath(name: string, folder: string): void {
    if (!this.paths.has(name)) throw lacking(`app.setPath('${name}')`)
    if (!fs.existsSync(folder)) throw new Error(`Failed to set path '${name}': there is no ${folder}`)
    this.paths.set(name, folder)
  }

  /** Chromium is told by its command line; a page outside the sandbox is not to be had here (see BrowserWindow). */
  enableSandbox(): void {
    if (this.isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
  }

  whenReady(): Promise<void> {
    return this.ready.promise
  }

  /** Like Chromium's: a file that names the process, and notes left for it by those who come later. */
  requestSingleInstanceLock(additionalData?: object): boolean {
    const userData = this.getPath('userData')
    const knocks = path.join(userData, KNOCKS)
    fs.mkdirSync(knocks, { recursive: true })
    if (!this.takeLock(path.join(userData, LOCK))) {
      const note = path.join(knocks, String(process.pid))
      fs.writeFileSync(`${note}.new`, JSON.stringify({ argv: process.argv, cwd: process.cwd(), additionalData }))
      fs.renameSync(`${note}.new`, note)
      return false
    }
    fs.watch(knocks, (_change, file) => {
      if (file === null || file.endsWith('.new') || !fs.existsSync(path.join(knocks, file))) return
      const { argv, cwd, additionalData: told } = JSON.parse(fs.readFileSync(path.join(knocks, file), 'utf8')) as Record<string, unknown>
      fs.rmSync(path.join(knocks, file))
      this.emit('second-instance', {}, argv, cwd, told)
    }).unref()
    return true
  }

  private takeLock(file: string): boolean {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' })
    } catch {
      if (isAlive(Number(fs.readFileSync(file, 'utf8')))) return false
      fs.writeFileSync(file, String(process.pid))
    }
    process.once('exit', () => fs.rmSync(file, { force: true }))
    return true
  }

  /** As on macOS and Windows: what was set is found again by whoever asks with the same path and arguments. */
  setLoginItemSettings({ openAtLogin, path: program, args, ...others }: LoginItem & { openAtLogin: boolean }): void {
    onlyKnown('setLoginItemSettings', others, [])
    if (openAtLogin) this.atLogin.add(loginItem(program, args))
    else this.atLogin.delete(loginItem(program, args))
  }

  getLoginItemSettings({ path: program, args, ...others }: LoginItem = {}): { openAtLogin: boolean } {
    onlyKnown('getLoginItemSettings', others, [])
    return { openAtLogin: this.atLogin.has(loginItem(program, args)) }
  }

  quit(): void {
    if (this.isQuitting || isPrevented(this, 'before-quit')) return
    this.isQuitting = true
    if (!this.ending.closeWindows()) this.isQuitting = false
    else if (isPrevented(this, 'will-quit')) this.isQuitting = false
    else this.leave(0)
  }

  exit(code = 0): void {
    this.leave(code)
  }

  private leave(code: number): void {
    this.isQuitting = true
    this.emit('quit', {}, code)
    void this.ending.close().finally(() => process.exit(code))
  }

  /** For the stand-in itself, through `internals`. */
  begin(root: string, ending: Ending): void {
    this.root = root
    this.ending = ending
  }

  becomeReady(): void {
    this.isReady = true
    this.emit('ready', {}, {})
    this.ready.resolve()
  }

  /** Without a listener, the app quits with its last window. */
  lastWindowClosed(): void {
    if (this.isQuitting) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The app with what only the stand-in may call. */
export const internals = new App()
export const app = honest('app', internals)
