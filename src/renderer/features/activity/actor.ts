import { assertNever } from '../../../shared/assert.ts'
import type { Actor } from '../../../shared/console/activity.ts'

export function actorKind(kind: Actor['kind']): string {
  switch (kind) {
    case 'person':
      return 'Person'
    case 'system':
      return 'System'
    case 'service-account':
      return 'Service account'
    default:
      return assertNever(kind)
  }
}
