import { describe, expect, it } from 'vitest'
import { conforms } from '../../src/main/check/report.ts'
import type { Report } from '../../src/main/check/report.ts'
import { runChecks } from '../../src/main/check/run.ts'
import { checksOf, suite } from '../../src/main/check/suite.ts'
import type { Check } from '../../src/main/check/types.ts'
import { muster } from '../cli/terminal.ts'
import { fileHost } from '../support/real-host.ts'

/** What Muster does otherwise than a SHOULD has it, and why. Nothing else may be in a report on it. */
const known = new Set([
  // U6: identity providers are mapped to extensions that an organization has not declared; those are passed over and noted in the log.
  'patch/unknown-schema',
])

const service = await fileHost()
const organization = await service.organization('Checked')

function check(url: string, checks: readonly Check[]): Promise<Report> {
  return runChecks({ url, token: organization.token, checks, nonce: 'muster', signal: new AbortController().signal })
}

function problems({ results }: Report): string[] {
  return results
    .filter(({ id, outcome }) => outcome !== 'passed' && outcome !== 'unsupported' && !known.has(id))
    .map(({ id, expected, got, reason }) => `${id}: ${reason ?? `expected ${expected}, got ${got}`}`)
}

describe('E5, R1–R8: Muster, held against the RFCs by a client that knows nothing of it', () => {
  it('passes every check, leaves out nothing but /Me, and is left as it was', { timeout: 240_000 }, async () => {
    const report = await check(organization.mounts.okta, suite)
    expect(problems(report)).toEqual([])
    expect(report.results.filter(({ outcome }) => outcome === 'unsupported').map(({ id }) => id)).toEqual(['me/location'])
    expect(report.left).toEqual([])
    expect(conforms(report, false)).toBe(true)
    const { organizations } = await service.ask('organizations.list', {})
    expect(organizations.find(({ id }) => id === organization.id)?.counts).toMatchObject({ users: 0, groups: 0 })
  })

  it.each(['entra', 'integration'] as const)('E1: does so on the %s mount too', { timeout: 120_000 }, async (mount) => {
    const report = await check(organization.mounts[mount], ['3.3', '3.7', '3.9', '3.13', '7643 3.1', '7643 6'].flatMap(checksOf))
    expect(problems(report)).toEqual([])
    expect(report.left).toEqual([])
  })

  it('is found by the command, by the name of the organization', { timeout: 60_000 }, async () => {
    const argv = ['check', '--org', organization.slug, '--section', '3.6', '--data', service.folder]
    const { status, out, err } = await muster(argv, { MUSTER_TOKEN: organization.token })
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toContain(`SCIM 2.0 conformance of ${organization.mounts.okta}`)
  })
})
