import { createContext, useContext } from 'react'

/** Inside a table only the controls of the row in focus are tab stops: a hundred rows must not be a hundred stops. */
export const RowFocus = createContext(true)

export function useTabStop(): boolean {
  return useContext(RowFocus)
}
