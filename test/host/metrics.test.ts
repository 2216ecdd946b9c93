import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { muster } from '../cli/terminal.ts'
import { fileHost } from '../support/real-host.ts'

const { host, folder, ask, organization } = await fileHost()

/** Reads the text format by its grammar: every line is a comment, or a sample whose metric has been described before it. */
function parsed(text: string): Map<string, number> {
  const samples = new Map<string, number>()
  const types = new Map<string, string>()
  expect(text.endsWith('\n')).toBe(true)
  for (const line of text.trimEnd().split('\n')) {
    const described = /^# (?:HELP \S+ .+|TYPE (\S+) (counter|gauge|histogram))$/.exec(line)
    if (described !== null) {
      if (described[1] !== undefined) types.set(described[1], described[2] ?? '')
      continue
    }
    const sample = /^([a-zA-Z_:][\w:]*)(\{(?:[a-z_]+="[^"]*",?)+\})? (-?[\d.e+-]+)$/.exec(line)
    if (sample === null) throw new Error(`this line is neither a comment nor a sample: ${line}`)
    const name = sample[1] ?? ''
    expect(types.has(name) || types.get(name.replace(/_(?:bucket|sum|count)$/, '')) === 'histogram').toBe(true)
    samples.set(name + (sample[2] ?? ''), Number(sample[3]))
  }
  return samples
}

async function metrics(): Promise<Map<string, number>> {
  const { out } = await muster(['metrics-token', '--data', folder])
  const answer = await fetch(`${host.consoleUrl}/metrics`, { headers: { authorization: `Bearer ${out}` } })
  expect(answer.status).toBe(200)
  return parsed(await answer.text())
}

it('L4: requests, durations, what there is, problems and deliveries are measured', async () => {
  const { id, mounts, token } = await organization('measured')
  const scim = (method: string, path: string, body?: object) =>
    fetch(mounts.okta + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  await ask('webhooks.create', { organizationId: id, url: 'http://127.0.0.1:9/none' })
  const before = await metrics()
  await scim('POST', '/Users', { userName: 'ann' })
  await scim('POST', '/Groups', { displayName: 'Data' })
  await scim('GET', '/Users/nobody')
  await scim('BREW', '/Users')
  const after = await metrics()
  const rise = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
  expect(rise('muster_requests_total{api="scim",method="POST",status="201"}')).toBe(2)
  expect(rise('muster_requests_total{api="scim",method="GET",status="404"}')).toBe(1)
  expect([...after.keys()].filter((name) => name.includes('BREW'))).toEqual([])
  expect(rise('muster_users')).toBe(1)
  expect(rise('muster_groups')).toBe(1)
  expect(after.get('muster_database_bytes')).toBeGreaterThan(0)
  expect(after.get('muster_open_problems{severity="error"}')).toBe(0)
  const deliveries = ['waiting', 'delivered', 'given-up'].map((state) => rise(`muster_webhook_deliveries{state="${state}"}`))
  expect(deliveries.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0)
  const bucket = (le: string) => after.get(`muster_request_duration_seconds_bucket{api="scim",le="${le}"}`) ?? 0
  expect(bucket('+Inf')).toBe(after.get('muster_request_duration_seconds_count{api="scim"}'))
  expect(bucket('0.001')).toBeLessThanOrEqual(bucket('10'))
  expect(bucket('10')).toBeLessThanOrEqual(bucket('+Inf'))
})

it('L4: the metrics name no person, group or organization', async () => {
  expect([...(await metrics()).keys()].join('\n')).not.toMatch(/ann|Data|measured/)
})

it('L4: the token lies in the data folder for its owner alone, and is the same each time', async () => {
  const tokens = [await muster(['metrics-token', '--data', folder]), await muster(['metrics-token', '--json', '--data', folder])]
  expect(JSON.parse(tokens[1]?.out ?? '')).toEqual({ token: tokens[0]?.out })
  expect(statSync(join(folder, 'metrics-token')).mode & 0o777).toBe(0o600)
})

it('L4: both listeners say that they are ready', async () => {
  for (const url of [host.scimUrl, host.consoleUrl]) expect((await fetch(`${url}/readyz`)).status).toBe(200)
})
