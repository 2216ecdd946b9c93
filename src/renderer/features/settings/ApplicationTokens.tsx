import { useState } from 'react'
import type { ApiToken } from '../../../shared/console/access.ts'
import { useCommand, useQuery } from '../../client/queries.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Page.tsx'
import { ApiTokenList } from '../tokens/ApiTokenList.tsx'
import { IssueApiTokenDialog } from '../tokens/IssueApiTokenDialog.tsx'
import { Loaded } from './Loaded.tsx'
import styles from './Settings.module.css'

/** S1: tokens of applications: they belong to the instance and to no organization. */
export function ApplicationTokens() {
  const answer = useQuery('applications.tokens', {})
  const [isIssuing, setIssuing] = useState(false)
  return (
    <>
      <Loaded answer={answer} title="Application tokens">
        {({ tokens }) => (
          <Card
            title="Application tokens"
            aside={
              <Button icon="key" size="small" onPress={() => setIssuing(true)}>
                Issue token
              </Button>
            }
          >
            <div className={styles.form}>
              <p className="muted">
                An application that people sign in to tells of each sign-in with such a token and learns who is in which team, in every
                organization. It can change nothing else.
              </p>
              <Tokens tokens={tokens} />
            </div>
          </Card>
        )}
      </Loaded>
      {isIssuing && <IssueToken onClose={() => setIssuing(false)} />}
    </>
  )
}

function Tokens({ tokens }: { tokens: readonly ApiToken[] }) {
  const revoke = useCommand('applications.revokeToken')
  const ask = (token: ApiToken): void =>
    confirm({
      title: `Revoke the token ${token.name}?`,
      body: (
        <p>
          The token <code>…{token.tail}</code> stops working at once: the application's requests are answered with 401, and its sign-ins are
          no longer evaluated here.
        </p>
      ),
      confirmLabel: 'Revoke token',
      tone: 'danger',
      act: async () => {
        await revoke.mutateAsync({ tokenId: token.id })
        toast(`Token ${token.name} revoked`)
      },
    })
  if (tokens.length === 0) return <p className="muted">None yet. Issue one for each application, so that one can be revoked alone.</p>
  return <ApiTokenList tokens={tokens} onRevoke={ask} />
}

function IssueToken({ onClose }: { onClose: () => void }) {
  const issue = useCommand('applications.issueToken')
  return (
    <IssueApiTokenDialog
      intro="Whoever holds it can tell of sign-ins and ask who is in which team, in every organization."
      placeholder="wiki"
      issue={async (input) => (await issue.mutateAsync(input)).token}
      isPending={issue.isPending}
      error={issue.error}
      onClose={onClose}
    />
  )
}
