import { app } from 'electron'
import { openOutside } from './external.ts'
import { isOurs } from './origin.ts'

/** Keeps every page of the app where it is, whoever makes it: no other origin, no frame, no second window, no webview. */
export function guardNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    // Of the main frame and of every frame in it; `will-navigate` would tell of the first only.
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame && isOurs(event.url)) return
      event.preventDefault()
      if (event.isMainFrame) openOutside(event.url)
    })
    contents.on('will-redirect', (event) => {
      if (!event.isMainFrame || !isOurs(event.url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url)
      return { action: 'deny' }
    })
  })
}
