import type { InputOf, MethodName, OutputOf } from '../../shared/console/contract.ts'
import type { ConsoleError, Result } from '../../shared/console/errors.ts'
import { ConsoleEvent } from '../../shared/console/events.ts'
import { connectionState } from './transport.ts'
import type { Transport } from './transport.ts'

const FIRST_DELAY_MS = 500
const LONGEST_DELAY_MS = 8_000

const signedOut: ConsoleError = {
  code: 'signed_out',
  message: 'This browser is signed out.',
  hint: 'Open the sign-in link that the service printed, or run `muster console` for a new one.',
}

/** A browser beside a headless service: RPC over POST, events over server-sent events, the session in a cookie. */
export function httpTransport(): Transport {
  const connection = connectionState('connecting')
  const listeners = new Set<(event: ConsoleEvent) => void>()
  let stream: EventSource | null = null
  let retryAfterMs = FIRST_DELAY_MS
  let retryTimer: ReturnType<typeof setTimeout> | undefined

  async function invoke<M extends MethodName>(method: M, input: InputOf<M>): Promise<Result<OutputOf<M>>> {
    const result = await post<OutputOf<M>>(method, input)
    if (!result.ok && result.error.code === 'signed_out') connection.set('signed-out')
    return result
  }

  function open(): void {
    const source = new EventSource('/console/events')
    stream = source
    source.addEventListener('open', () => {
      retryAfterMs = FIRST_DELAY_MS
      connection.set('live')
    })
    source.addEventListener('message', (message: MessageEvent<string>) => {
      const parsed = ConsoleEvent.safeParse(parseJson(message.data))
      if (parsed.success) for (const listener of listeners) listener(parsed.data)
    })
    source.addEventListener('error', () => {
      if (connection.current !== 'signed-out') connection.set('reconnecting')
      // A dropped stream reopens itself; a refused one (status other than 200) is closed for good and says not why.
      if (source.readyState === EventSource.CLOSED) void reopen()
    })
  }

  async function reopen(): Promise<void> {
    const answer = await invoke('settings.status', {})
    if (!answer.ok && answer.error.code === 'signed_out') return
    if (listeners.size === 0) return
    retryTimer = setTimeout(open, retryAfterMs)
    retryAfterMs = Math.min(retryAfterMs * 2, LONGEST_DELAY_MS)
  }

  return {
    invoke,
    subscribe(listener) {
      listeners.add(listener)
      if (stream === null) open()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearTimeout(retryTimer)
        stream?.close()
        stream = null
      }
    },
    watchConnection: (listener) => connection.watch(listener),
  }
}

async function post<T>(method: string, input: unknown): Promise<Result<T>> {
  let response: Response
  try {
    response = await fetch(`/console/rpc/${method}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'x-muster-console': '1' },
      body: JSON.stringify(input),
    })
  } catch {
    return { ok: false, error: unreachable() }
  }
  if (response.status === 401) return { ok: false, error: signedOut }
  const body = parseJson(await response.text().catch(() => ''))
  return isResult<T>(body) ? body : { ok: false, error: unexpected(response.status) }
}

function unreachable(): ConsoleError {
  return {
    code: 'unavailable',
    message: 'The service cannot be reached.',
    hint: 'It may have been stopped, or the connection to it is down. This page reconnects by itself when it is back.',
  }
}

function unexpected(status: number): ConsoleError {
  return {
    code: 'internal',
    message: `The service answered with status ${status} and nothing that the console understands.`,
    hint: 'Reload this page. If it stays, a proxy between this browser and the service may be answering in its place.',
  }
}

function isResult<T>(body: unknown): body is Result<T> {
  return typeof body === 'object' && body !== null && 'ok' in body && typeof body.ok === 'boolean'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
