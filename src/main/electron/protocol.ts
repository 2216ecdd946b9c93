import { protocol } from 'electron'
import { SCHEME } from './origin.ts'
import { answerPage } from './page.ts'
import type { PageParts } from './page.ts'

/** Before the app is ready: afterwards Chromium no longer takes a scheme to have origins. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

export function serveConsole(parts: PageParts): void {
  protocol.handle(SCHEME, (request) => answerPage(request, parts))
}
