import { app, dialog } from 'electron'
import { describeFailure } from './failure.ts'

/** Goes on with `next` once Electron is ready; a failure that nothing else has explained is shown, and ends the app. */
export async function whenReady(next: () => Promise<void>): Promise<void> {
  try {
    await app.whenReady()
    await next()
  } catch (error) {
    dialog.showErrorBox('Muster stopped', describeFailure(error))
    app.exit(1)
  }
}

export function leave(): void {
  app.exit(1)
}
