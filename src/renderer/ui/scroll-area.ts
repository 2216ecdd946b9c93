import { createContext } from 'react'

/** The element that scrolls the screen: tables put their rows on its scale and their header to its top. */
export const ScrollArea = createContext<HTMLElement | null>(null)
