import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applySignIn } from '../../src/main/domain/sign-in/apply.ts'
import { openTestData } from '../support/data-folder.ts'
import { worldOn } from '../support/world.ts'

const SEED = 20261125
const NAMES = ['alpha', 'beta', 'gamma', 'delta']

const step = fc.oneof(
  fc.record({ kind: fc.constant('sign-in' as const), groups: fc.subarray([...NAMES, 'nowhere']) }),
  fc.record({ kind: fc.constant('push' as const), group: fc.nat(3), member: fc.boolean() }),
  fc.record({ kind: fc.constant('link' as const), team: fc.nat(1), group: fc.nat(3) }),
  fc.record({ kind: fc.constant('unlink' as const), team: fc.nat(1) }),
)

describe('S2: random sign-ins, pushes and links', () => {
  it('leave a person in a team exactly while some origin holds, and a sign-in applied again changes nothing', async () => {
    let memberships = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const data = openTestData()
        try {
          const world = worldOn(data)
          const acme = await world.organization('acme')
          const ann = await world.provision(acme, 'ann')
          const groups = []
          for (const name of NAMES) groups.push(await world.push(acme, name))
          const teams = [await world.team(acme, 'one'), await world.team(acme, 'two')]
          // The model: what each origin says, kept beside the database and never read from it.
          const links: (number | undefined)[] = [undefined, undefined]
          const pushed = new Set<number>()
          const origins = teams.map(() => new Set<string>())
          const signIn = (values: string[]) =>
            world.domain.change({ actor: { kind: 'service-account', name: 'app' } }, (change) =>
              applySignIn(change, { userName: 'ann', claims: { groups: values }, createUser: false }, 'app'),
            )
          for (const each of steps) {
            if (each.kind === 'sign-in') {
              await signIn(each.groups)
              const before = await world.actions()
              await signIn(each.groups)
              expect(await world.actions()).toEqual(before)
              links.forEach((group, team) => {
                if (group !== undefined && each.groups.includes(NAMES[group] ?? '')) origins[team]?.add('sign-in')
                else origins[team]?.delete('sign-in')
              })
            } else if (each.kind === 'push') {
              const path = each.member ? { op: 'add', path: 'members', value: [{ value: ann.id }] } : { op: 'remove', path: 'members' }
              await world.patchGroup(acme, groups[each.group] ?? { id: '' }, path)
              if (each.member) pushed.add(each.group)
              else pushed.delete(each.group)
            } else if (each.kind === 'link') {
              if (links[each.team] !== each.group) origins[each.team]?.delete('sign-in')
              await world.link(acme, teams[each.team] ?? { id: '' }, groups[each.group] ?? { id: '' })
              links[each.team] = each.group
            } else if (links[each.team] !== undefined) {
              const group = links[each.team] ?? -1
              const was = (origins[each.team]?.size ?? 0) > 0 || pushed.has(group)
              await world.unlink(acme, teams[each.team] ?? { id: '' })
              origins[each.team] = new Set(was ? ['manual'] : [])
              links[each.team] = undefined
            }
            for (const [place, team] of teams.entries()) {
              const group = links[place]
              const expected = new Set(origins[place])
              if (group !== undefined && pushed.has(group)) expected.add('provisioning')
              const found = (await world.members(acme, team))['ann'] ?? []
              expect(new Set(found)).toEqual(expected)
              memberships += found.length
            }
          }
        } finally {
          await data.close()
        }
      }),
      { seed: SEED, numRuns: 40 },
    )
    expect(memberships).toBeGreaterThan(40)
  })
})
