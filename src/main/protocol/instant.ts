const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)?$/

/**
 * Reads an xsd:dateTime (RFC 7643 §2.3.5) as milliseconds since 1970-01-01T00:00:00Z, or undefined when it is none. Finer fractions
 * are cut to the millisecond; a time without a zone is taken as UTC.
 */
export function parseInstant(text: string): number | undefined {
  const match = DATE_TIME.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`
  const asUtc = Date.parse(`${local}Z`)
  // Date.parse lets 31 February roll over into March; a date that does not read back as it was written does not exist.
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString() !== `${local}Z`) return undefined
  if (zone === 'Z' || zone === 'z') return asUtc
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(4, 6))
  if (hours > 14 || minutes > 59) return undefined
  const offset = (hours * 60 + minutes) * 60_000
  return zone.startsWith('-') ? asUtc + offset : asUtc - offset
}
