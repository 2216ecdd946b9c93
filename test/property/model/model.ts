/**
 * What the five documents say becomes of groups, teams and people, in the simplest form: sets and maps, written without a look at the
 * domain. Names of people stand for themselves; groups and teams are objects, whose ids the real system gives.
 */
export interface Group {
  id: string
  organization: number
  name: string
  source: 'scim' | 'manual'
  people: Set<string>
  groups: Set<Group>
}

export interface Team {
  id: string
  organization: number
  group: Group | null
  /** Who was purged, while the team is orphaned. */
  orphaned: Set<string> | null
  manual: Set<string>
  signIn: Set<string>
}

export class Model {
  readonly groups: Group[] = []
  readonly teams: Team[] = []
  /** Who has access to each organization, and whether active. */
  readonly access: Map<string, boolean>[]
  /** Whom the identity provider has pushed; others were let in by a claim, and a push takes them over. */
  readonly pushed: Set<string>[]
  /** Everybody who was ever known anywhere. */
  readonly known = new Set<string>()

  constructor(organizations: number) {
    this.access = Array.from({ length: organizations }, () => new Map())
    this.pushed = Array.from({ length: organizations }, () => new Set())
  }

  people(organization: number): Map<string, boolean> {
    return this.access[organization] ?? new Map<string, boolean>()
  }

  named(name: string): Group | undefined {
    return this.groups.find((group) => group.name === name)
  }

  isPushed(organization: number, person: string): boolean {
    return this.pushed[organization]?.has(person) === true
  }

  provision(organization: number, person: string): void {
    this.people(organization).set(person, true)
    this.pushed[organization]?.add(person)
    this.known.add(person)
  }

  deprovision(organization: number, person: string): void {
    this.people(organization).delete(person)
    this.pushed[organization]?.delete(person)
    for (const group of this.of(this.groups, organization)) group.people.delete(person)
    for (const team of this.of(this.teams, organization)) {
      team.manual.delete(person)
      team.signIn.delete(person)
    }
  }

  of<T extends { organization: number }>(all: readonly T[], organization: number): T[] {
    return all.filter((each) => each.organization === organization)
  }

  /** G9. */
  remove(group: Group): void {
    const members = this.within(group)
    this.groups.splice(this.groups.indexOf(group), 1)
    for (const each of this.groups) each.groups.delete(group)
    for (const team of this.teams.filter((each) => each.group === group)) {
      team.group = null
      team.orphaned = new Set([...members, ...team.signIn])
      team.signIn.clear()
    }
  }

  link(team: Team, group: Group): void {
    if (team.group === group) return
    team.group = group
    team.orphaned = null
    team.signIn.clear()
  }

  /** D3. */
  unlink(team: Team): void {
    for (const person of [...(team.group === null ? [] : this.within(team.group)), ...team.signIn]) team.manual.add(person)
    team.signIn.clear()
    team.group = null
  }

  /** D5. */
  returnToManual(team: Team, withPurged: boolean): void {
    if (withPurged) for (const person of team.orphaned ?? []) if (this.people(team.organization).has(person)) team.manual.add(person)
    team.orphaned = null
  }

  /** S2, S3. */
  signIn(person: string, names: readonly string[]): void {
    if (!this.known.has(person)) return
    for (const team of this.teams) {
      if (team.group !== null && names.includes(team.group.name)) {
        if (!this.people(team.organization).has(person)) this.people(team.organization).set(person, true)
        team.signIn.add(person)
      } else team.signIn.delete(person)
    }
  }

  /** Everybody in the group or in a group in it, cycles and all. */
  within(group: Group, seen = new Set<Group>()): Set<string> {
    if (seen.has(group)) return new Set()
    seen.add(group)
    const all = new Set(group.people)
    for (const inner of group.groups) for (const person of this.within(inner, seen)) all.add(person)
    return all
  }

  /** Who is in the team, and by which origins: the union of what each says, of those who are active (U7). */
  members(team: Team): Record<string, string[]> {
    const pushed = team.group === null ? new Set<string>() : this.within(team.group)
    const members: Record<string, string[]> = {}
    for (const [person, active] of this.people(team.organization)) {
      const origins = [
        ...(team.manual.has(person) ? ['manual'] : []),
        ...(pushed.has(person) ? ['provisioning'] : []),
        ...(team.signIn.has(person) ? ['sign-in'] : []),
      ]
      if (active && origins.length > 0) members[person] = origins
    }
    return members
  }
}
