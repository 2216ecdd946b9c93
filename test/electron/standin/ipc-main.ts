import { honest, lacking } from './honest.ts'

/** Electron's IpcMainInvokeEvent, as far as the shell reads it. */
export interface InvokeEvent {
  readonly senderFrame: object | null
  readonly sender: object
}

type Handler = (event: InvokeEvent, ...args: unknown[]) => unknown

const handlers = new Map<string, Handler>()

export const ipcMain = honest('ipcMain', {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  },
})

/** What the page gets: a value, or the text of an error, as Electron puts it. */
export async function answerInvoke(event: InvokeEvent, channel: string, args: unknown[]): Promise<{ value?: unknown; error?: string }> {
  const handler = handlers.get(channel)
  if (handler === undefined) return { error: `Error: No handler registered for '${channel}'` }
  try {
    const value = await handler(event, ...args)
    onlyData(value)
    return { value }
  } catch (error) {
    return { error: String(error) }
  }
}

/** Electron clones what crosses; the stand-in sends JSON, and refuses what would come out of it as something else. */
export function onlyData(value: unknown): void {
  if (typeof value === 'function' || typeof value === 'symbol') throw new Error('An object could not be cloned.')
  if (typeof value !== 'object' || value === null) return
  const prototype: unknown = Object.getPrototypeOf(value)
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null)
    throw lacking(`way to carry ${value.constructor.name} over IPC`)
  Object.values(value).forEach(onlyData)
}
