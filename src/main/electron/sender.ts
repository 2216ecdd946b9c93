import { isOurs } from './origin.ts'

/** The parts of Electron's IpcMainInvokeEvent that say who is asking. */
export interface Asking {
  /** Null when the frame has gone or has navigated since. */
  readonly senderFrame: { readonly url: string; readonly parent: object | null } | null
}

/** Why whoever asks gets no answer, or null when it is the main frame of one of our pages. */
export function refusalOf({ senderFrame }: Asking): string | null {
  if (senderFrame === null) return 'the frame that asked is gone'
  if (senderFrame.parent !== null) return 'a frame inside the page asked'
  return isOurs(senderFrame.url) ? null : 'a page of another origin asked'
}
