import * as fc from 'fast-check'
import assert from 'node:assert/strict'
import { expect } from 'vitest'
import type { Group, Model, Team } from './model.ts'
import { expectInvariants, type Real } from './real.ts'

export const ORGANIZATIONS = ['acme', 'globex', 'initech']
const NAMES = ['Red', 'Green', 'Blue', 'Gold', 'Pink', 'Cyan']
const PEOPLE = ['ann', 'bob', 'cid']

type Command = fc.AsyncCommand<Model, Real>

/** What happened in all runs, so that a test can see that it looked at something. */
export const happened = new Map<string, number>()

/**
 * One step: what it does to the model and to the real system. A step that the model says is refused must be refused with that code, and
 * change nothing; any other changes something if and only if it leaves an event.
 */
class Step implements Command {
  readonly #name: string
  readonly #args: readonly unknown[]
  readonly #possible: (model: Model) => boolean
  readonly #run: (model: Model, real: Real) => Promise<{ refused: string } | undefined>

  constructor(
    name: string,
    args: readonly unknown[],
    possible: (model: Model) => boolean,
    run: (model: Model, real: Real) => Promise<{ refused: string } | undefined>,
  ) {
    this.#name = name
    this.#args = args
    this.#possible = possible
    this.#run = run
  }

  check(model: Readonly<Model>): boolean {
    return this.#possible(model)
  }

  async run(model: Model, real: Real): Promise<void> {
    const [before, eventsBefore] = [await real.contents(), await real.events()]
    const outcome = await this.#run(model, real)
    const [after, eventsAfter] = [await real.contents(), await real.events()]
    if (outcome !== undefined) assert.equal(after, before)
    assert.equal(eventsAfter > eventsBefore, after !== before, `${this.toString()} changed something exactly when it left an event`)
    const label = outcome === undefined ? this.#name : `${this.#name}: ${outcome.refused}`
    happened.set(label, (happened.get(label) ?? 0) + 1)
    real.time.now += 1_000
    await expectInvariants(model, real)
  }

  toString(): string {
    return `${this.#name}(${this.#args.map(String).join(', ')})`
  }
}

async function refusedWith(code: string, work: Promise<unknown>): Promise<{ refused: string }> {
  await expect(work).rejects.toMatchObject({ code })
  return { refused: code }
}

const organization = fc.nat(ORGANIZATIONS.length - 1)
const person = fc.constantFrom(...PEOPLE)
const name = fc.constantFrom(...NAMES)
const index = fc.nat(30)

const groupAt = (model: Model, at: number): Group | undefined => model.groups[at % Math.max(1, model.groups.length)]
const teamAt = (model: Model, at: number): Team | undefined => model.teams[at % Math.max(1, model.teams.length)]
const always = (): boolean => true

const provision = fc.tuple(organization, person).map(
  ([org, who]) =>
    new Step('provision', [org, who], always, async (model, real) => {
      if (model.isPushed(org, who)) return refusedWith('user_name_taken', real.provision(real.at(org), who))
      await real.provision(real.at(org), who)
      model.provision(org, who)
      return undefined
    }),
)

const deprovision = fc.tuple(organization, person).map(
  ([org, who]) =>
    new Step(
      'deprovision',
      [org, who],
      (model) => model.people(org).has(who),
      async (model, real) => {
        await real.deprovision(real.at(org), await real.user(org, who))
        model.deprovision(org, who)
        return undefined
      },
    ),
)

const activate = fc.tuple(organization, person, fc.boolean()).map(
  ([org, who, active]) =>
    new Step(
      'activate',
      [org, who, active],
      (model) => model.people(org).has(who),
      async (model, real) => {
        await real.patchUser(real.at(org), await real.user(org, who), { op: 'replace', path: 'active', value: active })
        if (model.people(org).get(who) !== active) model.pushed[org]?.add(who)
        model.people(org).set(who, active)
        return undefined
      },
    ),
)

