import type { Menu } from 'electron'
import type { Shell } from './shell.ts'

/** What observe.cjs leaves in the main process. */
interface Observed {
  dialogs: { message: string; detail: string; buttons: string[]; answered: boolean; answer(button: number): void }[]
  opened: string[]
  tray: { toolTip: string; menu: Menu | null }
}

declare global {
  var musterObserved: Observed
}

export interface ShownDialog {
  message: string
  detail: string
  buttons: string[]
}

/** The message boxes that have been shown so far, answered or not. */
export function dialogs(shell: Shell): Promise<ShownDialog[]> {
  return shell.evaluate(() => globalThis.musterObserved.dialogs.map(({ message, detail, buttons }) => ({ message, detail, buttons })))
}

/** Presses a button of the message box that waits for an answer. */
export async function press(shell: Shell, label: string): Promise<void> {
  await shell.evaluate((_electron, pressed) => {
    const waiting = globalThis.musterObserved.dialogs.find(({ answered }) => !answered)
    const button = waiting?.buttons.indexOf(pressed) ?? -1
    if (button < 0) throw new Error(`no message box waits for "${pressed}"`)
    waiting?.answer(button)
  }, label)
}

/** What the operating system was asked to open. */
export function opened(shell: Shell): Promise<string[]> {
  return shell.evaluate(() => globalThis.musterObserved.opened)
}

/** The labels of the tray's menu, without separators. */
export function trayLabels(shell: Shell): Promise<string[]> {
  return shell.evaluate(
    () => globalThis.musterObserved.tray.menu?.items.filter(({ type }) => type !== 'separator').map(({ label }) => label) ?? [],
  )
}

export function clickTray(shell: Shell, id: string): Promise<void> {
  return shell.evaluate((_electron, clicked) => {
    const item = globalThis.musterObserved.tray.menu?.getMenuItemById(clicked)
    if (!item) throw new Error(`the tray has no ${clicked}`)
    // Electron's type says no more than that it is a function.
    ;(item.click as () => void)()
  }, id)
}

export function clickMenu(shell: Shell, id: string): Promise<void> {
  return shell.evaluate(({ Menu }, clicked) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(clicked)
    if (!item) throw new Error(`the menu has no ${clicked}`)
    // Electron's type says no more than that it is a function.
    ;(item.click as () => void)()
  }, id)
}

/** Whether the console's window is on screen. */
export function isShown(shell: Shell): Promise<boolean> {
  return shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()))
}

/** What a person does with the button in the corner of the window. */
export function closeWindow(shell: Shell): Promise<void> {
  return shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((window) => window.close()))
}
