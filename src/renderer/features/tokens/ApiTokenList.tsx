import type { ApiToken } from '../../../shared/console/access.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { DateOnly, Time } from '../../ui/Time.tsx'
import styles from './ApiTokenList.module.css'

/** T4: what is known of each token, and its revocation. */
export function ApiTokenList({ tokens, onRevoke }: { tokens: readonly ApiToken[]; onRevoke: (token: ApiToken) => void }) {
  return (
    <ul className="lines" aria-label="Tokens">
      {tokens.map((token) => (
        <li key={token.id}>
          <div className={styles.words}>
            <span className={styles.head}>
              <span className={styles.name}>{token.name}</span>
              <code>…{token.tail}</code>
              {token.state === 'expired' && <Badge tone="danger">Expired</Badge>}
            </span>
            <span className={styles.facts}>
              Created <Time at={token.createdAt} />
              {' · '}
              {token.lastUsedAt === null ? (
                'never used'
              ) : (
                <>
                  used <Time at={token.lastUsedAt} />
                </>
              )}
              {' · '}
              {token.expiresAt === null ? (
                'never expires'
              ) : (
                <>
                  {token.state === 'expired' ? 'expired' : 'expires'} <DateOnly at={token.expiresAt} />
                </>
              )}
            </span>
          </div>
          <Button size="small" aria-label={`Revoke ${token.name}`} onPress={() => onRevoke(token)}>
            Revoke
          </Button>
        </li>
      ))}
    </ul>
  )
}
