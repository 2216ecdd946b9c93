import { BrowserWindow, dialog, nativeTheme, screen } from 'electron'
import { toStderr } from '../http/incident.ts'
import type { Memory } from './memory.ts'
import { CONSOLE_URL } from './origin.ts'
import { placeWindow, SMALLEST } from './placement.ts'

/** The colour behind the page, `--canvas` of the renderer's tokens.css, so that opening the window does not flash. */
const CANVAS = { light: '#f4f6f7', dark: '#0c1013' }

/** What becomes of a window that is being closed. */
export type Closing = 'close' | 'hide' | 'stay'

export interface ConsoleWindowOptions {
  /** The built preload script. */
  readonly preload: string
  readonly memory: Memory
  readonly onClose: (window: BrowserWindow) => Closing
}

/** The one window. It is made when it is first shown, and hidden rather than closed while the service runs. */
export interface ConsoleWindow {
  show(): void
}

export function consoleWindow(options: ConsoleWindowOptions): ConsoleWindow {
  let window: BrowserWindow | null = null
  nativeTheme.on('updated', () => window?.setBackgroundColor(canvas()))
  return {
    show() {
      if (window === null) {
        window = open(options)
        window.on('closed', () => (window = null))
        return
      }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
  }
}

function open({ preload, memory, onClose }: ConsoleWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...placeWindow(memory.now.bounds, workAreas()),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'Muster',
    backgroundColor: canvas(),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  if (memory.now.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', (event) => {
    memory.keep({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
    const closing = onClose(window)
    if (closing === 'close') return
    event.preventDefault()
    if (closing === 'hide') window.hide()
  })
  reviveWhenGone(window)
  load(window)
  return window
}

function load(window: BrowserWindow): void {
  window.loadURL(CONSOLE_URL).catch((error: unknown) => toStderr(`the console did not load: ${String(error)}`))
}

/** The page's process can die (out of memory, a graphics driver); the service has not, and the page can simply be shown again. */
function reviveWhenGone(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    toStderr(`the console's page ended: ${reason}`)
    void offerToRevive(window, reason)
  })
}

async function offerToRevive(window: BrowserWindow, reason: string): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Muster',
    message: 'The console stopped; the service did not.',
    detail: `Identity providers are still answered. The page ended because of: ${reason}.`,
    buttons: ['Open the Console Again', 'Leave It'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  })
  if (response === 0 && !window.isDestroyed()) load(window)
}

function canvas(): string {
  return nativeTheme.shouldUseDarkColors ? CANVAS.dark : CANVAS.light
}

function workAreas(): Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  return [primary, ...others].map(({ workArea }) => workArea)
}