const push = fc.tuple(organization, name).map(
  ([org, called]) =>
    new Step('push', [org, called], always, async (model, real) => {
      const holder = model.named(called)
      if (holder !== undefined && (holder.organization !== org || holder.source === 'scim'))
        return refusedWith('name_taken', real.push(real.at(org), called))
      const { id } = await real.push(real.at(org), called)
      if (holder === undefined)
        model.groups.push({ id, organization: org, name: called, source: 'scim', people: new Set(), groups: new Set() })
      else {
        // G4: the same row.
        assert.equal(id, holder.id)
        holder.source = 'scim'
      }
      return undefined
    }),
)

const enter = fc.tuple(organization, name).map(
  ([org, called]) =>
    new Step('enter', [org, called], always, async (model, real) => {
      if (model.named(called) !== undefined) return refusedWith('name_taken', real.enter(real.at(org), called))
      const { id } = await real.enter(real.at(org), called)
      model.groups.push({ id, organization: org, name: called, source: 'manual', people: new Set(), groups: new Set() })
      return undefined
    }),
)

const rename = fc.tuple(index, name).map(
  ([at, called]) =>
    new Step(
      'rename',
      [at, called],
      (model) => model.groups.length > 0,
      async (model, real) => {
        const group = groupAt(model, at) as Group // there is one: checked
        const operation = { op: 'replace', path: 'displayName', value: called }
        const holder = model.named(called)
        if (holder !== undefined && holder !== group)
          return refusedWith('name_taken', real.patchGroup(real.at(group.organization), group, operation))
        await real.patchGroup(real.at(group.organization), group, operation)
        group.name = called
        group.source = 'scim'
        return undefined
      },
    ),
)

const members = fc.tuple(index, person, fc.boolean()).map(
  ([at, who, joins]) =>
    new Step(
      joins ? 'add to group' : 'remove from group',
      [at, who],
      (model) => {
        const group = groupAt(model, at)
        return group !== undefined && model.people(group.organization).has(who)
      },
      async (model, real) => {
        const group = groupAt(model, at) as Group // checked
        const { id } = await real.user(group.organization, who)
        const operation = joins
          ? { op: 'add', path: 'members', value: [{ value: id }] }
          : { op: 'remove', path: `members[value eq "${id}"]` }
        await real.patchGroup(real.at(group.organization), group, operation)
        if (joins) group.people.add(who)
        else group.people.delete(who)
        group.source = 'scim'
        return undefined
      },
    ),
)

const nest = fc.tuple(index, index).map(
  ([outer, inner]) =>
    new Step(
      'nest',
      [outer, inner],
      (model) => {
        const [a, b] = [groupAt(model, outer), groupAt(model, inner)]
        return a !== undefined && b !== undefined && a !== b && a.organization === b.organization
      },
      async (model, real) => {
        const [a, b] = [groupAt(model, outer) as Group, groupAt(model, inner) as Group] // checked
        await real.patchGroup(real.at(a.organization), a, { op: 'add', path: 'members', value: [{ value: b.id, type: 'Group' }] })
        a.groups.add(b)
        a.source = 'scim'
        return undefined
      },
    ),
)

const removeGroup = index.map(
  (at) =>
    new Step(
      'remove group',
      [at],
      (model) => model.groups.length > 0,
      async (model, real) => {
        const group = groupAt(model, at) as Group // checked
        await real.deleteGroup(real.at(group.organization), group)
        model.remove(group)
        return undefined
      },
    ),
)

const createTeam = organization.map(
  (org) =>
    new Step(
      'create team',
      [org],
      (model) => model.of(model.teams, org).length < 3,
      async (model, real) => {
        const { id } = await real.team(real.at(org), `team-${model.teams.length}-${org}`)
        model.teams.push({ id, organization: org, group: null, orphaned: null, manual: new Set(), signIn: new Set() })
        return undefined
      },
    ),
)

/** Mostly a group of the team's own organization. */
function groupFor(model: Model, team: Team, at: number): Group | undefined {
  const own = model.of(model.groups, team.organization)
  return at % 5 === 0 || own.length === 0 ? groupAt(model, at) : own[at % own.length]
}

const link = fc.tuple(index, index).map(
  ([team, group]) =>
    new Step(
      'link',
      [team, group],
      (model) => model.teams.length > 0 && model.groups.length > 0,
      async (model, real) => {
        const to = teamAt(model, team) as Team // checked
        const from = groupFor(model, to, group) as Group // checked
        if (to.organization !== from.organization) return refusedWith('not_found', real.link(real.at(to.organization), to, from))
        await real.link(real.at(to.organization), to, from)
        model.link(to, from)
        return undefined
      },
    ),
)

