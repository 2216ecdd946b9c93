/**
 * Chromium as it is gives a scheme of our own no origin, and only its embedder can change that. So in the stand-in an origin like
 * app://muster is https://muster.app.stand-in.invalid to Chromium (a secure context, with an origin, that resolves nowhere), and is
 * translated wherever an address crosses between Chromium and the shell. The shell never sees the translated form.
 */
const SUFFIX = '.stand-in.invalid'
const schemes = new Set<string>()

/** From now on, addresses of this scheme are translated. */
export function translateScheme(scheme: string): void {
  schemes.add(scheme)
}

/** The address as Chromium is told it. */
export function toChromium(address: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(.*)$/s.exec(address)
  const [, scheme = '', host = '', rest = ''] = match ?? []
  return schemes.has(scheme) ? `https://${host}.${scheme}${SUFFIX}${rest}` : address
}

/** The address as the shell is told it. */
export function toShell(address: string): string {
  // The address of a blob holds that of the page that made it.
  if (address.startsWith('blob:')) return `blob:${toShell(address.slice('blob:'.length))}`
  if (!URL.canParse(address)) return address
  const { protocol, host } = new URL(address)
  if (protocol !== 'https:' || !host.endsWith(SUFFIX)) return address
  const name = host.slice(0, -SUFFIX.length)
  const dot = name.lastIndexOf('.')
  const scheme = name.slice(dot + 1)
  return schemes.has(scheme) ? `${scheme}://${name.slice(0, dot)}${address.slice(`https://${host}`.length)}` : address
}

/** The scheme whose handler answers for this address of Chromium's, if it is one that is translated. */
export function handledScheme(chromiumAddress: string): string | undefined {
  const shellAddress = toShell(chromiumAddress)
  return shellAddress === chromiumAddress ? undefined : shellAddress.slice(0, shellAddress.indexOf(':'))
}
