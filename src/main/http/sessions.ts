import { digest, newSecret } from './secrets.ts'

const CODE_LIFETIME_MS = 10 * 60_000
const SESSION_LIFETIME_MS = 12 * 3_600_000
/** How old a session's cookie may grow before it is sent again with a new Max-Age. */
const COOKIE_REFRESH_MS = 15 * 60_000
const MAX_CODES = 32
const MAX_SESSIONS = 64

export const SESSION_SECONDS = SESSION_LIFETIME_MS / 1000

/** Names a session without being able to open it: the hash of its secret. */
export type SessionId = string

export interface Sessions {
  /** A code that opens one session, once, within ten minutes. */
  newCode(): string
  /** Spends a code; null when it is unknown, spent or expired. */
  redeem(code: string): { secret: string; id: SessionId } | null
  /** The live session behind a cookie. Using it gives it twelve hours more. */
  use(secret: string): { id: SessionId; cookieIsOld: boolean } | null
  /** Without using it. */
  isLive(id: SessionId): boolean
  end(id: SessionId): void
}

/** Sign-in codes and browser sessions, in memory only and only as hashes: a restart signs everybody out. */
export function createSessions(clock: () => number, random: (bytes: number) => Uint8Array): Sessions {
  const codes = new Map<string, { expiresAt: number }>()
  const live = new Map<SessionId, { expiresAt: number; cookieAt: number }>()
  const idOf = (secret: string): string => digest(secret).toString('hex')

  return {
    newCode() {
      const code = newSecret(random)
      makeRoom(codes, MAX_CODES, clock())
      codes.set(idOf(code), { expiresAt: clock() + CODE_LIFETIME_MS })
      return code
    },
    redeem(code) {
      const key = idOf(code)
      const found = codes.get(key)
      codes.delete(key)
      if (found === undefined || found.expiresAt <= clock()) return null
      const secret = newSecret(random)
      makeRoom(live, MAX_SESSIONS, clock())
      live.set(idOf(secret), { expiresAt: clock() + SESSION_LIFETIME_MS, cookieAt: clock() })
      return { secret, id: idOf(secret) }
    },
    use(secret) {
      const id = idOf(secret)
      const session = live.get(id)
      if (session === undefined || session.expiresAt <= clock()) return null
      session.expiresAt = clock() + SESSION_LIFETIME_MS
      const cookieIsOld = clock() - session.cookieAt >= COOKIE_REFRESH_MS
      if (cookieIsOld) session.cookieAt = clock()
      return { id, cookieIsOld }
    },
    isLive(id) {
      const session = live.get(id)
      return session !== undefined && session.expiresAt > clock()
    },
    end: (id) => void live.delete(id),
  }
}

/** Drops what has expired and then the oldest, until one more fits. */
function makeRoom(entries: Map<string, { expiresAt: number }>, most: number, now: number): void {
  for (const [key, { expiresAt }] of entries) if (expiresAt <= now) entries.delete(key)
  for (const key of entries.keys()) {
    if (entries.size < most) break
    entries.delete(key)
  }
}
