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

  /** Tells the shell of every download that begins. Of one that it lets go on, Electron's own dialog is what cannot be shown here. */
  async watchDownloads(chromium: CdpSession): Promise<void> {
    chromium.on('Browser.downloadWillBegin', ({ guid, url, suggestedFilename }) => {
      void chromium.send('Browser.cancelDownload', { guid })
      const item = honest('DownloadItem', { getURL: () => toShell(String(url)), getFilename: () => String(suggestedFilename) })
      isPrevented(this, 'will-download', {}, item)
    })
    await chromium.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true })
  }
}

export const defaultSession = new Session()
export const session = honest('session', { defaultSession: honest('session.defaultSession', defaultSession) })
