import { useContext, useEffect, useState } from 'react'
import { ScrollArea } from '../../ui/scroll-area.ts'

const AWAY_PX = 120

export interface Following {
  /** New rows are held back: by the button, or because someone is reading further down. */
  isPaused: boolean
  isPausedByHand: boolean
  setPaused: (paused: boolean) => void
  /** Back to the top, and following again. */
  catchUp: () => void
}

/** Whether a live list follows. It holds still while its reader has scrolled down, so that nothing moves under the eye. */
export function useFollowing(): Following {
  const scroller = useContext(ScrollArea)
  const [isPausedByHand, setPaused] = useState(false)
  const [isAway, setAway] = useState(false)
  useEffect(() => {
    if (!scroller) return
    const look = (): void => setAway(scroller.scrollTop > AWAY_PX)
    scroller.addEventListener('scroll', look, { passive: true })
    return () => scroller.removeEventListener('scroll', look)
  }, [scroller])
  return {
    isPaused: isPausedByHand || isAway,
    isPausedByHand,
    setPaused,
    catchUp: () => {
      setPaused(false)
      scroller?.scrollTo({ top: 0 })
    },
  }
}
