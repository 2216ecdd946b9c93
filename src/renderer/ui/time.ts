const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export type TimeZoneChoice = 'local' | 'utc'

/** "just now", "20 s ago", "5 min ago", "3 h ago", "yesterday", "6 days ago", then the date; the same ahead of now ("in 3 h"). */
export function relativeTime(at: number, now: number, zone: TimeZoneChoice = 'local'): string {
  const ago = now - at
  const distance = Math.abs(ago)
  if (distance < 10 * SECOND) return 'just now'
  const phrase = (text: string): string => (ago >= 0 ? `${text} ago` : `in ${text}`)
  if (distance < MINUTE) return phrase(`${Math.floor(distance / (10 * SECOND)) * 10} s`)
  if (distance < HOUR) return phrase(`${Math.floor(distance / MINUTE)} min`)
  if (distance < DAY) return phrase(`${Math.floor(distance / HOUR)} h`)
  const days = Math.floor(distance / DAY)
  if (days === 1) return ago >= 0 ? 'yesterday' : 'tomorrow'
  if (days < 30) return phrase(`${days} days`)
  return formatDate(at, zone)
}

/** "22 Nov 2026". */
export function formatDate(at: number, zone: TimeZoneChoice = 'local'): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: zoneName(zone) }).format(at)
}

/** "22 Nov 2026, 05:01:09 UTC": to the second, with its zone. */
export function exactTime(at: number, zone: TimeZoneChoice = 'local'): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone: zoneName(zone),
    timeZoneName: 'short',
  }).format(at)
}

function zoneName(zone: TimeZoneChoice): string | undefined {
  return zone === 'utc' ? 'UTC' : undefined
}
