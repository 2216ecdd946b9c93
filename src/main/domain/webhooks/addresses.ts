/** An IP address as a number of 32 or 128 bits. */
export interface Address {
  readonly bits: 32 | 128
  readonly value: bigint
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return undefined
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n)
}

function parseV6(text: string): bigint | undefined {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  const embedded = tail?.[2] === undefined ? undefined : parseV4(tail[2])
  if (tail !== null && embedded === undefined) return undefined
  const whole = embedded === undefined ? text : `${tail?.[1]}${(embedded >> 16n).toString(16)}:${(embedded & 0xffffn).toString(16)}`
  const halves = whole.split('::')
  if (halves.length > 2) return undefined
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')))
  const [head = [], rest] = groups
  const missing = 8 - head.length - (rest?.length ?? 0)
  if (rest === undefined ? missing !== 0 : missing < 1) return undefined
  const all = [...head, ...Array<string>(rest === undefined ? 0 : missing).fill('0'), ...(rest ?? [])]
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return all.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n)
}

/** An address in its usual text, with or without brackets and without a zone. IPv4 inside IPv6 (mapped, NAT64) is that IPv4 address. */
export function parseAddress(text: string): Address | undefined {
  const bare = text.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '')
  const v4 = parseV4(bare)
  if (v4 !== undefined) return { bits: 32, value: v4 }
  const v6 = parseV6(bare)
  if (v6 === undefined) return undefined
  const embeds = v6 >> 32n === 0xffffn || v6 >> 32n === 0x64ff9b0000000000000000n
  return embeds ? { bits: 32, value: v6 & 0xffff_ffffn } : { bits: 128, value: v6 }
}

/** `10.0.0.0/8`, or one address. */
export function inRange(address: Address, range: string): boolean {
  const [text = '', length] = range.split('/')
  const base = parseAddress(text)
  if (base === undefined || base.bits !== address.bits) return false
  const prefix = length === undefined ? base.bits : Number(length)
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > base.bits) return false
  const shift = BigInt(base.bits - prefix)
  return base.value >> shift === address.value >> shift
}

const LOOPBACK = ['127.0.0.0/8', '::1']
/** What is not of the public internet (RFC 6890 and its registry): private, link-local with the clouds' metadata, shared, reserved, multicast, tunnels. */
const INTERNAL = [
  ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24'],
  ['192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  [
    '::',
    '::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
    'fc00::/7',
    'fe80::/10',
    'fec0::/10',
    'ff00::/8',
  ],
].flat()

export function reachOf(address: Address): 'loopback' | 'internal' | 'public' {
  if (LOOPBACK.some((range) => inRange(address, range))) return 'loopback'
  return INTERNAL.some((range) => inRange(address, range)) ? 'internal' : 'public'
}
