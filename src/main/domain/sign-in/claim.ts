import type { Claims } from '../../../shared/console/sign-ins.ts'
import { nameKey } from '../../protocol/fold.ts'

/** S3. `values` are told apart as group names are: spelled alike but for case and space, the first stands for all. */
export type GroupsClaim =
  | { readonly state: 'values'; readonly values: readonly string[] }
  | { readonly state: 'empty' | 'absent' }
  | { readonly state: 'malformed'; readonly why: string }

const CLAIM = 'groups'
/** Above what Active Directory can put into a token (1,015 groups); more than this is no person's groups. */
const MOST_VALUES = 5000

/**
 * Reads the `groups` claim of a token. Where Entra ID leaves it out because there are too many groups, and refers to Graph instead
 * (`_claim_names`, `hasgroups`), it is not absent: taking it for absent would end every membership of the people with most groups.
 */
export function readGroupsClaim(claims: Claims): GroupsClaim {
  if (!Object.hasOwn(claims, CLAIM)) return leftOut(claims) ? malformed(LEFT_OUT) : { state: 'absent' }
  const claim = claims[CLAIM]
  if (!Array.isArray(claim)) return malformed(`The groups claim is ${kindOf(claim)}, not a list.`)
  const stranger = claim.findIndex((each) => typeof each !== 'string')
  if (stranger !== -1) return malformed(`Entry ${stranger + 1} of the groups claim is ${kindOf(claim[stranger])}, not a text.`)
  if (claim.length > MOST_VALUES) return malformed(`The groups claim has ${claim.length} values; the most that is read is ${MOST_VALUES}.`)
  if (claim.length === 0) return { state: 'empty' }
  const values = new Map<string, string>()
  for (const value of claim as string[]) if (!values.has(nameKey(value))) values.set(nameKey(value), value)
  return { state: 'values', values: [...values.values()] }
}

/** What of a token is kept: the claim, and what tells that it was left out. Nothing else of it is anybody's business here. */
export function keptClaims(claims: Claims): Claims {
  return Object.fromEntries(
    [CLAIM, '_claim_names', 'hasgroups'].filter((name) => Object.hasOwn(claims, name)).map((name) => [name, claims[name]]),
  )
}

const LEFT_OUT =
  'Entra ID left the groups out of the token because the person is in too many, and refers to Microsoft Graph instead. Let it emit only the groups that are assigned to the application.'

function leftOut(claims: Claims): boolean {
  const names = claims['_claim_names']
  const refers = typeof names === 'object' && names !== null && Object.hasOwn(names, CLAIM)
  return refers || claims['hasgroups'] === true || claims['hasgroups'] === 'true'
}

const malformed = (why: string): GroupsClaim => ({ state: 'malformed', why })

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  switch (typeof value) {
    case 'string':
      return 'a single text'
    case 'number':
      return 'a number'
    case 'boolean':
      return 'true or false'
    default:
      return 'an object'
  }
}
