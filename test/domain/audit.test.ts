import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { auditHash } from '../../src/main/domain/change.ts'
import { removeGroup } from '../../src/main/domain/groups.ts'
import { changeSettings } from '../../src/main/domain/settings.ts'
import { addTeamMember, editTeam, removeTeam, removeTeamMember, requireTeam } from '../../src/main/domain/teams.ts'
import { issueToken, requireIntegration, revokeLiveToken } from '../../src/main/domain/tokens.ts'
import { coreRegistry } from '../../src/main/protocol/schema/registry.ts'
import { auditChain } from '../../src/main/store/audit.ts'
import { ADMIN, newWorld, type World } from '../support/world.ts'

/** What the rules keep, apart from the trail itself, as one text. */
async function contents(world: World): Promise<string> {
  return world.database.read(async (tx) => {
    const tables = await tx.all<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%\\_search%' ESCAPE '\\'
         AND name NOT IN ('audit_events', 'provisioning_log') ORDER BY name`,
    )
    const all: unknown[] = []
    for (const { name } of tables) all.push(name, await tx.all(`SELECT * FROM ${name}`))
    return createHash('sha256').update(JSON.stringify(all)).digest('hex')
  })
}

describe('L2: the audit trail', () => {
  it('has every change, by whom, what and under which correlation id; and nothing that did not happen', async () => {
    const world = newWorld()
    let seen = 0
    let before = await contents(world)
    /** The actions that a step wrote down; it wrote some exactly when it changed something. */
    async function written(work: Promise<unknown>): Promise<string[]> {
      await work.catch(() => undefined)
      const events = (await world.audit()).slice(seen)
      const after = await contents(world)
      expect(events.length > 0).toBe(after !== before)
      expect(new Set(events.map((event) => event.correlationId)).size).toBeLessThanOrEqual(1)
      for (const event of events) {
        expect(event).toMatchObject({ at: world.time.now, correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string })
        expect([event.targetId, event.targetName, event.actorName].every((text) => text !== '')).toBe(true)
      }
      seen += events.length
      before = after
      world.time.now += 1000
      return events.map((event) => `${event.actorName} ${event.action} ${event.targetName}`)
    }
    async function done<T>(work: Promise<T>, ...expected: string[]): Promise<T> {
      expect(await written(work)).toEqual(expected)
      return work
    }

    const acme = await done(world.organization('acme'), 'ada organization.created acme')
    const [idp, ada] = ['group-mapping', 'ada']
    const ann = await done(world.provision(acme, 'ann'), `${idp} user.provisioned ann`)
    const group = await done(
      world.push(acme, 'Data', { members: [{ value: ann.id }] }),
      `${idp} group.pushed Data`,
      `${idp} group.members-changed Data`,
    )
    const manual = await done(world.enter(acme, 'By hand'), `${ada} group.entered By hand`)
    const team = await done(world.team(acme, 'crew', group), `${ada} team.created crew`, `${ada} team.linked crew`)
    const onTeam = (work: Parameters<World['step']>[2]) => world.step(ADMIN, acme, work)
    const crew = (change: Parameters<typeof requireTeam>[0]) => requireTeam(change, acme, team.id)

    await done(world.patchUser(acme, ann, { op: 'replace', path: 'title', value: 'Chief' }), `${idp} user.updated ann`)
    await done(world.patchUser(acme, ann, { op: 'replace', path: 'title', value: 'Chief' }))
    await done(world.patchUser(acme, ann, { op: 'replace', path: 'active', value: false }), `${idp} user.deactivated ann`)
    await done(world.patchUser(acme, ann, { op: 'replace', path: 'active', value: true }), `${idp} user.reactivated ann`)
    await done(world.patchGroup(acme, group, { op: 'replace', path: 'displayName', value: 'Lake' }), `${idp} group.renamed Lake`)
    await done(world.patchGroup(acme, group, { op: 'add', path: 'externalId', value: 'X1' }), `${idp} group.updated Lake`)
    await done(world.patchGroup(acme, manual, { op: 'replace', path: 'displayName', value: 'By hand' }), `${idp} group.promoted By hand`)
    await done(world.patchGroup(acme, group, { op: 'add', path: 'members', value: [{ value: ann.id }] }))
    expect(await written(world.push(acme, 'lake'))).toEqual([])
    await done(world.unlink(acme, team), `${ada} team.unlinked crew`)
    await done(
      onTeam(async (change) => removeTeamMember(change, acme, await crew(change.tx), ann.id)),
      `${ada} team.member-removed crew`,
    )
    await done(
      onTeam(async (change) => addTeamMember(change, acme, await crew(change.tx), ann.id)),
      `${ada} team.member-added crew`,
    )
    await done(onTeam(async (change) => addTeamMember(change, acme, await crew(change.tx), ann.id)))
    await done(
      onTeam(async (change) => editTeam(change, acme, await crew(change.tx), { description: 'new' })),
      `${ada} team.updated crew`,
    )
    await done(onTeam(async (change) => editTeam(change, acme, await crew(change.tx), { description: 'new' })))
    await done(world.link(acme, team, group), `${ada} team.linked crew`)
    await done(world.deleteGroup(acme, group), `${idp} team.orphaned crew`, `${idp} group.deleted Lake`)
    await done(world.returnToManual(acme, team, true), `${ada} team.returned-to-manual crew`)
    await done(
      onTeam(async (change) => removeTeam(change, acme, await crew(change.tx))),
      `${ada} team.deleted crew`,
    )
    await done(world.deprovision(acme, ann), `${idp} user.access-removed ann`)
    await done(world.policy(acme, { oneTeamPerGroup: true }), `${ada} organization.policy-changed acme`)
    await done(
      world.domain.change({ actor: ADMIN }, (change) => changeSettings(change, { logBodies: false })),
      `${ada} settings.changed Settings`,
    )
    const integration = await world.domain.read((tx) => requireIntegration(tx, acme, undefined))
    await done(
      onTeam((change) => issueToken(change, integration, null)),
      `${ada} token.issued group-mapping`,
    )
    await done(
      onTeam((change) => issueToken(change, integration, 30)),
      `${ada} token.rotated group-mapping`,
    )
    await done(
      onTeam((change) => revokeLiveToken(change, integration)),
      `${ada} token.revoked group-mapping`,
    )
    const other = await done(world.enter(acme, 'Other'), `${ada} group.entered Other`)
    await done(
      onTeam((change) => removeGroup(change, acme, coreRegistry, other, 'manual-delete')),
      `${ada} group.deleted Other`,
    )
  })

  it('is a chain that anybody can compute again from the events alone', async () => {
    const world = newWorld()
    const acme = await world.organization()
    await Promise.all(['ann', 'bob', 'cid'].map((name) => world.provision(acme, name)))
    await world.push(acme, 'Zoë’s "group"\n')
    const chain = await world.domain.read((tx) => auditChain(tx, 0, 100))
    expect(chain).toHaveLength(5)
    let previous: Uint8Array = new Uint8Array(32)
    for (const event of chain) {
      expect(Buffer.from(event.previousHash).equals(previous)).toBe(true)
      previous = auditHash(previous, event)
      expect(Buffer.from(event.hash).equals(previous)).toBe(true)
    }
  })

  it('does not have what was rolled back, and goes on from what is there', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const outcomes = await Promise.allSettled([world.provision(acme, 'ann'), world.provision(acme, 'ANN'), world.provision(acme, 'bob')])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((await world.audit()).map((event) => event.targetName)).toEqual(['acme', 'ann', 'bob'])
  })

  it('joins what one request did, under the id that it is told', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'ann')
    await world.push(acme, 'Data', { members: [{ value: ann.id }] }, 'request-1')
    expect((await world.audit()).filter((event) => event.correlationId === 'request-1').map((event) => event.action)).toEqual([
      'group.pushed',
      'group.members-changed',
    ])
  })
})
