import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Mistake } from './in-process.ts'
import { tinyServer } from './server.ts'
import type { Tiny } from './server.ts'

export interface Listening {
  readonly url: string
  readonly tiny: Tiny
  close(): Promise<void>
}

/** The tiny server on a free port of the loopback interface. */
export async function listenTiny(mistake: Mistake = (serve) => serve): Promise<Listening> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`
  const tiny = tinyServer(url)
  const serve = mistake(tiny.serve, tiny)
  server.on('request', (req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const { pathname, searchParams } = new URL(req.url ?? '/', url)
      const answer = serve({
        method: req.method ?? 'GET',
        path: pathname.replace(/^\/scim\/v2/, ''),
        query: Object.fromEntries(searchParams),
        headers: Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, String(value)])),
        body: Buffer.concat(chunks).toString('utf8'),
      })
      const type = answer.body === undefined ? {} : { 'content-type': 'application/scim+json' }
      res.writeHead(answer.status, { ...type, ...answer.headers })
      res.end(answer.body === undefined ? undefined : JSON.stringify(answer.body))
    })
  })
  return {
    url,
    tiny,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
