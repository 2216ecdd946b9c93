import { expect, it } from 'vitest'
import { methodNamed } from '../../src/shared/console/contract.ts'
import { fileHost } from '../support/real-host.ts'

const { host, ask, organization } = await fileHost()

it('L4, X5: the running service tells of itself, check by check', async () => {
  const health = await ask('health.get', {})
  expect(methodNamed('health.get')?.output.parse(health)).toEqual(health)
  const summary = (id: string) => health.checks.find((check) => check.id === id)?.summary
  expect(summary('scim')).toContain(host.scimUrl)
  expect(summary('console')).toContain(host.consoleUrl)
  expect(summary('database')).toMatch(/KB/)
  expect(summary('disk')).toMatch(/free/)
})

it('counts the requests of the last hour, and those that failed', async () => {
  const { mounts, token } = await organization('counted')
  await fetch(`${mounts.okta}/Users`, { headers: { authorization: `Bearer ${token}` } })
  await fetch(`${mounts.okta}/Users/nobody`, { headers: { authorization: `Bearer ${token}` } })
  const { checks } = await ask('health.get', {})
  expect(checks.find(({ id }) => id === 'requests')?.summary).toBe('1 of 2 in the last hour failed.')
})
