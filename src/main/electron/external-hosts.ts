/** Where the guides of the identity providers are. A link in the console to anything else opens nothing. */
const DOCUMENTATION_HOSTS: ReadonlySet<string> = new Set([
  'help.okta.com',
  'developer.okta.com',
  'learn.microsoft.com',
  'support.google.com',
  'www.keycloak.org',
  'docs.goauthentik.io',
  'developers.onelogin.com',
])

/** Whether the operating system may be asked to open an address: the documentation of an identity provider, over HTTPS. */
export function mayOpenOutside(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, port, username, password } = new URL(address)
  return protocol === 'https:' && port === '' && username === '' && password === '' && DOCUMENTATION_HOSTS.has(hostname)
}
