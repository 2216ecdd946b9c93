import { DomainError } from '../error.ts'
import { inRange, parseAddress, reachOf } from './addresses.ts'

const isLoopbackName = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost')

/** The host of a URL in lower case, without brackets and without the dot at its end. */
export function hostOf(url: string): string {
  return new URL(url).hostname
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[(.*)\]$/, '$1')
}

/** Whether the list of hosts names it: by itself, by `*.example.com`, or, for an address, by a range that it is in. */
function isListed(host: string, hosts: readonly string[]): boolean {
  const address = parseAddress(host)
  if (address !== undefined) return hosts.some((entry) => inRange(address, entry))
  return hosts.some((entry) => entry === host || (entry.startsWith('*.') && host.endsWith(entry.slice(1))))
}

/**
 * L5: a webhook goes to this machine, or to a host that the settings name: without that, whoever may make one could have the service
 * ask things of machines that only it can reach. Throws where it may not be saved.
 */
export function refuseDestination(url: string, hosts: readonly string[]): void {
  const host = hostOf(url)
  const address = parseAddress(host)
  if (isLoopbackName(host) || (address !== undefined && reachOf(address) === 'loopback') || isListed(host, hosts)) return
  throw new DomainError(
    'invalid',
    `Webhooks may not be sent to ${host}: it is neither this machine nor among the webhook hosts in Settings.`,
    {
      field: 'url',
    },
  )
}

/**
 * The same for the address that the host's name led to when it was looked up for sending. A name stands for whatever its owner says
 * it does: inside the network it may lead only where the settings allow that address itself. Returns why not, or undefined.
 */
export function refusedAddress(host: string, text: string, hosts: readonly string[]): string | undefined {
  const address = parseAddress(text)
  if (address === undefined) return `${host} leads to ${text}, which is no address.`
  const reach = reachOf(address)
  const listed = hosts.some((entry) => inRange(address, entry))
  if (isLoopbackName(host) || parseAddress(host) !== undefined) {
    if (reach === 'loopback' || listed) return undefined
    return `${host} leads to ${text}, which is neither this machine nor among the webhook hosts in Settings.`
  }
  if (!isListed(host, hosts)) return `${host} is not among the webhook hosts in Settings any more.`
  if (reach === 'public' || listed) return undefined
  return `${host} leads to ${text}, an address inside the network. Add ${text} to the webhook hosts in Settings if it may be reached.`
}

/** An entry of the list, as it is kept. Throws for what is neither a host name, an address nor a range. */
export function webhookHost(text: string): string {
  const entry = text.trim().toLowerCase().replace(/\.$/, '')
  const [base = '', length] = entry.split('/')
  const address = parseAddress(base)
  const isRange = address !== undefined && (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= address.bits))
  const isName =
    length === undefined && /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(entry)
  if (isRange || (isName && !/^[\d.]+$/.test(entry))) return entry
  throw new DomainError(
    'invalid',
    `${text} is neither a host name, such as hooks.example.com, nor an address or range, such as 10.0.0.0/8.`,
    {
      field: 'webhookHosts',
    },
  )
}
