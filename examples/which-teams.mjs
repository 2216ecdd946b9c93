#!/usr/bin/env node
/**
 * An application that asks Muster which teams a person is in, and asks again whenever it is told of a change.
 *
 *   MUSTER_APP_TOKEN=… node examples/which-teams.mjs jane@example.com
 *   MUSTER_APP_TOKEN=… MUSTER_WEBHOOK_SECRET=whsec_… node examples/which-teams.mjs jane@example.com --port 8787
 *
 * The first prints the teams and ends. The second goes on listening for webhooks on 127.0.0.1 and prints what each changed; Ctrl+C ends it.
 * MUSTER_URL is where Muster answers SCIM: http://127.0.0.1:7643 unless it is set. Needs Node 20 and nothing else.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import process from 'node:process'
import { parseArgs } from 'node:util'

const { MUSTER_URL = 'http://127.0.0.1:7643', MUSTER_APP_TOKEN, MUSTER_WEBHOOK_SECRET } = process.env
const LARGEST_BODY = 1024 * 1024
const OLDEST_SECONDS = 300

/** The teams of a person over all organizations: "acme/platform" and why she is in it. Somebody whom Muster does not know has none. */
async function teamsOf(userName) {
  const response = await fetch(`${MUSTER_URL}/api/users/teams?userName=${encodeURIComponent(userName)}`, {
    headers: { authorization: `Bearer ${MUSTER_APP_TOKEN}` },
  })
  if (response.status === 404) return new Map()
  const body = await response.json()
  if (!response.ok) throw new Error(`Muster answered ${response.status}: ${body.message}`)
  return new Map(body.teams.map((team) => [`${team.organization.slug}/${team.name}`, team.origins.join(', ')]))
}

/**
 * Whether the message is from Muster and new, as Standard Webhooks 1.0 has it: one of the signatures is HMAC-SHA256 over
 * `id.timestamp.body` under the secret, and the time in it is of the last five minutes.
 */
function isGenuine(headers, body) {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  if (id === undefined || timestamp === undefined || signatures === undefined) return false
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) < OLDEST_SECONDS)) return false
  const key = Buffer.from(MUSTER_WEBHOOK_SECRET.replace(/^whsec_/, ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest()
  return signatures.split(' ').some((each) => {
    const given = Buffer.from(each.replace(/^v1,/, ''), 'base64')
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}

async function bodyOf(request) {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk
    if (body.length > LARGEST_BODY) throw new Error('the message is too large')
  }
  return body
}

const say = (line) => process.stdout.write(`${line}\n`)

async function follow(userName, port) {
  let known = await teamsOf(userName)
  say(`${userName} is in ${known.size === 0 ? 'no team' : [...known].map(([team, why]) => `${team} (${why})`).join(', ')}.`)

  async function askAgain(cause) {
    const now = await teamsOf(userName)
    for (const [team, why] of now) if (!known.has(team)) say(`After ${cause}: joined ${team} (${why}).`)
    for (const team of known.keys()) if (!now.has(team)) say(`After ${cause}: left ${team}.`)
    known = now
  }

  // Told of several changes at once, it asks about one after the other, so that no older answer overwrites a newer one.
  let asking = Promise.resolve()
  const had = new Set()

  /** Returns the status to answer with. */
  function take(headers, body) {
    if (!isGenuine(headers, body)) return 401
    // Muster sends until it is answered, so a message may come twice: its id tells.
    if (had.has(headers['webhook-id'])) return 204
    const { type } = JSON.parse(body)
    had.add(headers['webhook-id'])
    asking = asking.then(() => askAgain(type)).catch((error) => say(`Could not ask: ${error.message}`))
    return 204
  }

  const server = createServer((request, response) => {
    bodyOf(request)
      .then((body) => response.writeHead(take(request.headers, body)).end())
      .catch((error) => response.writeHead(400).end(error.message))
  })
  server.listen(port, '127.0.0.1', () => say(`Listening on http://127.0.0.1:${server.address().port}/`))
}

const { values, positionals } = parseArgs({ options: { port: { type: 'string', default: '8787' } }, allowPositionals: true })
const [userName] = positionals
if (userName === undefined || MUSTER_APP_TOKEN === undefined) {
  process.stderr.write('Name a person, and set MUSTER_APP_TOKEN to what "muster app-token issue NAME" printed.\n')
  process.exitCode = 2
} else {
  try {
    if (MUSTER_WEBHOOK_SECRET === undefined) for (const [team, why] of await teamsOf(userName)) say(`${team}\t${why}`)
    else await follow(userName, Number(values.port))
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
