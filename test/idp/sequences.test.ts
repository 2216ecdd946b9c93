import { describe, expect, it } from 'vitest'
import { fileHost } from '../support/real-host.ts'
import { play, sequences } from './play.ts'

const { organization } = await fileHost()
// One organization for all: each sequence must do on a directory that holds what the others left.
const { token, mounts } = await organization('recorded')

describe.each(sequences())('$sequence.title ($file)', ({ sequence }) => {
  it.each(['okta', 'entra', 'integration'] as const)('E1: plays on the %s mount, twice in a row with other names', async (mount) => {
    expect(await play(sequence, mounts[mount], token, `${mount}1`)).toEqual([])
    expect(await play(sequence, mounts[mount], token, `${mount}2`)).toEqual([])
  })
})

it('would tell of a step that is not answered as it should be', async () => {
  const step = { say: 'Nobody is a teapot', request: { method: 'GET', path: '/Users' }, expect: { status: [418] } }
  const wrong = await play({ idp: 'none', title: 'none', headers: {}, steps: [step] }, mounts.okta, token, 'wrong')
  expect(wrong).toEqual([expect.stringMatching(/^Nobody is a teapot: status 200, expected 418/)])
})

it('plays a sequence for every identity provider that is claimed to work', () => {
  expect(new Set(sequences().map(({ sequence }) => sequence.idp))).toEqual(new Set(['okta', 'entra', 'onelogin', 'authentik', 'keycloak']))
})
