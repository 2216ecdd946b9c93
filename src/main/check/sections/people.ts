/** A handful of users that lists, filters and sorts are held against. Every value is of the scratch namespace, so that no stranger matches. */
import type { Named } from '../expect.ts'
import { ENTERPRISE_URN, USER_URN } from '../profile.ts'
import type { Answer, Scratch, Trial } from '../types.ts'

export interface People extends Named {
  readonly Anna: Scratch
  readonly Bert: Scratch
  readonly Cleo: Scratch
  readonly Dora: Scratch
}

export function people(t: Trial): Promise<People> {
  return t.shared(make)
}

async function make(t: Trial): Promise<People> {
  const address = (name: string, place = 'example.com'): string => `${t.prefix}-${name}@${place}`
  const person = (name: string, over: Parameters<Trial['newUser']>[0]): Promise<Scratch> =>
    t.newUser({ userName: address(name), displayName: `${t.prefix} ${name}`, ...over })

  // Neither in alphabetical order nor against it: a list that is not sorted must not look as if it were.
  const Cleo = await person('Cleo', {
    schemas: [USER_URN, ENTERPRISE_URN],
    title: `${t.prefix} "Lead" \\ Writer`,
    name: { familyName: `${t.prefix} gamma`, givenName: 'Cleo' },
    emails: [{ value: address('cleo', 'other.example'), type: 'work', primary: true }],
    [ENTERPRISE_URN]: { department: `${t.prefix} Tours`, employeeNumber: `${t.prefix}-7` },
  })
  const Anna = await person('Anna', {
    externalId: `${t.prefix}-Ext-Anna`,
    title: `${t.prefix} Engineer`,
    nickName: `${t.prefix}-nick`,
    name: { familyName: `${t.prefix} alpha`, givenName: 'Anna' },
    emails: [
      { value: address('anna', 'work.example'), type: 'work', primary: true },
      { value: address('anna', 'home.example'), type: 'home' },
    ],
  })
  const Dora = await person('Dora', {
    name: { familyName: `${t.prefix} Delta`, givenName: 'Dora' },
    emails: [],
  })
  const Bert = await person('Bert', {
    active: false,
    title: `${t.prefix} Manager`,
    name: { familyName: `${t.prefix} Beta`, givenName: 'Bert' },
    emails: [
      { value: address('bert', 'home.example'), type: 'work' },
      { value: address('bert', 'work.example'), type: 'home', primary: true },
    ],
  })
  return { Anna, Bert, Cleo, Dora }
}

/** What keeps a filter to this run: whatever else the directory holds, only the four can match. */
export function ours(t: Trial, filter: string): string {
  const names = ['Anna', 'Bert', 'Cleo', 'Dora'].map((name) => `userName eq "${t.prefix}-${name}@example.com"`)
  return `(${names.join(' or ')}) and (${filter})`
}

/** Users that the filter selects. */
export function find(t: Trial, filter: string, query: Readonly<Record<string, string | number>> = {}): Promise<Answer> {
  return t.get(t.profile.users, { query: { filter, ...query } })
}

/** A string as a filter writes it (JSON's way, RFC 7644 §3.4.2.2). */
export function quoted(text: unknown): string {
  return JSON.stringify(text)
}
