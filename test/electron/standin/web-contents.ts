import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { handledScheme, toChromium, toShell } from './address.ts'
import type { Connection, Params, Session } from './cdp.ts'
import { Frames } from './frames.ts'
import { honest, isPrevented, KnownEvents, lacking } from './honest.ts'
import { answerInvoke, onlyData } from './ipc-main.ts'
import { BINDING, ISOLATED_WORLD, isolatedWorldSource, mainWorldSource } from './page-world.ts'
import { answerRequest } from './protocol.ts'
import { defaultSession } from './session.ts'

const EVENTS = ['will-frame-navigate', 'will-redirect', 'will-attach-webview', 'render-process-gone', 'did-finish-load']

/** A navigation that the shell itself has asked for. */
interface Asked {
  readonly address: string
  /** Chromium's name for the document, once it has one. */
  loaderId: string | null
  readonly settle: (failure: Error | null) => void
}

type OpenHandler = (details: { url: string; frameName: string; features: string }) => { action: 'deny' | 'allow' }

/** One page of Chromium, as Electron's WebContents. */
export class WebContents extends KnownEvents {
  private readonly connection: Connection
  private readonly frames = new Frames()
  private session: Promise<Session>
  private openHandler: OpenHandler | null = null
  private asked: Asked | null = null
  targetId = ''

  /** @param opening resolves to the page's target and the session that holds it, not yet running. */
  constructor(connection: Connection, preload: string | undefined, opening: Promise<{ targetId: string; session: Session }>) {
    super('webContents', EVENTS)
    this.connection = connection
    this.session = this.prepare(preload, opening)
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }

  getURL(): string {
    return this.frames.main?.url ?? ''
  }

  isLoading(): boolean {
    return this.asked !== null
  }

  /** To the main frame, as Electron does. */
  send(channel: string, ...args: unknown[]): void {
    args.forEach(onlyData)
    const world = this.frames.isolatedWorld()
    if (world !== undefined) void this.inWorld(world, 'deliver', channel, args)
  }

  /** Chromium ends the page's process. */
  forcefullyCrashRenderer(): void {
    // It never answers: who would is gone.
    void this.session.then((session) => session.send('Page.crash')).catch(() => undefined)
  }

  /** For the window. Resolves when the page has loaded. */
  async load(address: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const settle = (failure: Error | null): void => (failure === null ? resolve() : reject(failure))
    const asked: Asked = { address: new URL(toChromium(address)).href, loaderId: null, settle }
    this.asked = asked
    const session = await this.session
    await defaultSession.applyPermissions(this.connection, honest('webContents', this), address)
    const { loaderId, errorText } = await session.send('Page.navigate', { url: asked.address })
    asked.loaderId = String(loaderId)
    if (typeof errorText === 'string' && errorText !== '') this.settleLoad(new Error(`${errorText} loading '${address}'`))
    await promise
  }

  /** What the shell says about a window that a page wants to open. Electron opens none unless allowed. */
  opens(details: { url: string; frameName: string; features: string }): void {
    const decided = this.openHandler?.({ ...details, url: toShell(details.url) }) ?? { action: 'allow' }
    if (decided.action !== 'deny') throw lacking('window that a page opens')
  }

