/** Chromium's DevTools protocol over its WebSocket: what the stand-in does to pages, it does through this. */

export type Params = Record<string, unknown>

export interface Session {
  send(method: string, params?: Params): Promise<Params>
  on(method: string, listener: (params: Params) => void): void
}

export interface Connection extends Session {
  /** The session of one target. */
  session(sessionId: string): Session
  /** Called when Chromium is gone. */
  readonly closed: Promise<void>
}

interface Message {
  id?: number
  method?: string
  sessionId?: string
  params?: Params
  result?: Params
  error?: { message: string }
}

export async function connect(endpoint: string): Promise<Connection> {
  const socket = new WebSocket(endpoint)
  const waiting = new Map<number, { resolve: (result: Params) => void; reject: (error: Error) => void }>()
  const listeners = new Map<string, ((params: Params) => void)[]>()
  let last = 0

  const key = (sessionId: string, method: string): string => `${sessionId}:${method}`
  const session = (sessionId: string): Session => ({
    send(method, params = {}) {
      last += 1
      const id = last
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject: (error) => reject(new Error(`${method}: ${error.message}`)) })
        socket.send(JSON.stringify({ id, method, params, ...(sessionId === '' ? {} : { sessionId }) }))
      })
    },
    on(method, listener) {
      const list = listeners.get(key(sessionId, method))
      if (list === undefined) listeners.set(key(sessionId, method), [listener])
      else list.push(listener)
    },
  })

  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    if (message.id === undefined) {
      for (const listener of listeners.get(key(message.sessionId ?? '', message.method ?? '')) ?? []) listener(message.params ?? {})
      return
    }
    const waiter = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error === undefined) waiter?.resolve(message.result ?? {})
    else waiter?.reject(new Error(message.error.message))
  })
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => {
      for (const { reject } of waiting.values()) reject(new Error('Chromium is gone'))
      waiting.clear()
      resolve()
    })
  })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error(`Chromium does not answer at ${endpoint}`)))
  })
  return { ...session(''), session, closed }
}
