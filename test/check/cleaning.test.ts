import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { NoAnswer } from '../../src/main/check/failures.ts'
import { runChecks } from '../../src/main/check/run.ts'
import { checksOf, suite } from '../../src/main/check/suite.ts'
import { answers, listOf, on, parameter, parsed } from './mistakes/plant.ts'
import { checkTiny } from './tiny/in-process.ts'
import { listenTiny } from './tiny/listen.ts'
import { TOKEN } from './tiny/server.ts'
import type { Tiny } from './tiny/server.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

async function tinyOn(...args: Parameters<typeof listenTiny>): ReturnType<typeof listenTiny> {
  const listening = await listenTiny(...args)
  opened.push(listening)
  return listening
}

function strangers(tiny: Tiny): string[] {
  return ['Zoe', 'Yann'].map((userName) => tiny.store.create('User', { userName }).id)
}

const never = new AbortController().signal

describe('what was there before', () => {
  it('is still there after a run against a server that ignores filters', async () => {
    let before: string[] = []
    const { tiny } = await checkTiny((serve, own) => {
      before = strangers(own)
      return parameter('filter', () => undefined, on('GET', listOf))(serve, own)
    })
    expect([...tiny.store.rows.keys()].toSorted()).toEqual(before.toSorted())
  })

  it('is still there when the server answers a creation with the id of it', async () => {
    let before: string[] = []
    const { tiny, report } = await checkTiny((serve, own) => {
      before = strangers(own)
      return answers(on('POST', /^\/Users$/), (answer) => ({ ...answer, body: { ...answer.body, id: before[0] ?? '' } }))(serve, own)
    }, checksOf('create'))
    for (const id of before) expect(tiny.store.rows.has(id)).toBe(true)
    expect(report.left).toEqual([`/Users/${before[0]} was left alone: it does not carry the name of this check`])
    // What those creations made was found by its name.
    expect(tiny.store.rows.size).toBe(before.length)
  })
})

describe('what a run makes is deleted', () => {
  it('when the server fails at telling that it was made', async () => {
    const { tiny, report } = await checkTiny(
      answers(on('POST', /^\/(Users|Groups)$/), () => ({ status: 500, headers: {}, body: undefined })),
      checksOf('7644 3.3'),
    )
    expect(report.left).toEqual([])
    expect(tiny.store.rows.size).toBe(0)
  })

  it('when it is interrupted in the middle, and the report says so', async () => {
    const { url, tiny } = await tinyOn()
    const stop = new AbortController()
    let made = 0
    const report = await runChecks({
      url,
      token: TOKEN,
      checks: suite,
      nonce: 'stopped',
      signal: stop.signal,
      onResult: () => {
        made = Math.max(made, tiny.store.rows.size)
        if (made > 20) stop.abort()
      },
    })
    expect(made).toBeGreaterThan(20)
    expect(tiny.store.rows.size).toBe(0)
    expect(report).toMatchObject({ left: [], stopped: 'it was interrupted' })
    expect(report.results).toHaveLength(suite.length)
    expect(report.results.at(-1)?.outcome).toBe('not-run')
  })

  it('when the time for all checks is over', async () => {
    const { url, tiny } = await tinyOn()
    const report = await runChecks({ url, token: TOKEN, checks: suite, nonce: 'late', signal: never, totalTimeoutMs: 150 })
    expect(report.stopped).toBe('it took too long')
    expect(report.left).toEqual([])
    expect(tiny.store.rows.size).toBe(0)
  })

  it('or the report tells what could not be', async () => {
    const { report } = await checkTiny(
      answers(on('DELETE', /^\/Users\//), () => ({ status: 403, headers: {}, body: undefined })),
      checksOf('retrieve/one'),
    )
    expect(report.left).toEqual([expect.stringMatching(/^\/Users\/.* is still there: deleting it was answered 403$/)])
  })
})

describe('a server', () => {
  it('that never answers is waited for as long as is allowed', async () => {
    const { url } = await tinyOn()
    const transport = (request: Request): Promise<Response> =>
      new URL(request.url).pathname.endsWith('/Users')
        ? new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason as Error)))
        : fetch(request)
    const report = await runChecks({
      url,
      token: TOKEN,
      checks: checksOf('lists/shape'),
      nonce: 'slow',
      signal: never,
      requestTimeoutMs: 100,
      transport,
    })
    expect(report.results).toMatchObject([{ outcome: 'failed', expected: 'an answer', got: 'no answer within 0.1 seconds' }])
  })

  it('that is not there is told at once', async () => {
    const listening = await listenTiny()
    await listening.close()
    await expect(runChecks({ url: listening.url, token: TOKEN, checks: suite, nonce: 'gone', signal: never })).rejects.toThrow(NoAnswer)
  })

  it('that is busy is asked again when it says', async () => {
    let refused = 0
    const { url } = await tinyOn((serve) => (request) => {
      if (refused < 3 && request.path === '/Users') {
        refused += 1
        return { status: 429, headers: { 'retry-after': '0' }, body: undefined }
      }
      return serve(request)
    })
    const report = await runChecks({ url, token: TOKEN, checks: checksOf('lists/shape'), nonce: 'busy', signal: never })
    expect(report.results).toMatchObject([{ outcome: 'passed' }])
    expect(refused).toBe(3)
  })

  it('that redirects does not get the token sent elsewhere', async () => {
    const heard: string[] = []
    const other = createServer((req, res) => {
      heard.push(req.headers.authorization ?? '')
      res.end()
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    opened.push({ close: () => new Promise((resolve) => other.close(() => resolve())) })
    const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`
    const { url } = await tinyOn(
      answers(
        () => true,
        () => ({ status: 307, headers: { location: elsewhere }, body: undefined }),
      ),
    )
    const report = await runChecks({ url, token: TOKEN, checks: checksOf('lists'), nonce: 'away', signal: never })
    expect(report.results.some(({ outcome }) => outcome === 'passed')).toBe(false)
    expect(heard).toEqual([])
  })

  it('that names locations elsewhere is not followed there either', async () => {
    const asked: string[] = []
    const { url } = await tinyOn((serve) => (request) => {
      asked.push(request.path)
      const answer = serve(request)
      const isCreation = request.method === 'POST' && parsed(request.body) !== undefined
      return isCreation ? { ...answer, headers: { ...answer.headers, location: 'http://127.0.0.1:9/Users/1' }, body: undefined } : answer
    })
    const report = await runChecks({ url, token: TOKEN, checks: checksOf('create/created'), nonce: 'far', signal: never })
    expect(report.results).toMatchObject([{ outcome: 'failed' }])
    expect(asked).toContain('/Users/1')
  })
})
