import { create } from 'zustand'
import type { Underway } from '../../shared/console/events.ts'
import type { Connection } from '../client/transport.ts'

/** How this window hears of changes, and the long ones that the service is at work on. */
export const useLive = create<{ connection: Connection; underway: readonly Underway[] }>(() => ({ connection: 'connecting', underway: [] }))
