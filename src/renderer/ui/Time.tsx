import { useCallback, useSyncExternalStore } from 'react'
import { usePreferences } from '../stores/preferences.ts'
import { exactTime, formatDate, relativeTime } from './time.ts'

const TICK_MS = 5_000
const onTick = new Set<() => void>()
let clock: ReturnType<typeof setInterval> | undefined

/** One clock for every time on screen; it runs while there is one. */
function watchClock(listener: () => void): () => void {
  onTick.add(listener)
  clock ??= setInterval(() => onTick.forEach((each) => each()), TICK_MS)
  return () => {
    onTick.delete(listener)
    if (onTick.size > 0) return
    clearInterval(clock)
    clock = undefined
  }
}

/** How long ago, exact on hover. `at` is in milliseconds since 1970. */
export function Time({ at }: { at: number }) {
  const zone = usePreferences((preferences) => preferences.times)
  const text = useSyncExternalStore(
    watchClock,
    useCallback(() => relativeTime(at, Date.now(), zone), [at, zone]),
  )
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at, zone)}>
      {text}
    </time>
  )
}

/** The exact time, for details. */
export function ExactTime({ at }: { at: number }) {
  const zone = usePreferences((preferences) => preferences.times)
  return <time dateTime={new Date(at).toISOString()}>{exactTime(at, zone)}</time>
}

/** A day, exact on hover. */
export function DateOnly({ at }: { at: number }) {
  const zone = usePreferences((preferences) => preferences.times)
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at, zone)}>
      {formatDate(at, zone)}
    </time>
  )
}
