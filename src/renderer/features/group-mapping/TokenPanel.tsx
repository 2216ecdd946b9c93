import { useState } from 'react'
import type { Endpoint, TokenState } from '../../../shared/console/tokens.ts'
import { useCommand } from '../../client/queries.ts'
import { useActions } from '../../stores/actions.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast } from '../../stores/toasts.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { DateOnly, Time } from '../../ui/Time.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { TokenDialog } from './TokenDialog.tsx'
import styles from './TokenPanel.module.css'

/** T1, T4: what is known of the token, and what can be done with it. */
export function TokenPanel({ endpoint }: { endpoint: Endpoint }) {
  const organization = useOrganization()
  const [isIssuing, setIssuing] = useState(false)
  const revoke = useCommand('tokens.revoke')
  const { token } = endpoint
  const issueLabel = token.state === 'none' ? 'Generate token' : 'Rotate token'

  const askToRevoke = (): void =>
    confirm({
      title: 'Revoke this token?',
      body: (
        <>
          <p>
            The token {token.state === 'none' ? '' : <code>…{token.tail}</code>} stops working at once. The identity provider gets status
            401 for every request until a new token is generated here and entered there.
          </p>
          <p>Users, groups and teams stay as they are.</p>
        </>
      ),
      confirmLabel: 'Revoke token',
      tone: 'danger',
      act: async () => {
        await revoke.mutateAsync({ organizationId: organization.id, integration: endpoint.integrationId })
        toast('Token revoked', 'Requests with it are answered with 401.')
      },
    })

  useActions([
    { id: 'issue-token', label: issueLabel, section: 'This screen', words: 'secret bearer', run: () => setIssuing(true) },
    ...(token.state === 'none' ? [] : [{ id: 'revoke-token', label: 'Revoke token', section: 'This screen' as const, run: askToRevoke }]),
  ])
  return (
    <section className={styles.section} aria-labelledby="token-title">
      <div className={styles.head}>
        <h3 id="token-title">Token</h3>
        <TokenBadge token={token} />
      </div>
      {token.state === 'none' ? (
        <p className={styles.none}>The identity provider proves itself with a bearer token. None has been generated yet.</p>
      ) : (
        <Facts
          items={[
            ['Ends in', <code key="tail">…{token.tail}</code>],
            ['Created', <Time key="created" at={token.createdAt} />],
            ['Last used', token.lastUsedAt === null ? 'Never' : <Time key="used" at={token.lastUsedAt} />],
            ['Expires', token.expiresAt === null ? 'Never' : <DateOnly key="expires" at={token.expiresAt} />],
          ]}
        />
      )}
      <div className={styles.actions}>
        <Button icon="key" variant={token.state === 'live' ? 'secondary' : 'primary'} onPress={() => setIssuing(true)}>
          {issueLabel}
        </Button>
        {token.state !== 'none' && <Button onPress={askToRevoke}>Revoke token</Button>}
      </div>
      {isIssuing && <TokenDialog endpoint={endpoint} onClose={() => setIssuing(false)} />}
    </section>
  )
}

function TokenBadge({ token }: { token: TokenState }) {
  if (token.state === 'none') return <Badge>Not generated</Badge>
  return token.state === 'live' ? <Badge tone="success">Live</Badge> : <Badge tone="danger">Expired</Badge>
}
