import type { ProblemKind, Severity } from '../../../shared/console/problems.ts'

/** What is known of a problem beyond its kind and subject. Ids here become links in the console. */
export interface ProblemDetails {
  /** G8. Subject: the name's key. Who has the name is looked up when the problem is shown, since it changes. */
  'name-conflict': {
    readonly name: string
    /** The group that was to be renamed; null for one that was to be made. */
    readonly groupId: string | null
    readonly externalId: string | null
    /** Who had the name when it was refused. */
    readonly holder: { readonly organization: string; readonly group: string; readonly own: boolean }
  }
  /** S3. Subject: the account or user name. */
  'claims-malformed': { readonly userName: string; readonly application: string; readonly why: string }
  /** S5. Subject: the claim value's key. */
  'claim-ambiguous': { readonly value: string; readonly groups: readonly string[] }
  /** D7. Subject: the account. */
  'last-owner': { readonly userName: string; readonly deed: 'deactivated' | 'removed' }
  /** Subject: the integration (or token) id, as in the next four. */
  'token-expiring': { readonly integration: string; readonly integrationId: string; readonly expiresAt: number }
  'token-expired-in-use': { readonly integration: string; readonly integrationId: string; readonly expiredAt: number | null }
  'unauthorized-requests': {
    readonly integration: string
    readonly integrationId: string
    readonly refusal: 'missing' | 'malformed' | 'unknown' | 'revoked'
  }
  'forbidden-requests': {
    readonly integration: string
    readonly integrationId: string
    /** null: the integration is disabled. */
    readonly permission: string | null
  }
  'error-rate': { readonly integration: string; readonly integrationId: string; readonly failed: number; readonly of: number }
  /** L5. Subject: the webhook's id. */
  'webhook-failing': {
    readonly webhookId: string
    readonly url: string
    readonly why: string
    readonly attempts: number
    readonly givenUp: boolean
    /** The receiver answered 410: the webhook was disabled. */
    readonly gone: boolean
  }
  /** G12. Subject: empty, one for each organization. */
  'guid-names': { readonly example: string }
  /** Subject: what the certificate is for. */
  'certificate-expiring': { readonly name: string; readonly expiresAt: number }
  /** Subject: `backup`. */
  'backup-failed': { readonly why: string }
  /** Subject: the folder. */
  'disk-low': { readonly folder: string; readonly freeBytes: number }
}

export interface Kind<D> {
  /** Unless said otherwise when it is raised. */
  readonly severity: Severity
  readonly title: (detail: D) => string
  readonly cause: (detail: D) => string
  readonly remedies: (detail: D) => string[]
  /** When it goes by itself; null: by hand only. */
  readonly clears: string | null
}

const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

const REFUSED_TOKEN = {
  missing: 'No token is sent at all.',
  malformed: 'What is sent is not a whole Muster token: it was cut or altered when it was pasted.',
  unknown: 'The token that is sent was issued for another endpoint, or by another Muster.',
  revoked: 'The token that is sent was revoked: a newer one took its place, or it was revoked by hand.',
}

