import { create } from 'zustand'

export interface Toast {
  id: number
  tone: 'success' | 'error'
  title: string
  detail?: string
}

const LIFETIME_MS = 6_000

let nextId = 1

/** Short messages about what has just happened. Errors stay until they are closed. */
export const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }))

export function toast(title: string, detail?: string): void {
  const id = add({ tone: 'success', title, detail })
  setTimeout(() => dismissToast(id), LIFETIME_MS)
}

export function toastError(title: string, detail?: string): void {
  add({ tone: 'error', title, detail })
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((each) => each.id !== id) }))
}

function add(content: Omit<Toast, 'id'>): number {
  const id = nextId++
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-3), { ...content, id }] }))
  return id
}
