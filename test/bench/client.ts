/** The client, in a process of its own: asked over IPC to run a case for a while, answers with the times that it took. */
import { cases, type Turn } from './cases.ts'
import { Connection, type WireRequest } from './connection.ts'
import type { Directory, Prepared } from './directory.ts'

/** What the client is asked to do. */
export type Order =
  | { readonly kind: 'prepare'; readonly base: string; readonly directory: Directory }
  | { readonly kind: 'case'; readonly name: string; readonly on: 'small' | 'large'; readonly ms: number; readonly unique: string }
  /** The same load in form (requests and answers as large, as many at once) on a server that does nothing. */
  | { readonly kind: 'bare'; readonly base: string; readonly ms: number; readonly shape: Shape }

export interface Shape {
  readonly concurrency: number
  readonly requestBytes: number
  readonly answerBytes: number
}

/** Times of each label in ms, and the shape of the load. */
export interface Ran {
  readonly times: Readonly<Record<string, number[]>>
  readonly shape: Shape
}

let base = ''
let directory: Prepared | undefined

async function prepare(at: string, of: Directory): Promise<void> {
  base = at
  const connection = new Connection(base, of.token)
  let lastCursor = ''
  for (let seen = 0; seen + 1_000 <= of.users - 100; seen += 1_000) {
    const { body } = await connection.send({ method: 'GET', path: `/Users?count=1000&attributes=id&cursor=${lastCursor}` })
    lastCursor = (JSON.parse(body.toString('utf8')) as { nextCursor: string }).nextCursor
  }
  connection.close()
  directory = { ...of, lastCursor }
}

/** Each worker asks again as soon as it was answered (a closed loop), until the time is over; what is begun is finished. */
async function load(to: string, token: string, concurrency: number, ms: number, turn: (worker: number, n: number) => Turn): Promise<Ran> {
  const times: Record<string, number[]> = {}
  let requestBytes = 0
  let answerBytes = 0
  let count = 0
  const until = performance.now() + ms
  const work = async (worker: number): Promise<void> => {
    const connection = new Connection(to, token)
    // A pair of turns (add, remove) is not left half done.
    for (let n = 0; performance.now() < until || n % 2 === 1; n++) {
      const { label, request, status } = turn(worker, n)
      const sent = performance.now()
      const answer = await connection.send(request)
      ;(times[label] ??= []).push(performance.now() - sent)
      if (answer.status !== status)
        throw new Error(`${label}: ${request.method} ${request.path}: ${answer.status} ${answer.body.toString('utf8', 0, 300)}`)
      requestBytes += request.body?.length ?? 0
      answerBytes += answer.bytes
      count++
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: concurrency }, (_, worker) => work(worker)))
  return { times, shape: { concurrency, requestBytes: Math.round(requestBytes / count), answerBytes: Math.round(answerBytes / count) } }
}

function bare(shape: Shape): (worker: number, n: number) => Turn {
  const request: WireRequest =
    shape.requestBytes === 0
      ? { method: 'GET', path: `/?bytes=${shape.answerBytes}` }
      : { method: 'POST', path: `/?bytes=${shape.answerBytes}`, body: 'x'.repeat(shape.requestBytes) }
  return () => ({ label: 'bare', request, status: 200 })
}

async function obey(order: Order): Promise<Ran | undefined> {
  switch (order.kind) {
    case 'prepare':
      await prepare(order.base, order.directory)
      return undefined
    case 'case': {
      const found = cases.find(({ name, on }) => name === order.name && on === order.on)
      if (found === undefined || directory === undefined) throw new Error(`there is no case ${order.name}, or nothing was prepared`)
      const of = directory
      return load(base, of.token, found.concurrency, order.ms, (worker, n) => found.turn(of, worker, n, order.unique))
    }
    case 'bare':
      return load(order.base, 'none', order.shape.concurrency, order.ms, bare(order.shape))
    default:
      throw new Error('an order of no known kind')
  }
}

process.on('message', (order: Order) => {
  obey(order).then(
    (ran) => process.send?.({ ok: true, ran }),
    (error: unknown) => process.send?.({ ok: false, error: String(error) }),
  )
})
