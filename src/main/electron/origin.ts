/** The one scheme and host of the console's own pages. */
export const SCHEME = 'app'
const HOST = 'muster'

/** The console's first page. */
export const CONSOLE_URL = `${SCHEME}://${HOST}/`

/**
 * Whether an address is one of the console's own pages. Compared by its parts: in the main process `URL.origin` is the string
 * "null" for every scheme that Node does not know, so that comparing origins would take file:///etc/passwd for ours.
 */
export function isOurs(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return protocol === `${SCHEME}:` && host === HOST && username === '' && password === ''
}
