import type { Session } from 'electron'
import { isOurs } from './origin.ts'

/**
 * Denies every page everything but to put text on the clipboard, which the copy buttons do. Electron asks about that one too, and
 * in both handlers: denying it makes `navigator.clipboard.writeText` fail with nothing on screen.
 */
export function guardSession(session: Session): void {
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, { isMainFrame }) =>
    isPermitted(permission, requestingOrigin, isMainFrame),
  )
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl, isMainFrame }) =>
    answer(isPermitted(permission, requestingUrl, isMainFrame)),
  )
  session.on('will-download', (event, item) => {
    if (!isOwnExport(item.getURL())) event.preventDefault()
  })
  // Chromium would fetch dictionaries from the internet.
  session.setSpellCheckerEnabled(false)
}

/** An export that the console has put together itself; Electron asks where to keep it. Nothing is ever fetched from elsewhere. */
function isOwnExport(address: string): boolean {
  return address.startsWith('blob:') && isOurs(address.slice('blob:'.length))
}

function isPermitted(permission: string, address: string, isMainFrame: boolean): boolean {
  return permission === 'clipboard-sanitized-write' && isMainFrame && isOurs(address)
}
