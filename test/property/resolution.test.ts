import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, decide } from '../../src/main/domain/access/resolution.ts'
import type { WorkspaceSource } from '../../src/shared/console/effective-access.ts'
import type { WorkspaceRole } from '../../src/shared/console/workspaces.ts'

/** Written out here, highest first: the domain's own list is what is tested. */
const RANK: Record<WorkspaceRole, number> = { owner: 6, admin: 5, maintain: 4, launch: 3, connect: 2, view: 1 }
const role = fc.constantFrom(...(Object.keys(RANK) as WorkspaceRole[]))
const id = fc.nat(20).map(String)
const place = fc.option(fc.nat(5), { nil: null })

const group = fc
  .tuple(id, place, fc.constantFrom('direct' as const, 'nested' as const))
  .map(([name, at, via]): WorkspaceSource => ({ kind: 'group', id: name, name: `g${name}`, via, place: at }))
const team = id.map((name): WorkspaceSource => ({ kind: 'team', id: name, name: `t${name}`, origins: ['manual'], group: null }))
const direct = fc.constant<WorkspaceSource>({ kind: 'direct' })
const candidates = fc.uniqueArray(fc.record({ role, source: fc.oneof(group, team, direct) }), {
  maxLength: 12,
  selector: ({ source }) => (source.kind === 'direct' ? 'direct' : `${source.kind} ${source.id}`),
})

/** The role that counts, the long way round. */
function expected(all: readonly Candidate[], policy: 'highest' | 'priority'): number {
  let groups = all.filter(({ source }) => source.kind === 'group')
  if (policy === 'priority') {
    let first: Candidate | undefined
    for (const each of groups) {
      const a = each.source as Extract<WorkspaceSource, { kind: 'group' }>
      const b = first?.source as Extract<WorkspaceSource, { kind: 'group' }> | undefined
      const before =
        b === undefined ||
        (a.place !== null && (b.place === null || a.place < b.place)) ||
        (a.place === b.place && `${a.name}\0${a.id}` < `${b.name}\0${b.id}`)
      if (before) first = each
    }
    groups = first === undefined ? [] : [first]
  }
  return Math.max(0, ...[...all.filter(({ source }) => source.kind !== 'group'), ...groups].map((each) => RANK[each.role]))
}

describe('I6: of random roles from random sources', () => {
  it.each(['highest', 'priority'] as const)(
    'by %s, the one that holds is the one that counting by hand finds, whatever their order',
    (policy) => {
      fc.assert(
        fc.property(candidates, fc.infiniteStream(fc.nat()), (all, randomness) => {
          const decided = decide(all, policy)
          expect(decided).toHaveLength(all.length)
          expect(decided.filter(({ outcome }) => outcome === 'won')).toHaveLength(Math.min(1, all.length))
          expect(decided[0] === undefined ? 0 : RANK[decided[0].role]).toBe(expected(all, policy))
          const shuffled = all
            .map((each) => ({ each, at: randomness.next().value }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ each }) => each)
          expect(decide(shuffled, policy)[0]).toEqual(decided[0])
        }),
        { seed: 20261125, numRuns: 2_000 },
      )
    },
  )
})
