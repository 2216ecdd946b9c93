import { useState } from 'react'
import type { Webhook } from '../../../shared/console/webhooks.ts'
import { useQuery } from '../../client/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Card } from '../../ui/Page.tsx'
import { useAddressWith, useSearchParam } from '../../ui/search-param.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { Loaded } from '../settings/Loaded.tsx'
import { WebhookBadge } from './WebhookBadge.tsx'
import { WebhookDialog } from './WebhookDialog.tsx'
import { WebhookDrawer } from './WebhookDrawer.tsx'
import { WebhookHostsCard } from './WebhookHostsCard.tsx'
import styles from './WebhooksSection.module.css'

/** L5: who is told of changes. */
export function WebhooksSection() {
  const answer = useQuery('webhooks.list', {})
  const settings = useQuery('settings.get', {})
  const [open, setOpen] = useSearchParam('webhook')
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      <Loaded answer={answer} title="Webhooks">
        {({ webhooks }) => (
          <Card
            title="Webhooks"
            aside={
              <Button icon="plus" size="small" onPress={() => setAdding(true)}>
                Add webhook
              </Button>
            }
          >
            {webhooks.length === 0 ? (
              <EmptyState icon="link" title="Nobody is told of changes">
                A webhook is an address that every change is posted to, signed, so that an application knows at once who has joined a team.
                Add one, then send it a test message.
              </EmptyState>
            ) : (
              <WebhookRows webhooks={webhooks} />
            )}
          </Card>
        )}
      </Loaded>
      <Loaded answer={settings} title="Webhook hosts">
        {(data) => <WebhookHostsCard key={data.webhookHosts.join()} hosts={data.webhookHosts} />}
      </Loaded>
      {isAdding && <WebhookDialog onClose={() => setAdding(false)} />}
      {open !== null && answer.data && (
        <WebhookDrawer key={open} webhook={answer.data.webhooks.find(({ id }) => id === open)} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

function WebhookRows({ webhooks }: { webhooks: readonly Webhook[] }) {
  const addressWith = useAddressWith()
  return (
    <ul className="lines" aria-label="Webhooks">
      {webhooks.map((webhook) => (
        <li key={webhook.id}>
          <span className={styles.names}>
            <TextLink to={addressWith({ webhook: webhook.id })} strong>
              {webhook.description === '' ? webhook.url : webhook.description}
            </TextLink>
            {webhook.description !== '' && <code className={styles.url}>{webhook.url}</code>}
            <span className="muted">
              {webhook.organizationName ?? 'All organizations'} ·{' '}
              {webhook.actions.length === 0 ? 'every change' : webhook.actions.join(', ')}
            </span>
          </span>
          <span className={styles.facts}>
            <LastAttempt webhook={webhook} />
            <WebhookBadge webhook={webhook} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function LastAttempt({ webhook: { lastAttempt, waiting } }: { webhook: Webhook }) {
  if (lastAttempt === null) return <span className="muted">{waiting > 0 ? `${waiting} waiting` : 'Nothing sent yet'}</span>
  return (
    <span className="muted">
      {lastAttempt.error === null ? 'Delivered ' : 'Failed '}
      <Time at={lastAttempt.at} />
      {waiting > 0 && `, ${waiting.toLocaleString('en')} waiting`}
    </span>
  )
}
