import { useLayoutEffect, useState } from 'react'
import type { RefObject } from 'react'

export interface TableGeometry {
  /** Width of the table in pixels; decides which columns have room. */
  width: number
  /** Distance from the top of what scrolls to the first row. */
  margin: number
  /** Height of the bar over the header row. */
  toolbar: number
}

/** Measures where a table stands in the element that scrolls it, and keeps measuring as things around it grow and shrink. */
export function useTableGeometry(
  frame: RefObject<HTMLElement | null>,
  body: RefObject<HTMLElement | null>,
  toolbar: RefObject<HTMLElement | null>,
  scroller: HTMLElement | null,
): TableGeometry {
  const [geometry, setGeometry] = useState<TableGeometry>({ width: 0, margin: 0, toolbar: 0 })
  useLayoutEffect(() => {
    const frameElement = frame.current
    if (!frameElement || !scroller) return
    const measure = (): void => {
      const top = body.current ? body.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop : 0
      const next = { width: frameElement.clientWidth, margin: Math.round(top), toolbar: toolbar.current?.offsetHeight ?? 0 }
      setGeometry((now) => (now.width === next.width && now.margin === next.margin && now.toolbar === next.toolbar ? now : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(frameElement)
    for (const child of scroller.children) observer.observe(child)
    return () => observer.disconnect()
  }, [frame, body, toolbar, scroller])
  return geometry
}
