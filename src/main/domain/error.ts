import type { ErrorCode } from '../../shared/console/errors.ts'
import type { ScimType } from '../protocol/error.ts'

/** The refusals that a rule can give: those of the console contract that are not about transport. */
export type DomainErrorCode = Exclude<ErrorCode, 'signed_out' | 'unknown_method' | 'internal' | 'unavailable' | 'forbidden'>

interface Kind {
  /** Status and scimType over SCIM (RFC 7644 §3.12). */
  readonly status: number
  readonly scimType: ScimType | undefined
  /** What to do, where the message does not say it itself. */
  readonly hint: string | undefined
}

/** The one table of refusals. */
export const DOMAIN_ERRORS: Readonly<Record<DomainErrorCode, Kind>> = {
  invalid: { status: 400, scimType: 'invalidValue', hint: undefined },
  not_found: { status: 404, scimType: undefined, hint: undefined },
  name_taken: {
    status: 409,
    scimType: 'uniqueness',
    hint: 'Rename one of the two, or put a prefix before the name in the identity provider.',
  },
  user_name_taken: { status: 409, scimType: 'uniqueness', hint: undefined },
  external_id_taken: { status: 409, scimType: 'uniqueness', hint: undefined },
  scim_managed: { status: 409, scimType: undefined, hint: 'Change or delete it in the identity provider: it is managed there.' },
  last_owner: { status: 409, scimType: undefined, hint: 'Make somebody else an owner first.' },
  delegated: { status: 409, scimType: undefined, hint: 'Clear the team’s IdP Group first.' },
  not_delegated: { status: 409, scimType: undefined, hint: undefined },
  not_orphaned: { status: 409, scimType: undefined, hint: undefined },
  group_serves_a_team: {
    status: 409,
    scimType: undefined,
    hint: 'Clear that team’s IdP Group first, or let a group serve several teams in the organization’s settings.',
  },
  unknown_member: { status: 400, scimType: 'invalidValue', hint: undefined },
  value_taken: { status: 409, scimType: 'uniqueness', hint: undefined },
  schema_taken: { status: 409, scimType: undefined, hint: undefined },
  schema_in_use: { status: 409, scimType: undefined, hint: undefined },
  managed: { status: 409, scimType: undefined, hint: undefined },
  role_in_use: { status: 409, scimType: undefined, hint: 'Delete its bindings first, or delete them together with the role.' },
  already_bound: { status: 409, scimType: undefined, hint: undefined },
  version_mismatch: { status: 412, scimType: undefined, hint: 'Read the resource again and repeat the change on what it is now.' },
  too_large: { status: 413, scimType: undefined, hint: undefined },
  address_refused: { status: 409, scimType: undefined, hint: undefined },
  backup_unsound: { status: 409, scimType: undefined, hint: undefined },
  not_replayable: { status: 409, scimType: undefined, hint: undefined },
  not_available: { status: 409, scimType: undefined, hint: undefined },
}

interface Issue {
  readonly path: string
  readonly message: string
}

/** G7: who wanted a group name, and who has it. */
export interface NameClash {
  readonly name: string
  /** The group that was to be renamed; null for one that was to be made. */
  readonly groupId: string | null
  readonly externalId: string | null
  readonly holder: { readonly id: string; readonly name: string; readonly organization: string; readonly own: boolean }
}

interface More {
  readonly field?: string
  readonly shielded?: string
  readonly issues?: readonly Issue[]
  readonly clash?: NameClash
}

/** A rule says no. `message` says what and why; `shielded` is what a SCIM client may be told where `message` names another organization. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: DomainErrorCode
  /** What of the input is wrong, and why. */
  readonly issues: readonly Issue[]
  readonly shielded: string | undefined
  /** G8: where a group name is taken, for whoever tells the administrator of it. */
  readonly clash: NameClash | undefined

  constructor(code: DomainErrorCode, message: string, more: More = {}) {
    super(message)
    this.code = code
    this.issues = more.issues ?? (more.field === undefined ? [] : [{ path: more.field, message }])
    this.shielded = more.shielded
    this.clash = more.clash
  }
}