  private async prepare(preload: string | undefined, opening: Promise<{ targetId: string; session: Session }>): Promise<Session> {
    const { targetId, session } = await opening
    this.targetId = targetId
    this.frames.follow(session, targetId)
    session.on('Fetch.requestPaused', (params) => void this.onRequest(session, params).catch(ignoreClosed))
    session.on('Runtime.bindingCalled', (params) => void this.onInvoke(params).catch(ignoreClosed))
    session.on('Page.lifecycleEvent', ({ frameId, loaderId, name }) => {
      if (name !== 'load' || frameId !== targetId || this.getURL() === 'about:blank') return
      if (this.asked?.loaderId === loaderId) this.settleLoad(null)
      this.emit('did-finish-load')
    })
    session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) =>
      this.opens({ url: String(url), frameName: String(windowName), features: String(windowFeatures) }),
    )
    session.on('Inspector.targetCrashed', () => {
      this.frames.forget()
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    })
    for (const domain of ['Page', 'Runtime', 'Inspector']) await session.send(`${domain}.enable`)
    await session.send('Page.setLifecycleEventsEnabled', { enabled: true })
    await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
    if (preload !== undefined) await this.addPreload(session, preload)
    await session.send('Runtime.runIfWaitingForDebugger')
    return session
  }

  private async addPreload(session: Session, preload: string): Promise<void> {
    const secret = randomUUID()
    const source = isolatedWorldSource(secret, fs.readFileSync(preload, 'utf8'))
    await session.send('Runtime.addBinding', { name: BINDING, executionContextName: ISOLATED_WORLD })
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource(secret) })
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: ISOLATED_WORLD })
  }

  private settleLoad(failure: Error | null): void {
    const asked = this.asked
    this.asked = null
    asked?.settle(failure)
  }

  /** Every request of the page comes by here before it is made: documents are navigations, our schemes are answered by the shell. */
  private async onRequest(session: Session, params: Params): Promise<void> {
    const { requestId, frameId, redirectedRequestId, resourceType } = params
    const request = params['request'] as { url: string; method: string; headers: Record<string, string>; postData?: string }
    if (resourceType === 'Document' && this.refuses(request.url, String(frameId), redirectedRequestId !== undefined)) {
      await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      return
    }
    const scheme = handledScheme(request.url)
    if (scheme === undefined) {
      await session.send('Fetch.continueRequest', { requestId })
      return
    }
    const { method, headers, postData } = request
    const asked = new Request(toShell(request.url), { method, headers, ...(postData === undefined ? {} : { body: postData }) })
    const answer = await answerRequest(scheme, asked)
    if (answer === null) await session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' })
    else await session.send('Fetch.fulfillRequest', { requestId, ...(await asFulfilled(answer)) })
  }

  /** Asks the shell about a navigation. What the shell itself loads is not asked about; where that is redirected to, is. */
  private refuses(address: string, frameId: string, isRedirect: boolean): boolean {
    if (!isRedirect && this.asked?.address === address) return false
    const isMainFrame = frameId === this.targetId
    const details = { url: toShell(address), isMainFrame, isSameDocument: false }
    return isPrevented(this, isRedirect ? 'will-redirect' : 'will-frame-navigate', details, details.url)
  }

  private async onInvoke({ name, payload, executionContextId }: Params): Promise<void> {
    if (name !== BINDING) return
    const world = Number(executionContextId)
    const { id, channel, args } = JSON.parse(String(payload)) as { id: number; channel: string; args: { value?: unknown }[] }
    const event = { sender: honest('webContents', this), senderFrame: this.frames.ofWorld(world) }
    const answer = await answerInvoke(
      event,
      channel,
      args.map(({ value }) => value),
    )
    await this.inWorld(world, 'settle', id, answer)
  }

  private async inWorld(executionContextId: number, method: string, ...args: unknown[]): Promise<void> {
    const functionDeclaration = `function (...args) { ${BINDING}World.${method}(...args) }`
    const session = await this.session
    // The page may have gone on to another document meanwhile; Electron drops the message then, too.
    await session
      .send('Runtime.callFunctionOn', { functionDeclaration, executionContextId, arguments: args.map((value) => ({ value })) })
      .catch(() => undefined)
  }
}

async function asFulfilled(response: Response): Promise<Params> {
  return {
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  }
}

/** A page can be closed, and Chromium end, with a request of the page still on its way here. */
function ignoreClosed(error: unknown): void {
  if (!(error instanceof Error) || !/is gone|Session with given id|Invalid InterceptionId/.test(error.message)) throw error
}
