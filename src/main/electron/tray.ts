import { Menu, Tray } from 'electron'
import type { Door } from '../console/door.ts'
import { statusLines } from './status-line.ts'
import type { ServiceStatus } from './status-line.ts'
import { trayIcon } from './tray-icon.ts'

/** A push a millisecond would otherwise build a menu a millisecond. */
const REFRESH_MS = 1_000

export interface TrayActions {
  readonly openConsole: () => void
  readonly copyScimUrl: () => void
  readonly quit: () => void
}

export interface StatusTray {
  /** The service is on its way out. */
  draining(): void
  destroy(): void
}

/** The service's face while no window is open: what it listens on, when it was last asked, and the way back in. */
export function showTray(door: Door, scimUrl: string | null, actions: TrayActions): StatusTray {
  const tray = new Tray(trayIcon())
  let status: ServiceStatus = { scimUrl, lastRequestAt: null, draining: false }
  let pending: NodeJS.Timeout | null = null

  const draw = (): void => {
    const [state, last] = statusLines(status)
    tray.setToolTip(`Muster\n${state}\n${last}`)
    tray.setContextMenu(trayMenu(state, last, scimUrl !== null, actions))
  }
  const drawSoon = (): void => {
    pending ??= setTimeout(() => {
      pending = null
      draw()
    }, REFRESH_MS)
  }
  const unsubscribe = door.subscribe(({ changes }) => {
    if (!changes.some(({ topic }) => topic === 'requests')) return
    status = { ...status, lastRequestAt: Date.now() }
    drawSoon()
  })
  // On Linux a click opens the menu, and this comes for some desktops only.
  tray.on('click', actions.openConsole)
  draw()

  return {
    draining() {
      status = { ...status, draining: true }
      draw()
    },
    destroy() {
      unsubscribe()
      if (pending !== null) clearTimeout(pending)
      tray.destroy()
    },
  }
}

function trayMenu(state: string, last: string, isListening: boolean, { openConsole, copyScimUrl, quit }: TrayActions): Menu {
  return Menu.buildFromTemplate([
    { id: 'state', label: state, enabled: false },
    { id: 'last-request', label: last, enabled: false },
    { type: 'separator' },
    { id: 'open-console', label: 'Open Console', click: openConsole },
    { id: 'copy-scim-url', label: 'Copy SCIM URL', enabled: isListening, click: copyScimUrl },
    { type: 'separator' },
    { id: 'quit', label: 'Quit Muster', click: quit },
  ])
}
