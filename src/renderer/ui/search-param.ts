import { useCallback, useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useDebounced } from './debounced.ts'

export type SetParams = (values: Readonly<Record<string, string | null>>, history?: 'push' | 'replace') => void

/** Sets parameters of the address, all in one step; null and '' take one out. */
export function useSetParams(): SetParams {
  const [, setSearch] = useSearchParams()
  return useCallback(
    (values, history = 'replace') =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now)
          for (const [name, value] of Object.entries(values)) {
            if (value === null || value === '') next.delete(name)
            else next.set(name, value)
          }
          return next
        },
        { replace: history === 'replace', preventScrollReset: true },
      ),
    [setSearch],
  )
}

/** One parameter of the address, as state. */
export function useSearchParam(name: string): [value: string | null, set: (value: string | null, history?: 'push' | 'replace') => void] {
  const [search] = useSearchParams()
  const setParams = useSetParams()
  const set = useCallback((value: string | null, history?: 'push' | 'replace') => setParams({ [name]: value }, history), [name, setParams])
  return [search.get(name), set]
}

/** The address of this screen with other parameters: for links to details that open over it. */
export function useAddressWith(): (values: Readonly<Record<string, string | null>>) => string {
  const [search] = useSearchParams()
  return (values) => {
    const next = new URLSearchParams(search)
    for (const [name, value] of Object.entries(values)) {
      if (value === null) next.delete(name)
      else next.set(name, value)
    }
    const text = next.toString()
    return text === '' ? '' : `?${text}`
  }
}

/**
 * Text typed into a search box and kept in the address. The box follows the keys at once; `settled` and the address
 * follow when typing pauses. (The router changes the address in a transition, too late for a controlled input.)
 */
export function useSearchText(name: string): { text: string; setText: (text: string) => void; settled: string } {
  const [value, setValue] = useSearchParam(name)
  const inAddress = value ?? ''
  const [text, setText] = useState(inAddress)
  const [seen, setSeen] = useState(inAddress)
  const [own, setOwn] = useState(inAddress)
  const settled = useDebounced(text.trim())

  if (inAddress !== seen) {
    setSeen(inAddress)
    // Not what was typed here: a link, the back button, or a button that clears.
    if (inAddress !== own) {
      setOwn(inAddress)
      setText(inAddress)
    }
  }
  useEffect(() => {
    if (settled !== text.trim() || settled === own) return
    setOwn(settled)
    setValue(settled)
  }, [settled, text, own, setValue])
  return { text, setText, settled }
}
