import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ConsoleEvent } from '../../src/shared/console/events.ts'
import { ADMIN, newWorld } from '../support/world.ts'

const GATHERED_MS = 120

function listening() {
  const world = newWorld()
  const heard: ConsoleEvent[] = []
  const stop = world.domain.subscribe((event) => heard.push(event))
  return {
    ...world,
    heard,
    stop,
    topics: () => new Set(heard.flatMap((event) => event.changes.map((change) => `${change.topic} ${change.organizationId}`))),
  }
}

describe('L3: what changed is told', () => {
  it('after the commit, with topics and organization, and never with a document', async () => {
    const { organization, provision, heard, topics } = listening()
    const acme = await organization()
    await provision(acme, 'ann')
    await pause(GATHERED_MS)
    expect([...topics()]).toEqual(expect.arrayContaining([`users ${acme.id}`, `organizations ${acme.id}`, `audit ${acme.id}`]))
    for (const event of heard) expect(ConsoleEvent.strict().parse(event)).toEqual(event)
    expect(JSON.stringify(heard)).not.toContain('ann')
  })

  it('a burst is gathered into one, each thing once', async () => {
    const { organization, provision, heard } = listening()
    const acme = await organization()
    await pause(GATHERED_MS)
    heard.length = 0
    await Promise.all(Array.from({ length: 50 }, (_, i) => provision(acme, `user-${i}`)))
    await pause(GATHERED_MS)
    expect(heard.length).toBeLessThanOrEqual(3)
    for (const { changes } of heard) expect(new Set(changes.map((change) => change.topic)).size).toBe(changes.length)
  })

  it('revisions follow one another, so that a listener knows whether it missed one', async () => {
    const { organization, heard } = listening()
    for (const name of ['one', 'two', 'three']) {
      await organization(name)
      await pause(GATHERED_MS)
    }
    expect(heard.map((event) => event.revision)).toEqual([1, 2, 3])
  })

  it('nothing of what was rolled back', async () => {
    const { domain, heard } = listening()
    const failed = domain.change({ actor: ADMIN }, async (change) => {
      change.touch('teams', null)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    await pause(GATHERED_MS)
    expect(heard).toEqual([])
  })

  it('a group’s removal reaches every screen that shows something of it', async () => {
    const { organization, push, deleteGroup, team, heard, topics } = listening()
    const acme = await organization()
    const group = await push(acme, 'Data')
    await team(acme, 'crew', group)
    await pause(GATHERED_MS)
    heard.length = 0
    await deleteGroup(acme, group)
    await pause(GATHERED_MS)
    for (const topic of ['catalog', 'teams', 'orphans', 'users', 'organizations', 'audit'])
      expect(topics()).toContain(`${topic} ${acme.id}`)
  })

  it('to nobody who has stopped listening', async () => {
    const { organization, domain, heard, stop } = listening()
    stop()
    const others: ConsoleEvent[] = []
    domain.subscribe((event) => others.push(event))
    await organization()
    await pause(GATHERED_MS)
    expect([heard.length, others.length]).toEqual([0, 1])
  })
})
