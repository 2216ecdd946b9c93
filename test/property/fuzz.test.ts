import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { ScimResponse } from '../../src/main/scim/exchange.ts'
import { inconsistencies } from '../support/consistency.ts'
import { ERROR } from '../support/scim-client.ts'
import { bytes, exchange } from './fuzz/bytes.ts'
import { anyRequest, patchRequest, queryRequest, type Sketch } from './fuzz/requests.ts'
import { openFuzzTarget } from './fuzz/target.ts'

/** Requests in all: MUSTER_FUZZ_RUNS=100000 is the full run. */
const RUNS = Number(process.env['MUSTER_FUZZ_RUNS'] ?? 2_000)
const SEED = Number(process.env['MUSTER_FUZZ_SEED'] ?? 20_261_122)
const LIMIT = Math.max(60_000, RUNS * 60)

const target = await openFuzzTarget()
afterAll(() => target.close())
const seen = new Map<number, number>()

/** Nothing of the inside: stack frames, files, SQL, secrets. */
const INSIDE =
  /\n\s+at |\.ts:\d|node:internal|SQLITE_|\b(?:SELECT|INSERT|UPDATE|DELETE FROM)\b.*\b(?:users|groups|user_attributes)\b|muster_scim_/

function judge(sketch: Sketch, { status, headers, body }: ScimResponse): void {
  seen.set(status, (seen.get(status) ?? 0) + 1)
  const unsupported = status === 501 && /\/me\b/i.test(sketch.path)
  expect(status < 500 || unsupported, `${status} ${body}`).toBe(true)
  if (status === 204 || status === 304) return expect(body).toBeNull()
  expect(headers['content-type']).toBe('application/scim+json')
  const read = JSON.parse(body ?? '') as Record<string, unknown>
  if (status < 400) return
  expect(read).toMatchObject({ schemas: [ERROR], status: String(status), detail: expect.stringMatching(/\S/) as unknown })
  expect(body).not.toMatch(INSIDE)
}

const holds = (requests: fc.Arbitrary<Sketch>, share: number) =>
  fc.assert(
    fc.asyncProperty(requests, async (sketch) => {
      const { answer, changed } = await target.send(sketch)
      expect(changed && (answer.status >= 400 || sketch.method === 'GET'), `${answer.status} changed something`).toBe(false)
      expect(target.incidents.splice(0)).toEqual([])
      judge(sketch, answer)
    }),
    { numRuns: Math.ceil(RUNS * share), seed: SEED },
  )

describe('whatever is sent: no 5xx, no crash, and nothing changed by what is answered 4xx', () => {
  it('R10, E7: requests of every shape', { timeout: LIMIT }, () => holds(anyRequest, 0.5))
  it('R2, E7: PATCH of every shape', { timeout: LIMIT }, () => holds(patchRequest, 0.3))
  it('R1, E7: filters and list parameters of every shape', { timeout: LIMIT }, () => holds(queryRequest, 0.2))

  it('E7: bytes of every shape on the socket', { timeout: LIMIT }, async () => {
    const listener = await target.listen()
    try {
      const filled = (sent: string): string => sent.replaceAll('{prefix}', target.prefix).replaceAll('{token}', `Bearer ${target.token}`)
      const several = fc.array(bytes, { minLength: 10, maxLength: 10 })
      await fc.assert(
        fc.asyncProperty(several, async (all) => {
          const answers = await Promise.all(all.map((sent) => exchange(listener.port, typeof sent === 'string' ? filled(sent) : sent)))
          expect(answers.join('\n')).not.toMatch(/^HTTP\/1\.1 5/m)
          expect(target.incidents.splice(0)).toEqual([])
        }),
        { numRuns: Math.ceil(RUNS / 100), seed: SEED, endOnFailure: true },
      )
      const alive = await fetch(`${listener.url}${target.prefix}/Users?count=1`, { headers: { authorization: `Bearer ${target.token}` } })
      expect(alive.status).toBe(200)
    } finally {
      await listener.close(100)
    }
  })

  it('E7: a method named like a part of every object is refused like any other', async () => {
    for (const method of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      const { answer } = await target.send({ method, path: '/Users', headers: {}, body: null })
      expect([method, answer.status, answer.headers['allow']]).toEqual([method, 405, 'GET, POST'])
    }
  })

  it('reaches both outcomes: what is sent is not all refused at the door', () => {
    const share = (of: (status: number) => boolean) => [...seen].filter(([status]) => of(status)).reduce((sum, [, n]) => sum + n, 0) / RUNS
    expect(share((status) => status < 300)).toBeGreaterThan(0.15)
    expect(share((status) => status === 400)).toBeGreaterThan(0.15)
    expect([...seen.keys()]).toEqual(expect.arrayContaining([200, 201, 204, 400, 401, 404, 405, 409, 412, 415]))
  })

  it('leaves a directory in which everything agrees with everything else', { timeout: LIMIT }, () => {
    expect(inconsistencies(target.file)).toEqual([])
    expect(target.changes()).toBeGreaterThan(100)
  })
})
