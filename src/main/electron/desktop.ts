import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { app, clipboard, session } from 'electron'
import { createCspReports } from '../http/csp-reports.ts'
import { toStderr } from '../http/incident.ts'
import { loadStaticFiles } from '../http/static-files.ts'
import { operatingSystemUser } from '../host/operating-system-user.ts'
import type { Host } from '../host/host.ts'
import type { StartOptions } from './first-instance.ts'
import { onSecondInstance } from './first-instance.ts'
import { answerConsole } from './ipc.ts'
import { keepsRunning } from './keeps-running.ts'
import { openMemory } from './memory.ts'
import { setMenu } from './menu.ts'
import { guardNavigation } from './navigation.ts'
import { guardSession } from './permissions.ts'
import { registerScheme, serveConsole } from './protocol.ts'
import { drainBeforeQuit } from './quitting.ts'
import { rendererDir } from './service.ts'
import { showTray } from './tray.ts'
import { consoleWindow } from './window.ts'

/** What must be said before the app is ready, since Chromium starts with it. */
export function secureBeforeReady(): void {
  app.enableSandbox()
  registerScheme()
  guardNavigation()
}

/** What every page meets, before there is one. */
export async function securePages(): Promise<void> {
  guardSession(session.defaultSession)
  const files = await loadStaticFiles(rendererDir())
  serveConsole({ files, cspReports: createCspReports(toStderr), random: (bytes) => randomBytes(bytes) })
}

/** Gives a running service its window, tray and menu, and lets it drain when the app quits. */
export function showDesktop(host: Host, { hidden }: StartOptions): void {
  const memory = openMemory(join(app.getPath('userData'), 'window.json'))
  const hide = keepsRunning(memory, host.scimUrl)
  const window = consoleWindow({
    preload: join(app.getAppPath(), 'out', 'preload', 'index.cjs'),
    memory,
    onClose: (closing) => (quitting.hasBegun() ? 'close' : hide(closing)),
  })
  const openConsole = (): void => window.show()
  const copyScimUrl = (): void => {
    if (host.scimUrl !== null) void clipboard.writeText(host.scimUrl)
  }
  const tray = showTray(host.door, host.scimUrl, { openConsole, copyScimUrl, quit: () => app.quit() })
  const quitting = drainBeforeQuit(host, () => tray.draining())

  answerConsole(host.door, operatingSystemUser())
  setMenu({ openConsole, copyScimUrl, dataDir: host.dataDir })
  onSecondInstance(openConsole)
  app.on('activate', openConsole)
  // Without a listener, the app would quit with its last window.
  app.on('window-all-closed', () => undefined)
  if (!hidden) openConsole()
}
