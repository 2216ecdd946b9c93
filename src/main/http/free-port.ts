import { createServer } from 'node:net'

/** How many ports above the one that was wanted are tried before any is taken. */
const NEARBY = 20

/** A port of the address (an IPv6 one without brackets) that is free just now, the nearest above `wanted`; null where the address cannot be listened on at all. */
export async function freePort(host: string, wanted: number): Promise<number | null> {
  for (let port = wanted + 1; port <= Math.min(wanted + NEARBY, 65_535); port++) if ((await tried(host, port)) !== null) return port
  return tried(host, 0)
}

function tried(host: string, port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null))
    })
  })
}
