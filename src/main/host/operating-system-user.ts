import { userInfo } from 'node:os'
import type { Actor } from '../../shared/console/activity.ts'

/** In whose name somebody at this machine acts (L2). A container may run under a number that has no name. */
export function operatingSystemUser(): Actor {
  try {
    return { kind: 'person', name: userInfo().username }
  } catch {
    return { kind: 'person', name: `user ${process.getuid?.() ?? 'unknown'}` }
  }
}
