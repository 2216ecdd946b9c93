import { InvocationError } from './client.ts'
import { toast, toastError } from '../stores/toasts.ts'

/**
 * Says what has been done, with a way back. `back` gives the orders that restore what was there: changes like any other, audited like any
 * other, and refused like any other when something else has happened in between.
 */
export function toastWithUndo(title: string, detail: string | undefined, back: () => Promise<unknown>): void {
  const undo = async (): Promise<void> => {
    try {
      await back()
      toast('Undone', title)
    } catch (error) {
      if (!(error instanceof InvocationError)) throw error
      toastError('That could not be undone', error.hint === undefined ? error.message : `${error.message} ${error.hint}`)
    }
  }
  toast(title, detail, { label: 'Undo', run: () => void undo() })
}
