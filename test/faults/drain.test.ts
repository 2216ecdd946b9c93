import { expect, it } from 'vitest'
import { inconsistencies } from '../support/consistency.ts'
import { isBroken } from './pushes.ts'
import { prepared } from './serving.ts'

it('SIGTERM drains: every push in flight is answered, or was never begun; then the process exits with 0', async () => {
  const { serve, file } = await prepared()
  const { service, scim } = await serve()
  const group = await scim.create('/Groups', { displayName: 'Drained' })
  const pushes = Array.from({ length: 60 }, async (_, i) => {
    try {
      const made = await scim.post('/Users', { userName: `drain-${i}@acme.example` })
      const joined = await scim.patch(`/Groups/${group}`, [{ op: 'add', path: 'members', value: [{ value: made.body.id }] }])
      return { i, statuses: [made.status, joined.status] }
    } catch (error) {
      if (!isBroken(error)) throw error
      return { i, statuses: [] }
    }
  })
  await Promise.race(pushes)
  expect(await service.stop('SIGTERM')).toBe(0)
  const outcomes = await Promise.all(pushes)

  expect(inconsistencies(file)).toEqual([])
  const again = await serve()
  const there = new Set((await again.scim.get('/Users?count=100&attributes=userName')).body.Resources.map((each) => each['userName']))
  const finished = outcomes.filter(({ statuses }) => statuses.length > 0)
  for (const { i, statuses } of finished) expect([statuses, there.has(`drain-${i}@acme.example`)]).toEqual([[201, 204], true])
  expect(finished.length).toBeGreaterThan(0)
})

it('SIGTERM: who asks while the service drains is told to come back, not left hanging', async () => {
  const { serve } = await prepared()
  const { service, scim } = await serve()
  await scim.get('/Users')
  const stopped = service.stop('SIGTERM')
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      scim.get('/Users').then(
        ({ status }) => status,
        (error: unknown) => (isBroken(error) ? 'broken' : error),
      ),
    ),
  )
  expect(answers.filter((answer) => ![200, 503, 'broken'].includes(answer as number | string))).toEqual([])
  expect(await stopped).toBe(0)
})
