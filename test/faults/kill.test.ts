import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { inconsistencies } from '../support/consistency.ts'
import { observed, pushUntilBroken, type Story } from './pushes.ts'
import { prepared } from './serving.ts'

const KILLS = 4
/** ms of pushing before each kill: at different points of the log that SQLite writes ahead. */
const PUSHING = [300, 900, 500, 1_500]

it('kill -9 in a stream of pushes: what was answered with success is there, and no half of anything else', async () => {
  const { serve, file } = await prepared()
  const told: Story[] = []
  let group = ''
  let answers = 0

  for (let kill = 0; kill < KILLS; kill++) {
    const { service, scim } = await serve()
    if (kill === 0) group = await scim.create('/Groups', { displayName: 'Pushed' })
    const stream = pushUntilBroken(scim, group, `kill${kill}`, 8)
    await pause(PUSHING[kill])
    expect(await service.stop('SIGKILL')).toBe('SIGKILL')
    await stream.ended
    told.push(...stream.stories)
    answers += stream.answers()
    // From outside, before anything has repaired what it could have: tables, index, audit trail and log agree.
    expect(inconsistencies(file)).toEqual([])
  }

  const { service, scim } = await serve()
  const members = new Set((await scim.get(`/Groups/${group}`)).body.members.map(({ value }) => value))
  for (const story of told) {
    const now = await observed(scim, story, members)
    expect([story.answered, story.asked], story.userName).toContainEqual(now)
  }
  expect(await service.stop('SIGTERM')).toBe(0)
  expect(inconsistencies(file)).toEqual([])
  expect(answers).toBeGreaterThan(KILLS * 10)
})
