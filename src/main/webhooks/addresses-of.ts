import { lookup } from 'node:dns/promises'
import { parseAddress } from '../domain/webhooks/addresses.ts'
import { hostOf, refusedAddress } from '../domain/webhooks/destination.ts'

export interface Resolved {
  readonly address: string
  readonly family: 4 | 6
}

/** What a host name leads to. */
export type Lookup = (host: string) => Promise<Resolved[]>

export const systemLookup: Lookup = async (host) => {
  const found = await lookup(host, { all: true, order: 'verbatim' })
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}

/**
 * The addresses that a message to the URL may be sent to, as of now. Those and no others are connected to: a second look-up could lead
 * elsewhere. Throws with why where there is none.
 */
export async function addressesOf(url: string, hosts: readonly string[], look: Lookup): Promise<Resolved[]> {
  const host = hostOf(url)
  const literal = parseAddress(host)
  const found: Resolved[] = literal === undefined ? await look(host) : [{ address: host, family: host.includes(':') ? 6 : 4 }]
  const judged = found.map((each) => ({ each, refusal: refusedAddress(host, each.address, hosts) }))
  const allowed = judged.filter(({ refusal }) => refusal === undefined).map(({ each }) => each)
  if (allowed.length > 0) return allowed
  throw new Refused(judged[0]?.refusal ?? `${host} leads to no address.`)
}

/** Nothing was sent: the destination may not be reached. */
export class Refused extends Error {}
