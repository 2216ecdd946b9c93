import type { Chromium } from './chromium.ts'
import type { Connection, Session } from './cdp.ts'
import { internals } from './app.ts'
import { honest, isPrevented, KnownEvents, lacking, onlyKnown } from './honest.ts'
import { WebContents } from './web-contents.ts'

interface Bounds {
  x: number
  y: number
  width: number
  height: number
}
interface Options extends Partial<Bounds> {
  show?: boolean
  webPreferences?: { preload?: string; [preference: string]: unknown }
}

const OPTIONS = ['x', 'y', 'width', 'height', 'minWidth', 'minHeight', 'show', 'title', 'backgroundColor', 'webPreferences']
/** Chromium has no less than these; a page with more power is not to be had here. */
const PREFERENCES: Readonly<Record<string, unknown>> = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
}

let chromium: Chromium | null = null
const all = new Map<WebContents, BrowserWindow>()

export class BrowserWindow extends KnownEvents {
  readonly webContents: WebContents
  private bounds: Bounds
  private state: 'normal' | 'minimized' | 'maximized' = 'normal'
  private visible = false
  private destroyed = false

  constructor(options: Options = {}) {
    super('BrowserWindow', ['ready-to-show', 'close', 'closed'])
    if (chromium === null) throw new Error('Cannot create BrowserWindow before app is ready')
    onlyKnown('BrowserWindow', options, OPTIONS)
    const { preload, ...preferences } = options.webPreferences ?? {}
    for (const [name, value] of Object.entries(preferences)) {
      if (!(name in PREFERENCES) || PREFERENCES[name] !== value) throw lacking(`page with ${name}: ${String(value)}`)
    }
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    this.visible = options.show ?? true
    this.webContents = honest('webContents', new WebContents(chromium.connection, preload, openPage(chromium, this.bounds)))
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    all.set(this.webContents, this)
    internals.emit('web-contents-created', {}, this.webContents)
  }

  static getAllWindows(): BrowserWindow[] {
    return [...all.values()].map((window) => honest('a BrowserWindow', window))
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.load(address)
  }

  show(): void {
    this.visible = true
  }

  hide(): void {
    this.visible = false
  }

  focus(): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed')
  }

  isVisible(): boolean {
    return this.visible && !this.destroyed
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  minimize(): void {
    this.state = 'minimized'
  }

  isMinimized(): boolean {
    return this.state === 'minimized'
  }

  maximize(): void {
    this.state = 'maximized'
    this.visible = true
  }

  isMaximized(): boolean {
    return this.state === 'maximized'
  }

  restore(): void {
    this.state = 'normal'
  }

  getNormalBounds(): Bounds {
    return { ...this.bounds }
  }

  setBounds(bounds: Bounds): void {
    this.bounds = { ...bounds }
  }

  setBackgroundColor(colour: string): void {
    if (!/^#[0-9a-f]{6}$/i.test(colour)) throw lacking(`colour ${colour}`)
  }

  /** Asks the shell first, as when a person closes the window. */
  close(): void {
    if (!this.destroyed && !isPrevented(this, 'close')) this.destroy()
  }

  destroy(): void {
    if (this.destroyed) return
    this.destroyed = true
    all.delete(this.webContents)
    chromium?.connection.send('Target.closeTarget', { targetId: this.webContents.targetId }).catch(() => undefined)
    this.emit('closed')
    if (all.size === 0) internals.lastWindowClosed()
  }
}

/** Pages as they come to life, by target. Whoever comes first, the page or the one who waits for it, makes the entry. */
const arrivals = new Map<string, PromiseWithResolvers<Session>>()
/** The targets of our own windows, those still being made included. */
const made = new Set<Promise<string>>()

function arrival(targetId: string): PromiseWithResolvers<Session> {
  const known = arrivals.get(targetId) ?? Promise.withResolvers<Session>()
  arrivals.set(targetId, known)
  return known
}

async function openPage({ connection }: Chromium, { x, y, width, height }: Bounds): Promise<{ targetId: string; session: Session }> {
  const place = { url: 'about:blank', newWindow: true, left: x, top: y, width, height }
  const making = connection.send('Target.createTarget', place).then(({ targetId }) => String(targetId))
  made.add(making)
  const targetId = await making
  return { targetId, session: await arrival(targetId).promise }
}

/** Every page, ours or opened by one of ours, comes to life paused, so that nothing in it runs before the stand-in is ready for it. */
export async function manageWindows(running: Chromium): Promise<void> {
  chromium = running
  const { connection } = running
  connection.on('Target.attachedToTarget', (params) => {
    const { targetInfo, sessionId } = params as { sessionId: string; targetInfo: { targetId: string; type: string } }
    const session = connection.session(sessionId)
    if (targetInfo.type === 'page') void meet(connection, targetInfo.targetId, session).catch(() => undefined)
    else void session.send('Runtime.runIfWaitingForDebugger').catch(() => undefined)
  })
  // A test that is attached to Chromium beside the stand-in lets pages go on, so the requests of a page that is to be closed are stopped too.
  connection.on('Fetch.requestPaused', ({ requestId, frameId }) => {
    void isOpenedByAPage(String(frameId))
      .then((isStranger) => {
        if (isStranger) return connection.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' })
        return connection.send('Fetch.continueRequest', { requestId })
      })
      .catch(() => undefined)
  })
  await connection.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
  await connection.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true })
}

/** A frame inside a page is no target, and so none that arrived. */
async function isOpenedByAPage(targetId: string): Promise<boolean> {
  return arrivals.has(targetId) && !(await Promise.all(made)).includes(targetId)
}

async function meet(connection: Connection, targetId: string, session: Session): Promise<void> {
  arrival(targetId).resolve(session)
  // The shell has been asked (Page.windowOpen), and said no, or the stand-in would have thrown.
  if (await isOpenedByAPage(targetId)) await connection.send('Target.closeTarget', { targetId })
}

/** False when a window would not be closed. */
export function closeAllWindows(): boolean {
  for (const window of BrowserWindow.getAllWindows()) {
    window.close()
    if (!window.isDestroyed()) return false
  }
  return true
}
