import { create } from 'zustand'
import type { Connection } from '../client/transport.ts'

/** How this window hears of changes. */
export const useLive = create<{ connection: Connection }>(() => ({ connection: 'connecting' }))