const unlink = index.map(
  (at) =>
    new Step(
      'unlink',
      [at],
      (model) => model.teams.length > 0,
      async (model, real) => {
        const team = teamAt(model, at) as Team // checked
        const work = real.unlink(real.at(team.organization), team)
        if (team.group === null) return refusedWith('not_delegated', work)
        await work
        model.unlink(team)
        return undefined
      },
    ),
)

const returnToManual = fc.tuple(index, fc.boolean()).map(
  ([at, withPurged]) =>
    new Step(
      'return to manual',
      [at, withPurged],
      (model) => model.teams.length > 0,
      async (model, real) => {
        const team = teamAt(model, at) as Team // checked
        const work = real.returnToManual(real.at(team.organization), team, withPurged)
        if (team.orphaned === null) return refusedWith('not_orphaned', work)
        await work
        model.returnToManual(team, withPurged)
        return undefined
      },
    ),
)

const addMember = fc.tuple(index, person).map(
  ([at, who]) =>
    new Step(
      'add member',
      [at, who],
      (model) => {
        const team = teamAt(model, at)
        return team !== undefined && model.people(team.organization).has(who)
      },
      async (model, real) => {
        const team = teamAt(model, at) as Team // checked
        const work = real.addMember(real.at(team.organization), team, await real.user(team.organization, who))
        if (team.group !== null || team.orphaned !== null) return refusedWith('delegated', work)
        await work
        team.manual.add(who)
        return undefined
      },
    ),
)

const removeMember = fc.tuple(index, person).map(
  ([at, who]) =>
    new Step(
      'remove member',
      [at, who],
      (model) => teamAt(model, at)?.manual.has(who) === true,
      async (model, real) => {
        const team = teamAt(model, at) as Team // checked
        const { id } = await real.user(team.organization, who)
        const work = real.dropMember(team.organization, team.id, id)
        if (team.group !== null || team.orphaned !== null) return refusedWith('delegated', work)
        await work
        team.manual.delete(who)
        return undefined
      },
    ),
)

const signIn = fc.tuple(person, fc.subarray(NAMES)).map(
  ([who, names]) =>
    new Step('sign in', [who, ...names], always, async (model, real) => {
      await real.signIn(who, names)
      model.signIn(who, names)
      return undefined
    }),
)

const rotate = organization.map(
  (org) =>
    new Step('rotate', [org], always, async (_, real) => {
      await real.rotate(org)
      return undefined
    }),
)

/** What every life begins with: people in two of the organizations, two groups in each, and a team that follows one of them. */
export async function populate(model: Model, real: Real): Promise<void> {
  for (const org of [0, 1]) {
    const at = real.at(org)
    const people = PEOPLE.slice(org)
    const ids: string[] = []
    for (const who of people) {
      ids.push((await real.provision(at, who)).id)
      model.provision(org, who)
    }
    const groups: Group[] = []
    for (const [place, called] of NAMES.slice(2 * org, 2 * org + 2).entries()) {
      const { id } = await real.push(at, called, { members: [{ value: ids[place] ?? '' }] })
      groups.push({ id, organization: org, name: called, source: 'scim', people: new Set([people[place] ?? '']), groups: new Set() })
    }
    model.groups.push(...groups)
    const [group] = groups as [Group, ...Group[]] // two were made
    const { id } = await real.team(at, `team-${org}`, group)
    model.teams.push({ id, organization: org, group, orphaned: null, manual: new Set(), signIn: new Set() })
  }
}

export const steps = fc.commands(
  [
    provision,
    deprovision,
    activate,
    push,
    enter,
    rename,
    members,
    members,
    nest,
    nest,
    removeGroup,
    createTeam,
    link,
    link,
    unlink,
    unlink,
    returnToManual,
    returnToManual,
    addMember,
    removeMember,
    signIn,
    signIn,
    rotate,
  ],
  { maxCommands: 60, size: 'max' },
)
