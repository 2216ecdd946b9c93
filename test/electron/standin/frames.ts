import { toShell } from './address.ts'
import type { Params, Session } from './cdp.ts'
import { honest } from './honest.ts'
import { ISOLATED_WORLD } from './page-world.ts'

/** Electron's WebFrameMain, as far as the shell reads it. */
export interface Frame {
  readonly url: string
  readonly parent: Frame | null
}

interface Known {
  url: string
  parentId: string | null
}

/** The frames of a page and the isolated worlds in them, kept up with what Chromium tells. */
export class Frames {
  private readonly known = new Map<string, Known>()
  /** Execution contexts of isolated worlds, with the frame each belongs to. */
  private readonly worlds = new Map<number, string>()
  private mainId = ''

  get main(): Frame | null {
    return this.frame(this.mainId)
  }

  follow(session: Session, mainId: string): void {
    this.mainId = mainId
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) => {
      this.known.set(String(frameId), { url: '', parentId: String(parentFrameId) })
    })
    session.on('Page.frameNavigated', ({ frame }) => this.onNavigated(frame as Params))
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const known = this.known.get(String(frameId))
      if (known !== undefined) known.url = toShell(String(url))
    })
    session.on('Page.frameDetached', ({ frameId }) => void this.known.delete(String(frameId)))
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { id, name, auxData } = context as { id: number; name: string; auxData: { frameId: string } }
      if (name === ISOLATED_WORLD) this.worlds.set(id, auxData.frameId)
    })
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => void this.worlds.delete(Number(executionContextId)))
    session.on('Runtime.executionContextsCleared', () => this.worlds.clear())
  }

  /** The frame that an isolated world is in; null when that is gone. */
  ofWorld(world: number): Frame | null {
    const frameId = this.worlds.get(world)
    return frameId === undefined ? null : this.frame(frameId)
  }

  /** The isolated world of the main frame, where there is a preload script and a page. */
  isolatedWorld(): number | undefined {
    return [...this.worlds].find(([, frameId]) => frameId === this.mainId)?.[0]
  }

  forget(): void {
    this.worlds.clear()
  }

  private frame(id: string): Frame | null {
    const known = this.known.get(id)
    if (known === undefined) return null
    return honest('WebFrameMain', { url: known.url, parent: known.parentId === null ? null : this.frame(known.parentId) })
  }

  private onNavigated(frame: Params): void {
    const { id, parentId, url, urlFragment } = frame as { id: string; parentId?: string; url: string; urlFragment?: string }
    this.known.set(id, { url: toShell(url + (urlFragment ?? '')), parentId: parentId ?? null })
  }
}
