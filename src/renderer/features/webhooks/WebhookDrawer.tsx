import { useState } from 'react'
import type { Webhook } from '../../../shared/console/webhooks.ts'
import { useCommand } from '../../client/queries.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Drawer, Section } from '../../ui/Drawer.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { ExactTime } from '../../ui/Time.tsx'
import { DeliveryLog } from './DeliveryLog.tsx'
import { SecretDialog } from './SecretDialog.tsx'
import { WebhookBadge } from './WebhookBadge.tsx'
import { WebhookDialog } from './WebhookDialog.tsx'
import styles from './WebhookDrawer.module.css'

/** One webhook: what it is told, what can be done with it, and what was sent. */
export function WebhookDrawer({ webhook, onClose }: { webhook: Webhook | undefined; onClose: () => void }) {
  if (webhook === undefined)
    return (
      <Drawer title="Not here" eyebrow="Webhook" onClose={onClose}>
        <EmptyState icon="search" title="There is no such webhook">
          It may have been removed since the link was made.
        </EmptyState>
      </Drawer>
    )
  return (
    <Drawer
      title={webhook.description === '' ? new URL(webhook.url).host : webhook.description}
      eyebrow="Webhook"
      badges={<WebhookBadge webhook={webhook} />}
      onClose={onClose}
    >
      <div className="stack">
        <CopyField value={webhook.url} what="webhook URL" />
        <Facts
          items={[
            ['Told of', webhook.organizationName ?? 'All organizations'],
            ['Actions', webhook.actions.length === 0 ? 'Every change' : webhook.actions.join(', ')],
            ['Added', <ExactTime key="added" at={webhook.createdAt} />],
            webhook.previousSecretUntil === null
              ? null
              : [
                  'Old secret',
                  <span key="old">
                    signs too until <ExactTime at={webhook.previousSecretUntil} />
                  </span>,
                ],
          ]}
        />
        <Tools webhook={webhook} onRemoved={onClose} />
        <Section title="Deliveries">
          <DeliveryLog webhook={webhook} />
        </Section>
      </div>
    </Drawer>
  )
}

function Tools({ webhook, onRemoved }: { webhook: Webhook; onRemoved: () => void }) {
  const test = useCommand('webhooks.test')
  const update = useCommand('webhooks.update')
  const [isEditing, setEditing] = useState(false)
  const { secret, askToRotate, forgetSecret } = useRotation(webhook)
  const askToRemove = useRemoval(webhook, onRemoved)
  const toggle = (): void =>
    update.mutate(
      { webhookId: webhook.id, enabled: !webhook.enabled },
      { onSuccess: () => toast(webhook.enabled ? 'Webhook disabled' : 'Webhook enabled') },
    )
  const error = test.error ?? update.error
  return (
    <div className={styles.tools}>
      <Button
        size="small"
        icon="play"
        variant="primary"
        isPending={test.isPending}
        disabledReason={webhook.enabled ? undefined : 'Nothing is sent to a disabled webhook.'}
        onPress={() => test.mutate({ webhookId: webhook.id }, { onSuccess: () => toast('Test message on its way') })}
      >
        Send test message
      </Button>
      <Button size="small" icon="pencil" onPress={() => setEditing(true)}>
        Edit webhook
      </Button>
      <Button size="small" icon={webhook.enabled ? 'pause' : 'play'} isPending={update.isPending} onPress={toggle}>
        {webhook.enabled ? 'Disable webhook' : 'Enable webhook'}
      </Button>
      <Button size="small" icon="key" onPress={askToRotate}>
        Rotate secret
      </Button>
      <Button size="small" icon="trash" variant="quiet" onPress={askToRemove}>
        Remove webhook
      </Button>
      {error && <ErrorNotice error={error} />}
      {isEditing && <WebhookDialog webhook={webhook} onClose={() => setEditing(false)} />}
      {secret !== null && <SecretDialog secret={secret} onClose={forgetSecret} />}
    </div>
  )
}

function useRotation(webhook: Webhook) {
  const rotate = useCommand('webhooks.rotate')
  const [secret, setSecret] = useState<string | null>(null)
  return {
    secret,
    forgetSecret: () => setSecret(null),
    askToRotate: () =>
      confirm({
        title: 'Rotate the signing secret?',
        body: (
          <ul className="bullets">
            <li>A new secret is shown once, and signs from now on.</li>
            <li>The present one signs beside it for a day, so that the receiver can be changed in that time.</li>
          </ul>
        ),
        confirmLabel: 'Rotate secret',
        tone: 'primary',
        act: async () => setSecret((await rotate.mutateAsync({ webhookId: webhook.id })).secret),
      }),
  }
}

function useRemoval(webhook: Webhook, onRemoved: () => void): () => void {
  const remove = useCommand('webhooks.remove')
  return () =>
    confirm({
      title: 'Remove this webhook?',
      body: (
        <ul className="bullets">
          <li>{webhook.url} is told of nothing more.</li>
          <li>
            {webhook.waiting === 0
              ? 'No message waits to be delivered.'
              : `${webhook.waiting.toLocaleString('en')} messages that wait to be delivered are not sent.`}
          </li>
          <li>Its delivery log and its secret go with it.</li>
        </ul>
      ),
      confirmLabel: 'Remove webhook',
      tone: 'danger',
      act: async () => {
        await remove.mutateAsync({ webhookId: webhook.id })
        onRemoved()
        toast('Webhook removed')
      },
    })
}
