import { createContext, useContext } from 'react'

/** Whether an address leads to a screen: the table of routes answers it, which imports the shell. */
export const RoutedContext = createContext<(address: string) => boolean>(() => true)

export function useHasRoute(): (address: string) => boolean {
  return useContext(RoutedContext)
}
