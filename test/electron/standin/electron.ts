/** What `import … from 'electron'` gives to the shell under test. A name that is missing here fails the import. */
import { BrowserWindow as Window } from './browser-window.ts'
import { honest } from './honest.ts'

export { app } from './app.ts'
export { ipcMain } from './ipc-main.ts'
export { clipboard, dialog, Menu, nativeImage, nativeTheme, screen, shell, Tray } from './native.ts'
export { protocol } from './protocol.ts'
export { session } from './session.ts'
export const BrowserWindow = honest('BrowserWindow', Window)
