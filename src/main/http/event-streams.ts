import type { ServerResponse } from 'node:http'
import type { ConsoleEvent } from '../../shared/console/events.ts'

const HEARTBEAT_MS = 15_000
/** A listener with this much unread is dropped; it connects again, and asks for everything again. */
const MAX_UNREAD_BYTES = 256 * 1024
const MAX_STREAMS = 64

/** The console's events to browsers: server-sent events (HTML Living Standard §9.2), one frame to every open stream. */
export interface EventStreams {
  /** Takes over the response. `allowed` is asked again at each heartbeat. False, and nothing written, when there are too many. */
  open(res: ServerResponse, allowed: () => boolean): boolean
  /** Ends the streams that are no longer allowed. */
  review(): void
  close(): void
}

interface Stream {
  readonly res: ServerResponse
  readonly allowed: () => boolean
}

export function createEventStreams(subscribe: (listener: (event: ConsoleEvent) => void) => () => void): EventStreams {
  const streams = new Set<Stream>()

  const send = (frame: string): void => {
    for (const stream of streams) {
      if (stream.res.writableLength <= MAX_UNREAD_BYTES) stream.res.write(frame)
      else {
        streams.delete(stream)
        stream.res.destroy()
      }
    }
  }
  const end = (stream: Stream): void => {
    streams.delete(stream)
    stream.res.end()
  }
  const review = (): void => {
    for (const stream of streams) if (!stream.allowed()) end(stream)
  }
  const unsubscribe = subscribe((event) => {
    if (streams.size > 0) send(`id: ${event.revision}\ndata: ${JSON.stringify(event)}\n\n`)
  })
  const heartbeat = setInterval(() => {
    review()
    send(':\n\n')
  }, HEARTBEAT_MS)
  heartbeat.unref()

  return {
    open(res, allowed) {
      if (streams.size >= MAX_STREAMS) return false
      const stream = { res, allowed }
      streams.add(stream)
      res.once('close', () => streams.delete(stream))
      res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
      res.write('retry: 2000\n\n')
      return true
    },
    review,
    close() {
      unsubscribe()
      clearInterval(heartbeat)
      streams.forEach(end)
    },
  }
}
