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

  it('how far a change is that takes long, which does not keep others waiting, and that it is over', async () => {
    const { domain, heard, organization } = listening()
    const acme = await organization()
    let answered = 0
    const underway = (): number[] => heard.flatMap((event) => event.underway?.map(({ done }) => done) ?? [])
    const long = domain.change({ actor: ADMIN, correlationId: 'long' }, async (change) => {
      for (let done = 0; underway().length < 2; done++) {
        const until = performance.now() + 20
        while (performance.now() < until);
        await change.progress(acme.id, 'Counting', done, 1_000)
      }
    })
    const asking = (async () => {
      while (underway().length < 2) {
        await domain.read((tx) => tx.get('SELECT 1'))
        answered++
        await pause(1)
      }
    })()
    await Promise.all([long, asking])
    await pause(GATHERED_MS)
    const told = heard.filter((event) => event.underway !== undefined)
    expect(told[0]?.underway).toMatchObject([{ correlationId: 'long', organizationId: acme.id, what: 'Counting', total: 1_000 }])
    expect(told.at(-1)?.underway).toEqual([])
    expect(answered).toBeGreaterThan(2)
  })

  it('nothing of how far a change is that is done at once', async () => {
    const { domain, heard } = listening()
    await domain.change({ actor: ADMIN }, (change) => change.progress(null, 'Nothing', 0, 1))
    await pause(GATHERED_MS)
    expect(heard.filter((event) => event.underway !== undefined)).toEqual([])
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
