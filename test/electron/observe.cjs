/**
 * Loaded before the app, on Electron (`-r`) as on the stand-in: takes the place of what only a person at a desktop could see and answer.
 * Tests read it through `evaluate`. CommonJS, since Electron loads it with `require`.
 */
/* eslint-disable import/no-commonjs, typescript/no-require-imports, typescript/no-unsafe-call -- it is neither a module nor TypeScript */
const { dialog, shell, Tray } = require('electron')

const observed = {
  /** Message boxes in the order in which they were shown. `answer(button)` is there until it is called. */
  dialogs: [],
  /** Addresses given to the operating system. */
  opened: [],
  /** The latest of each. */
  tray: { toolTip: '', menu: null },
}
globalThis.musterObserved = observed

dialog.showMessageBox = (...args) => {
  const { message, detail, buttons } = args.at(-1)
  return new Promise((resolve) => {
    const shown = { message, detail, buttons, answered: false }
    shown.answer = (response) => {
      shown.answered = true
      resolve({ response, checkboxChecked: false })
    }
    observed.dialogs.push(shown)
  })
}
dialog.showErrorBox = (title, content) => {
  observed.dialogs.push({ message: title, detail: content, buttons: [], answered: true })
  process.stderr.write(`${title}: ${content}\n`)
}
shell.openExternal = async (address) => void observed.opened.push(address)
shell.openPath = async (file) => {
  observed.opened.push(file)
  return ''
}

const watched = {
  setToolTip: (text) => void (observed.tray.toolTip = text),
  setContextMenu: (menu) => void (observed.tray.menu = menu),
}
for (const [name, watch] of Object.entries(watched)) {
  const original = Tray.prototype[name]
  Tray.prototype[name] = function (value) {
    watch(value)
    original.call(this, value)
  }
}
