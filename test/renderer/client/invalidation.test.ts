import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventFolder, isStale } from '../../../src/renderer/client/invalidation.ts'
import type { Staleness } from '../../../src/renderer/client/invalidation.ts'
import type { ConsoleEvent, Topic } from '../../../src/shared/console/events.ts'

const change = (topic: Topic, organizationId: number | null): Staleness => ({ kind: 'some', changes: [{ topic, organizationId }] })
const event = (revision: number, topic: Topic = 'catalog'): ConsoleEvent => ({ revision, changes: [{ topic, organizationId: 1 }] })

describe('L3: which answers a change makes stale', () => {
  it('L3: a pushed group makes the catalog of its organization stale', () => {
    expect(isStale(change('catalog', 1), 'catalog.list', { organizationId: 1, sort: 'name' })).toBe(true)
  })

  it('L3: and leaves the catalog of another organization as it is', () => {
    expect(isStale(change('catalog', 1), 'catalog.list', { organizationId: 2 })).toBe(false)
  })

  it('L3: an answer over all organizations is made stale by a change in any of them', () => {
    expect(isStale(change('catalog', 7), 'organizations.list', {})).toBe(true)
  })

  it('L3: a change of no organization concerns every one', () => {
    expect(isStale(change('settings', null), 'tokens.endpoint', { organizationId: 3 })).toBe(true)
  })

  it('L3: a topic that an answer is not made of leaves it fresh', () => {
    expect(isStale(change('requests', 1), 'teams.list', { organizationId: 1 })).toBe(false)
  })

  it('L3: a request moves the token’s "last used", so that the endpoint is asked again', () => {
    expect(isStale(change('requests', 1), 'tokens.endpoint', { organizationId: 1 })).toBe(true)
  })

  it('L3: after a gap everything is stale', () => {
    expect(isStale({ kind: 'everything' }, 'users.get', { organizationId: 9, userId: 'x' })).toBe(true)
  })
})

describe('L3: how events are folded into refetches', () => {
  let applied: Staleness[]
  let release: (() => void)[]

  beforeEach(() => {
    vi.useFakeTimers()
    applied = []
    release = []
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** A refetch that lasts until `release` is called. */
  const slowly = (staleness: Staleness): Promise<void> => {
    applied.push(staleness)
    return new Promise((resolve) => release.push(resolve))
  }
  const finish = async (): Promise<void> => {
    release.shift()?.()
    await vi.advanceTimersByTimeAsync(100)
  }

  it('L3: the first event is applied at once', () => {
    eventFolder(slowly, 100).add(event(5))
    expect(applied).toEqual([{ kind: 'some', changes: [{ topic: 'catalog', organizationId: 1 }] }])
  })

  it('L3: a burst that arrives during a refetch costs one more, with all its topics', async () => {
    const folder = eventFolder(slowly, 100)
    folder.add(event(1))
    folder.add(event(2, 'users'))
    folder.add(event(3, 'teams'))
    expect(applied).toHaveLength(1)
    await finish()
    expect(applied.slice(1)).toEqual([
      {
        kind: 'some',
        changes: [
          { topic: 'users', organizationId: 1 },
          { topic: 'teams', organizationId: 1 },
        ],
      },
    ])
  })

  it('L3: a revision that does not follow the last one makes everything stale', async () => {
    const folder = eventFolder(slowly, 100)
    folder.add(event(1))
    folder.add(event(4))
    await finish()
    expect(applied.at(-1)).toEqual({ kind: 'everything' })
  })

  it('L3: so does one that goes back, since the service has begun anew', async () => {
    const folder = eventFolder(slowly, 100)
    folder.add(event(80))
    folder.add(event(1))
    await finish()
    expect(applied.at(-1)).toEqual({ kind: 'everything' })
  })

  it('L3: the same event heard twice is applied once', async () => {
    const folder = eventFolder(slowly, 100)
    folder.add(event(1))
    folder.add(event(1))
    await finish()
    expect(applied).toHaveLength(1)
  })

  it('L3: what follows a gap cannot narrow it down again', async () => {
    const folder = eventFolder(slowly, 100)
    folder.add(event(1))
    folder.add(event(4))
    folder.add(event(5))
    await finish()
    expect(applied.at(-1)).toEqual({ kind: 'everything' })
  })

  it('L3: after a lost connection everything is stale and any revision may come next', async () => {
    const folder = eventFolder(slowly, 100)
    folder.add(event(10))
    await finish()
    folder.reset()
    await finish()
    folder.add(event(300))
    expect(applied.map(({ kind }) => kind)).toEqual(['some', 'everything', 'some'])
  })

  it('L3: a refetch that fails does not end the following', async () => {
    const kinds: string[] = []
    const folder = eventFolder((staleness) => {
      kinds.push(staleness.kind)
      return Promise.reject(new Error('unreachable'))
    }, 100)
    folder.add(event(1))
    await vi.advanceTimersByTimeAsync(100)
    folder.add(event(2))
    await vi.advanceTimersByTimeAsync(100)
    expect(kinds).toEqual(['some', 'some'])
  })
})
