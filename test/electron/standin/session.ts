import fs from 'node:fs'
import path from 'node:path'
import { toChromium, toShell } from './address.ts'
import type { Session as CdpSession } from './cdp.ts'
import { honest, isPrevented, KnownEvents, lacking } from './honest.ts'

type Check = (contents: unknown, permission: string, origin: string, details: object) => boolean
type Ask = (contents: unknown, permission: string, answer: (granted: boolean) => void, details: object) => void

/** Electron's names for permissions that a page can be seen to have or not, and the ones that DevTools gives them. */
const PERMISSIONS: Readonly<Record<string, object>> = {
  'clipboard-sanitized-write': { name: 'clipboard-write' },
  'clipboard-read': { name: 'clipboard-read' },
  notifications: { name: 'notifications' },
  geolocation: { name: 'geolocation' },
  media: { name: 'camera' },
  midi: { name: 'midi' },
  'persistent-storage': { name: 'persistent-storage' },
}

class Session extends KnownEvents {
  private check: Check | null = null
  private ask: Ask | null = null

  constructor() {
    super('session', ['will-download'])
  }

  setPermissionCheckHandler(handler: Check): void {
    this.check = handler
  }

  setPermissionRequestHandler(handler: Ask): void {
    this.ask = handler
  }

  /** Chromium without a window system has no spell checker to set. */
  setSpellCheckerEnabled(enabled: boolean): void {
    if (enabled) throw lacking('spell checker')
  }

  /** Grants and denies in Chromium what the shell's handlers grant and deny to the main frame of `address`. Electron grants all by default. */
  async applyPermissions(chromium: CdpSession, contents: unknown, address: string): Promise<void> {
    const origin = new URL(toChromium(address)).origin
    if (origin === 'null') return
    for (const [permission, descriptor] of Object.entries(PERMISSIONS)) {
      const setting = (await this.grants(contents, permission, address)) ? 'granted' : 'denied'
      await chromium.send('Browser.setPermission', { permission: descriptor, setting, origin })
    }
  }

  private async grants(contents: unknown, permission: string, address: string): Promise<boolean> {
    const details = { isMainFrame: true, requestingUrl: address }
    const origin = /^[^/]*\/\/[^/]*/.exec(address)?.[0] ?? ''
    if (this.check?.(contents, permission, `${origin}/`, details) ?? true) return true
    const ask = this.ask
    return ask === null || new Promise<boolean>((resolve) => ask(contents, permission, resolve, details))
  }

  /** Tells the shell of every download that begins. One that it lets go on goes to where it was told to: there is no dialog to ask. */
  async watchDownloads(chromium: CdpSession, folder: string): Promise<void> {
    const going = new Map<string, DownloadItem>()
    chromium.on('Browser.downloadWillBegin', ({ guid, url, suggestedFilename }) => {
      const item = new DownloadItem(toShell(String(url)), String(suggestedFilename))
      if (isPrevented(this, 'will-download', {}, honest('DownloadItem', item))) {
        chromium.send('Browser.cancelDownload', { guid }).catch(() => undefined)
      } else if (item.getSavePath() === '') throw lacking('dialog that asks where to keep a download')
      else going.set(String(guid), item)
    })
    chromium.on('Browser.downloadProgress', ({ guid, state }) => {
      const item = state === 'completed' ? going.get(String(guid)) : undefined
      if (item === undefined) return
      fs.copyFileSync(path.join(folder, String(guid)), item.getSavePath())
      item.emit('done', {}, 'completed')
    })
    const behaviour = { behavior: 'allowAndName', downloadPath: folder, eventsEnabled: true }
    await chromium.send('Browser.setDownloadBehavior', behaviour)
  }
}

class DownloadItem extends KnownEvents {
  private readonly url: string
  private readonly name: string
  private savePath = ''

  constructor(url: string, name: string) {
    super('DownloadItem', ['done'])
    this.url = url
    this.name = name
  }

  getURL(): string {
    return this.url
  }

  getFilename(): string {
    return this.name
  }

  getSavePath(): string {
    return this.savePath
  }

  setSavePath(file: string): void {
    this.savePath = file
  }
}

export const defaultSession = new Session()
export const session = honest('session', { defaultSession: honest('session.defaultSession', defaultSession) })
