import { assertNever } from '../../../shared/assert.ts'
import type { CandidateOutcome, PermissionSource, WorkspaceSource } from '../../../shared/console/effective-access.ts'
import type { MemberOrigin } from '../../../shared/console/teams.ts'
import { paths } from '../../paths.ts'

/** What access can be given to. */
export type SubjectKind = 'team' | 'group' | 'user' | 'service-account'

export function kindLabel(kind: SubjectKind): string {
  switch (kind) {
    case 'team':
      return 'Team'
    case 'group':
      return 'Group'
    case 'user':
      return 'Person'
    case 'service-account':
      return 'Service account'
    default:
      return assertNever(kind)
  }
}

export function subjectAddress(slug: string, { kind, id }: { kind: SubjectKind; id: string }): string {
  switch (kind) {
    case 'team':
      return paths.team(slug, id)
    case 'group':
      return paths.groupMapping(slug, id)
    case 'user':
      return paths.user(slug, id)
    case 'service-account':
      return paths.serviceAccounts(slug, id)
    default:
      return assertNever(kind)
  }
}

const why: Readonly<Record<MemberOrigin, string>> = {
  manual: 'added by hand',
  provisioning: 'by provisioning',
  'sign-in': 'by sign-in',
}

/** "given directly", "team research (by provisioning, follows Platform)", "group All, through a group in it". */
export function sourceWords(source: WorkspaceSource | PermissionSource): string {
  switch (source.kind) {
    case 'direct':
      return 'given directly'
    case 'owner':
      return 'as an owner of the organization'
    case 'group':
      return `group ${source.name}${source.via === 'nested' ? ', through a group in it' : ''}`
    case 'team': {
      const reasons = [...source.origins.map((origin) => why[origin]), ...(source.group ? [`follows ${source.group.displayName}`] : [])]
      return `team ${source.name}${reasons.length === 0 ? '' : ` (${reasons.join(', ')})`}`
    }
    default:
      return assertNever(source)
  }
}

export function outcomeWords(outcome: CandidateOutcome): string {
  switch (outcome) {
    case 'won':
      return 'Holds'
    case 'same':
      return 'Same role'
    case 'lower':
      return 'Lower'
    case 'overruled':
      return 'Another group comes first'
    default:
      return assertNever(outcome)
  }
}
