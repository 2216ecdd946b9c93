import { firstInstance } from './electron/first-instance.ts'
import { secureBeforeReady, securePages, showDesktop } from './electron/desktop.ts'
import { startService } from './electron/service.ts'
import { leave, whenReady } from './electron/start.ts'

/** The desktop app, in the order in which it starts. */
function main(): void {
  const options = firstInstance()
  if (options === null) return
  secureBeforeReady()
  // Not awaited at the top of this module: Electron waits for the module before it is ready.
  void whenReady(async () => {
    await securePages()
    const host = await startService(options)
    if (host === null) leave()
    else showDesktop(host, options)
  })
}

main()
