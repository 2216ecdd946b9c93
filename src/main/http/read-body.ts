import type { IncomingMessage } from 'node:http'

/**
 * Reads a body of at most `limit` bytes. `done` is called once with the bytes (null when there are none) or with 'too-large' as
 * soon as the limit is passed; never for a request that breaks off, which is how no half of one ever reaches a handler.
 */
export function readBody(req: IncomingMessage, limit: number, done: (body: Uint8Array | null | 'too-large') => void): void {
  if (req.headers['content-length'] === undefined && req.headers['transfer-encoding'] === undefined) return done(null)
  if (announcesMore(req, limit)) return done('too-large')
  const chunks: Buffer[] = []
  let size = 0
  const onData = (chunk: Buffer): void => {
    size += chunk.length
    if (size <= limit) return void chunks.push(chunk)
    req.off('data', onData)
    req.off('end', onEnd)
    done('too-large')
  }
  const onEnd = (): void => {
    const [first] = chunks
    if (first === undefined) done(null)
    else done(chunks.length === 1 ? first : Buffer.concat(chunks, size))
  }
  req.on('data', onData)
  req.once('end', onEnd)
}

/** True when the client says beforehand that it will send more than `limit` bytes. */
export function announcesMore(req: IncomingMessage, limit: number): boolean {
  const announced = req.headers['content-length']
  return announced !== undefined && Number(announced) > limit
}
