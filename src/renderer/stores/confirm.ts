import type { ReactNode } from 'react'
import { create } from 'zustand'

/** A question asked before something is done. The dialog runs `act`, shows why it failed, and closes when it succeeds. */
export interface Confirmation {
  title: string
  body: ReactNode
  /** Verb and noun: "Delete group". */
  confirmLabel: string
  tone: 'danger' | 'primary'
  act: () => Promise<unknown>
}

export const useConfirmation = create<{ open: Confirmation | null }>(() => ({ open: null }))

export function confirm(confirmation: Confirmation): void {
  useConfirmation.setState({ open: confirmation })
}

export function closeConfirmation(): void {
  useConfirmation.setState({ open: null })
}
