import { useEffect, useRef } from 'react'
import { create } from 'zustand'

/** Something that can be done from here: offered in the palette and, when it has keys, in the list of shortcuts. */
export interface Action {
  /** Once on screen at a time. */
  id: string
  /** Verb and noun: "Create team". */
  label: string
  /** The heading it stands under. */
  section: 'Go to' | 'This screen' | 'Console'
  /** Keys that do it: "mod+k", "g t", "?". */
  keys?: string
  /** Other words that people look for it by. */
  words?: string
  run: () => void
}

/** Every action that is offered now, by who offers it. The palette, the shortcuts and the list of shortcuts are all drawn from it. */
export const useOfferedActions = create<{ offers: ReadonlyMap<symbol, readonly Action[]> }>(() => ({ offers: new Map() }))

export function offeredActions(offers: ReadonlyMap<symbol, readonly Action[]>): Action[] {
  return [...offers.values()].flat()
}

/** Offers actions for as long as the caller is on screen. */
export function useActions(actions: readonly Action[]): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  const shape = JSON.stringify(actions)
  useEffect(() => {
    const owner = Symbol('actions')
    const offered = latest.current.map((action, index) => ({ ...action, run: () => latest.current[index]?.run() }))
    useOfferedActions.setState(({ offers }) => ({ offers: new Map(offers).set(owner, offered) }))
    return () =>
      useOfferedActions.setState(({ offers }) => {
        const others = new Map(offers)
        others.delete(owner)
        return { offers: others }
      })
  }, [shape])
}

/** The dialogs of the shell. */
export const useShellDialog = create<{ open: 'palette' | 'shortcuts' | null }>(() => ({ open: null }))

export function openShellDialog(open: 'palette' | 'shortcuts' | null): void {
  useShellDialog.setState({ open })
}