/** The one table of problems: what each kind is called, why it is, what to do, and whether it goes by itself. */
export const PROBLEM_KINDS: { readonly [K in ProblemKind]: Kind<ProblemDetails[K]> } = {
  'name-conflict': {
    severity: 'error',
    title: ({ name }) => `The group name ${name} is taken`,
    cause: ({ name, holder }) =>
      `The identity provider pushed a group named ${name}, and ${
        holder.own ? 'this organization' : `the organization ${holder.organization}`
      } has a group of that name. Names are unique across the whole instance, so that a value of the groups claim leads to one group only. The group was refused; nothing else was.`,
    remedies: ({ holder }) => [
      holder.own
        ? 'Rename one of the two groups in the identity provider.'
        : `Rename one of the two groups in its identity provider: this one, or that of ${holder.organization}.`,
      holder.own
        ? 'If they are the same group, remove the one that is here, or let the identity provider match on displayName before it creates.'
        : 'Put a prefix before the group names that one of the two identity providers pushes, such as the organization’s name.',
    ],
    clears: 'Clears when the group gets a place: a retry succeeds, or the group arrives under another name.',
  },
  'claims-malformed': {
    severity: 'error',
    title: ({ userName }) => `The groups claim of ${userName} cannot be read`,
    cause: ({ application, why }) => `${application} reported a sign-in with a groups claim that is not a list of strings: ${why}`,
    remedies: () => [
      'Correct the claim in the identity provider: groups must be a list of strings. Memberships stay as they were until then.',
      'Paste the token into the claims tester to see how it is read.',
    ],
    clears: 'Clears when the person signs in with a claim that can be read.',
  },
  'claim-ambiguous': {
    severity: 'warning',
    title: ({ value }) => `The claim value ${value} fits several groups`,
    cause: ({ value, groups }) => `The value ${value} of the groups claim fits ${groups.join(' and ')}, so that it leads to none of them.`,
    remedies: () => [
      'Rename one of the groups, or change its external id, in the identity provider.',
      'Let claims match display names only, in the organization’s settings.',
    ],
    clears: 'Clears when the value fits one group.',
  },
  'last-owner': {
    severity: 'warning',
    title: ({ userName }) => `${userName} stays an owner, being the last one`,
    cause: ({ userName, deed }) =>
      `The identity provider ${deed === 'removed' ? 'removed' : 'deactivated'} ${userName}, who is the last owner of the organization. It was answered with success; the ownership was kept, since an organization without an owner cannot be administered.`,
    remedies: ({ userName }) => [`Make somebody else an owner; then take the ownership from ${userName}.`],
    clears: 'Clears when the organization has another owner.',
  },
  'token-expiring': {
    severity: 'warning',
    title: ({ integration, expiresAt }) => `The token of ${integration} expires on ${day(expiresAt)}`,
    cause: () => 'After that moment every request of the identity provider is answered 401, and nothing is provisioned.',
    remedies: () => [
      'Generate a new token, put it into the identity provider at once: the old one stops working when the new one is made.',
    ],
    clears: 'Clears when a new token is generated.',
  },
  'token-expired-in-use': {
    severity: 'error',
    title: ({ integration }) => `The identity provider still sends the expired token of ${integration}`,
    cause: ({ expiredAt }) =>
      `${expiredAt === null ? 'The token has expired' : `The token expired on ${day(expiredAt)}`}; requests with it are answered 401, and nothing is provisioned.`,
    remedies: () => ['Generate a new token and put it into the identity provider.'],
    clears: 'Clears with the next request that is let in.',
  },
  'unauthorized-requests': {
    severity: 'error',
    title: ({ integration }) => `Requests to ${integration} carry no valid token`,
    cause: ({ refusal }) => `Requests are answered 401, and nothing is provisioned. ${REFUSED_TOKEN[refusal]}`,
    remedies: ({ integration }) => [
      `Generate a new token for ${integration} and paste the whole of it into the identity provider.`,
      'If the identity provider should not send anything any more, turn its provisioning off there.',
    ],
    clears: 'Clears with the next request that is let in.',
  },
  'forbidden-requests': {
    severity: 'error',
    title: ({ integration, permission }) =>
      permission === null ? `${integration} is disabled and receives requests` : `${integration} may not do what is asked of it`,
    cause: ({ permission }) =>
      permission === null
        ? 'The identity provider goes on pushing; every request is answered 403, and nothing is provisioned.'
        : `Requests that need ${permission} are answered 403: no role of the integration’s service account gives it.`,
    remedies: ({ permission }) =>
      permission === null
        ? ['Enable the integration.', 'Or stop provisioning in the identity provider.']
        : [`Give ${permission} to a role of the integration’s service account.`, 'Or turn the operation off in the identity provider.'],
    clears: 'Clears when such a request is let in.',
  },
  'error-rate': {
    severity: 'warning',
    title: ({ integration, failed, of }) => `${Math.round((failed / of) * 100)} % of the requests to ${integration} fail`,
    cause: ({ failed, of }) =>
      `${failed} of the last ${of} requests were refused. Entra ID puts a job into quarantine when most of its calls fail, and then tries once a day only.`,
    remedies: () => [
      'Look at the failed requests in Activity: each says why it failed and what to do.',
      'When they succeed again, restart provisioning in the identity provider if it has been put into quarantine.',
    ],
    clears: 'Clears when requests succeed again.',
  },
  'webhook-failing': {
    severity: 'error',
    title: ({ url }) => `The webhook to ${url} fails`,
    cause: ({ why, attempts, givenUp, gone }) =>
      gone
        ? 'The receiver answered 410 Gone, which means that it wants no more messages. The webhook was disabled.'
        : givenUp
          ? `A message could not be delivered in ${attempts} attempts and was given up: ${why}`
          : `A message could not be delivered in ${attempts} attempts; it is tried again: ${why}`,
    remedies: () => [
      'See to it that the receiver answers with a status of 200 to 299 within 10 seconds.',
      'Then deliver what was given up again, from the webhook’s delivery log.',
      'Or disable the webhook.',
    ],
    clears: 'Clears with the next delivery that succeeds.',
  },
  'guid-names': {
    severity: 'notice',
    title: () => 'Groups arrive with ids in place of names',
    cause: ({ example }) =>
      `${example}, for one, looks like an object id. Entra ID sends the id where the mapping’s source is objectId; people then see ids where they expect names.`,
    remedies: () => [
      'In Entra ID, map displayName to displayName in the group attribute mapping, and restart provisioning.',
      'If the groups claim carries ids, let claims match the external id, in the organization’s settings.',
    ],
    clears: 'Clears when no group has such a name.',
  },
  'certificate-expiring': {
    severity: 'warning',
    title: ({ name, expiresAt }) => `The certificate of ${name} expires on ${day(expiresAt)}`,
    cause: () => 'After that moment identity providers refuse to connect.',
    remedies: () => ['Put a new certificate in its place in Settings, or let one be generated.'],
    clears: 'Clears when the certificate has been replaced.',
  },
  'backup-failed': {
    severity: 'error',
    title: () => 'The last backup failed',
    cause: ({ why }) => why,
    remedies: () => ['Correct what the cause names, then back up by hand in Settings.'],
    clears: 'Clears with the next backup that succeeds.',
  },
  'disk-low': {
    severity: 'warning',
    title: () => 'The disk is nearly full',
    cause: ({ folder, freeBytes }) =>
      `${Math.round(freeBytes / 1_048_576)} MB are free where ${folder} is. When the disk is full, nothing more can be provisioned.`,
    remedies: () => ['Free some space, or keep the provisioning log for a shorter time.'],
    clears: 'Clears when there is space again.',
  },
}

/** The words of a stored problem: its kind and detail were written together. */
export function wordsOf(problem: { readonly kind: string; readonly detail: string }): {
  title: string
  cause: string
  remedies: string[]
  clears: string | null
} {
  const kind = PROBLEM_KINDS[problem.kind as ProblemKind] as Kind<unknown>
  const detail: unknown = JSON.parse(problem.detail)
  return { title: kind.title(detail), cause: kind.cause(detail), remedies: kind.remedies(detail), clears: kind.clears }
}

export function titleOf(problem: { readonly kind: string; readonly detail: string }): string {
  return wordsOf(problem).title
}
