import { BrowserWindow, ipcMain } from 'electron'
import type { Actor } from '../../shared/console/activity.ts'
import { EVENT_CHANNEL, INVOKE_CHANNEL } from '../../shared/console/channels.ts'
import type { Door } from '../console/door.ts'
import { isOurs } from './origin.ts'
import { refusalOf } from './sender.ts'

/** The console contract over IPC: calls to the door in the name of `actor`, and events to every window that shows the console. */
export function answerConsole(door: Door, actor: Actor): void {
  ipcMain.handle(INVOKE_CHANNEL, async (event, method: unknown, input: unknown) => {
    const refusal = refusalOf(event)
    if (refusal !== null) throw new Error(`Refused: ${refusal}.`)
    if (typeof method !== 'string') throw new TypeError('Refused: the method is not a name.')
    return door.call(method, input, actor)
  })
  door.subscribe((event) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      if (isOurs(webContents.getURL())) webContents.send(EVENT_CHANNEL, event)
    }
  })
}
