import { spawn } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { muster } from '../cli/terminal.ts'
import { says, on } from './mistakes/plant.ts'
import { listenTiny } from './tiny/listen.ts'
import type { Listening } from './tiny/listen.ts'
import { TOKEN } from './tiny/server.ts'

let tiny: Listening
beforeEach(async () => {
  tiny = await listenTiny()
})
afterEach(() => tiny.close())

const env = { MUSTER_TOKEN: TOKEN }

describe('muster check --url', () => {
  it('prints a report and ends with status 0 when nothing failed', async () => {
    const { status, out, err } = await muster(['check', '--url', tiny.url, '--token', TOKEN, '--section', '3.5.2.2'])
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toContain(`SCIM 2.0 conformance of ${tiny.url}`)
    expect(out).toMatch(/12 passed, 0 failed\. The endpoint conforms/)
    expect(tiny.tiny.store.rows.size).toBe(0)
  })

  it('ends with status 1 when a MUST does not hold, and with --strict when a SHOULD does not', async () => {
    const wrong = await listenTiny(says(on('GET', /^\/Me$/), 404))
    try {
      const run = (...more: string[]) => muster(['check', '--url', wrong.url, '--section', 'me', ...more], env)
      expect((await run()).status).toBe(0)
      expect((await run('--strict')).status).toBe(1)
    } finally {
      await wrong.close()
    }
    expect((await muster(['check', '--url', tiny.url, '--token', 'not-it', '--section', 'lists'])).status).toBe(1)
  })

  it('prints JSON for programs', async () => {
    const { status, out } = await muster(['check', '--url', `${tiny.url}/`, '--json', '--section', 'sort'], env)
    const report = JSON.parse(out) as {
      conforms: boolean
      url: string
      results: { id: string; rule: string; level: string; outcome: string }[]
    }
    expect(status).toBe(0)
    expect(report).toMatchObject({ conforms: true, url: tiny.url, left: [], stopped: null })
    expect(report.results[0]).toMatchObject({ id: 'sort/ascending', rule: '7644 3.4.2.3', level: 'MUST', outcome: 'passed' })
    expect(out).not.toContain(TOKEN)
  })

  it('says in one sentence that nothing answers', async () => {
    await tiny.close()
    const { status, err } = await muster(['check', '--url', tiny.url], env)
    expect({ status, err }).toEqual({ status: 1, err: `muster: ${tiny.url} could not be reached: no answer (ECONNREFUSED).` })
  })

  it('cleans up when it is interrupted', async () => {
    const program = `import { main } from ${JSON.stringify(new URL('../../src/main/cli/index.ts', import.meta.url).href)}
process.exitCode = await main(['check', '--url', ${JSON.stringify(tiny.url)}])`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said: string[] = []
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    await expect.poll(() => tiny.tiny.store.rows.size, { timeout: 15_000, interval: 5 }).toBeGreaterThan(5)
    child.kill('SIGINT')
    expect(await ended).toBe(1)
    expect(tiny.tiny.store.rows.size).toBe(0)
    expect(said.join('')).toMatch(
      /Stopping: what was made is being deleted[^]*Everything that was made is deleted again\.[^]*it was interrupted/,
    )
  })
})

describe('muster check says what is missing', () => {
  it.each([
    [
      ['check', '--org', 'acme'],
      {},
      2,
      /There is no token to check with\. Issue one with "muster token issue --org ORG".*--token or \$MUSTER_TOKEN\./,
    ],
    [['check', '--url', 'https://example.com/scim/v2'], {}, 2, /There is no token to check with\. Pass the endpoint's token/],
    [['check', '--url', 'example.com'], env, 2, /--url must begin with http/],
    [['check', '--url', 'http://localhost', '--org', 'acme'], env, 2, /--url or --org, not both/],
    [['check', '--url', 'http://localhost', '--section', '12.7'], env, 2, /There is no check of "12\.7"/],
    [
      ['check', '--org', 'acme', '--data', '/nowhere/at/all'],
      env,
      1,
      /No service is running on the data folder \/nowhere\/at\/all\. Start it with "muster serve"/,
    ],
  ])('muster %j', async (argv, environment, status, sentence) => {
    const run = await muster(argv, environment)
    expect({ status: run.status, out: run.out }).toEqual({ status, out: '' })
    expect(run.err).toMatch(sentence)
  })
})
