import { create } from 'zustand'

export interface Toast {
  id: number
  tone: 'success' | 'error'
  title: string
  detail?: string | undefined
  /** Something that can still be done about it: "Undo". */
  action?: ToastAction | undefined
}

export interface ToastAction {
  label: string
  run: () => void
}

const LIFETIME_MS = 6_000
/** Long enough to find out that it was a mistake. */
const LIFETIME_WITH_ACTION_MS = 12_000

const HELD_FOR_MS = 2_000

let nextId = 1

/** Short messages about what has just happened. Errors stay until they are closed. */
export const useToasts = create<{ toasts: readonly Toast[]; isHeld: boolean }>(() => ({ toasts: [], isHeld: false }))

export function toast(title: string, detail?: string, action?: ToastAction): void {
  const id = add({ tone: 'success', title, detail, action })
  expire(id, action === undefined ? LIFETIME_MS : LIFETIME_WITH_ACTION_MS)
}

/** Toasts do not go while someone reads or reaches for them. */
export function holdToasts(hold: boolean): void {
  useToasts.setState({ isHeld: hold })
}

function expire(id: number, afterMs: number): void {
  setTimeout(() => (useToasts.getState().isHeld ? expire(id, HELD_FOR_MS) : dismissToast(id)), afterMs)
}

export function toastError(title: string, detail?: string): void {
  add({ tone: 'error', title, detail })
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts, isHeld }) => {
    const left = toasts.filter((each) => each.id !== id)
    return { toasts: left, isHeld: isHeld && left.length > 0 }
  })
}

function add(content: Omit<Toast, 'id'>): number {
  const id = nextId++
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-3), { ...content, id }] }))
  return id
}
