import { assertNever } from '../../../shared/assert.ts'
import type { ClaimMatch } from '../../../shared/console/organizations.ts'
import type { ClaimState, MatchedBy, SignInEvaluation, UnmatchedReason } from '../../../shared/console/sign-ins.ts'
import type { PastedForm } from './pasted.ts'

/** Whether the outcome is what would happen, or what happened. */
export type Tense = 'would' | 'did'

export function matchedByWords(by: MatchedBy): string {
  switch (by) {
    case 'display-name':
      return 'Display name'
    case 'external-id':
      return 'External ID'
    case 'identifier':
      return 'Entered by hand'
    default:
      return assertNever(by)
  }
}

export function claimMatchWords(match: ClaimMatch): string {
  switch (match) {
    case 'display-name':
      return 'Compares display names'
    case 'external-id':
      return 'Compares external IDs'
    case 'either':
      return 'Compares display names, then external IDs'
    default:
      return assertNever(match)
  }
}

export function reasonLabel(reason: UnmatchedReason): string {
  switch (reason) {
    case 'unknown':
      return 'Unknown'
    case 'blank':
      return 'Empty value'
    case 'guid':
      return 'Object ID'
    case 'path-for-name':
      return 'Path, not name'
    case 'name-for-path':
      return 'Name, not path'
    case 'other-key':
      return 'Other key'
    case 'ambiguous':
      return 'Ambiguous'
    case 'ignored':
      return 'Claims ignored'
    default:
      return assertNever(reason)
  }
}

/** S3: what a claim in this state does, before anything is said of its values. */
export function claimWords({
  state,
  problem,
}: SignInEvaluation['claim']): { title: string; text: string; tone: 'info' | 'warning' } | null {
  switch (state) {
    case 'values':
      return null
    case 'empty':
      return {
        title: 'The groups claim is empty',
        text: 'The person is in no group, says the identity provider: every membership that came by sign-in ends.',
        tone: 'warning',
      }
    case 'absent':
      return {
        title: 'There is no groups claim',
        text: 'That is taken for being in no group: every membership that came by sign-in ends. If the claim should be there, add it to the token of the application in the identity provider.',
        tone: 'warning',
      }
    case 'malformed':
      return {
        title: 'The groups claim is malformed, and nothing changes',
        text: problem ?? 'It cannot be read.',
        tone: 'warning',
      }
    default:
      return assertNever(state)
  }
}

export function claimLabel(state: ClaimState, values: number): string {
  if (state === 'values') return counted(values, 'value')
  return state === 'absent' ? 'Absent' : state === 'empty' ? 'Empty' : 'Malformed'
}

export function formWords(form: PastedForm): string {
  switch (form) {
    case 'token':
      return 'Read as a token. Its signature is not checked.'
    case 'payload':
      return 'Read as the payload of a token.'
    case 'value':
      return 'Read as the groups claim itself.'
    case 'lines':
      return 'Read as one value per line.'
    default:
      return assertNever(form)
  }
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

/** "Joins 2 teams, leaves 1 team, stays in 3 teams." */
export function summary({ organizations }: SignInEvaluation, tense: Tense): string {
  const { joins, leaves, stays } = totals(organizations)
  const parts = [
    joins > 0 ? `${tense === 'did' ? 'joined' : 'joins'} ${counted(joins, 'team')}` : '',
    leaves > 0 ? `${tense === 'did' ? 'left' : 'leaves'} ${counted(leaves, 'team')}` : '',
    stays > 0 ? `${tense === 'did' ? 'stayed' : 'stays'} in ${counted(stays, 'team')}` : '',
  ].filter((part) => part !== '')
  if (parts.length === 0) return tense === 'did' ? 'No team was joined or left.' : 'No team is joined or left.'
  const text = parts.join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** Of those who lose what the claim gave, only the ones whom nothing else keeps leave. */
export function totals(organizations: SignInEvaluation['organizations']) {
  const all = { joins: 0, leaves: 0, stays: 0 }
  for (const { joins, leaves, stays } of organizations) {
    const kept = leaves.filter(({ otherOrigins }) => otherOrigins.length > 0).length
    all.joins += joins.length
    all.leaves += leaves.length - kept
    all.stays += stays.length + kept
  }
  return all
}
