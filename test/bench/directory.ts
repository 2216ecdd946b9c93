/** What a directory that is measured holds: written by the fill beside the data, read by the client. */
export interface Directory {
  readonly mount: string
  readonly token: string
  readonly users: number
  /** Ids of people who are in no group: they are who is added and removed. */
  readonly joiners: readonly string[]
  /** Ids of some users, spread over the directory. */
  readonly sample: readonly string[]
  /** Group id by number of members. */
  readonly groups: Readonly<Record<string, string>>
}

/** With what only the running service can give: the cursor of the last hundred users. */
export interface Prepared extends Directory {
  readonly lastCursor: string
}

export const userName = (n: number): string => `person${n}@bench.example`
export const externalId = (n: number): string => `ext-${String(n).padStart(8, '0')}`
export const displayName = (n: number): string => `Person ${n} Bench`
/** Groups that make the catalog long; requests match them by name. */
export const groupName = (n: number): string => `Team ${n}`
export const SMALL_GROUPS = 5_000

/** A user as Entra ID and Okta push them: about 700 bytes. */
export function pushedUser(n: number, name = userName(n)): Record<string, unknown> {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
    externalId: name === userName(n) ? externalId(n) : name,
    userName: name,
    active: true,
    displayName: displayName(n),
    name: { formatted: displayName(n), familyName: `Bench${n % 977}`, givenName: `Person${n}` },
    title: ['Engineer', 'Manager', 'Analyst', 'Designer'][n % 4],
    preferredLanguage: 'en-GB',
    emails: [{ primary: true, type: 'work', value: name }],
    phoneNumbers: [{ type: 'mobile', value: `+44 20 7946 ${String(n % 10_000).padStart(4, '0')}` }],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
      employeeNumber: String(n),
      department: `Department ${n % 50}`,
      costCenter: String(n % 20),
    },
  }
}
