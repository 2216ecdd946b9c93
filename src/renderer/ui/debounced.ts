import { useEffect, useState } from 'react'

/** The value as it was once it has not changed for `delayMs`: for asking as one types. */
export function useDebounced<T>(value: T, delayMs = 160): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs)
    return () => clearTimeout(timer)
  }, [value, delayMs])
  return settled
}
