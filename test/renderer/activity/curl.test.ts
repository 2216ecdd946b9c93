/// <reference types="node" />
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { asCurl } from '../../../src/renderer/features/activity/curl.ts'

const base = 'http://127.0.0.1:8765'
const request = {
  method: 'PATCH',
  path: '/api/orgs/1/scim/v2/Users/42?attributes=userName',
  requestHeaders: {
    authorization: '[redacted]',
    host: '127.0.0.1:8765',
    'content-type': 'application/scim+json',
    'Content-Length': '20',
    'user-agent': 'Okta SCIM Client 1.0.0',
  },
  requestBody: { text: `{"displayName":"Jane O'Doe $HOME \`id\`"}`, truncated: false, bytes: 39 },
}

/** What a shell would hand to curl: the command itself is replaced by one that prints its arguments. */
function argumentsOf(command: string, token: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`
  return execFileSync('/bin/sh', ['-c', script], { env: { MUSTER_TOKEN: token, HOME: '/home/x' } })
    .toString()
    .split('\0')
    .slice(0, -1)
}

describe('L1: a logged request as a cURL command', () => {
  it('L1: asks the same thing of the same address', () => {
    expect(argumentsOf(asCurl(request, base), 't').slice(0, 3)).toEqual([
      '-X',
      'PATCH',
      'http://127.0.0.1:8765/api/orgs/1/scim/v2/Users/42?attributes=userName',
    ])
  })

  it('L1: takes the secret from $MUSTER_TOKEN, and holds no header that was blanked out', () => {
    const command = asCurl(request, base)
    expect(argumentsOf(command, 'muster_scim_secret')).toContain('Authorization: Bearer muster_scim_secret')
    expect(command).not.toContain('redacted')
  })

  it('L1: leaves out what curl sets itself', () => {
    const command = asCurl(request, base).toLowerCase()
    expect(command).not.toContain('host:')
    expect(command).not.toContain('content-length')
    expect(command).toContain('content-type: application/scim+json')
  })

  it('L1: a body with quotes, dollars and backticks reaches the service as it was', () => {
    expect(argumentsOf(asCurl(request, base), 't').at(-1)).toBe(request.requestBody.text)
  })

  it('L1: a request without a body has none', () => {
    expect(asCurl({ ...request, method: 'GET', requestBody: null }, base)).not.toContain('--data')
  })

  it('L1: a body that the log cut off is said to be', () => {
    const cut = { ...request, requestBody: { ...request.requestBody, truncated: true, bytes: 90_000 } }
    expect(asCurl(cut, base)).toMatch(/^# .*90000 bytes/)
    expect(argumentsOf(asCurl(cut, base), 't')[0]).toBe('-X')
  })
})
