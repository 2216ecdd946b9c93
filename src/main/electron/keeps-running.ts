import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Memory } from './memory.ts'
import type { Closing } from './window.ts'

/**
 * What closing the window does while the service runs: it is hidden. The first time, the administrator is told so, and may quit
 * instead; the window stays until that is answered.
 */
export function keepsRunning(memory: Memory, scimUrl: string | null): (window: BrowserWindow) => Closing {
  let asking = false

  async function tell(window: BrowserWindow): Promise<void> {
    asking = true
    const { response } = await dialog.showMessageBox(window, {
      type: 'info',
      title: 'Muster',
      message: 'Muster keeps running when its window is closed.',
      detail:
        `Identity providers can still reach it${scimUrl === null ? '' : ` at ${scimUrl}`}. ` +
        'To open the console again, use the icon in the tray or start Muster again. To stop the service, choose Quit Muster.',
      buttons: ['Keep Running', 'Quit Muster'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    asking = false
    memory.keep({ toldThatItKeepsRunning: true })
    if (response === 1) app.quit()
    else if (!window.isDestroyed()) window.hide()
  }

  return (window) => {
    if (memory.now.toldThatItKeepsRunning) return 'hide'
    if (!asking) void tell(window)
    return 'stay'
  }
}
