import { useState } from 'react'
import type { Delivery, DeliveryState, Webhook } from '../../../shared/console/webhooks.ts'
import { usePages } from '../../client/pages.ts'
import { useCommand, useQuery } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { Badge } from '../../ui/Badge.tsx'
import type { BadgeTone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { CodeBlock, JsonBlock } from '../../ui/CodeBlock.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { formatDuration } from '../../ui/format.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { ExactTime, Time } from '../../ui/Time.tsx'
import styles from './DeliveryLog.module.css'

const shown: Readonly<Record<DeliveryState, { tone: BadgeTone; word: string }>> = {
  waiting: { tone: 'warning', word: 'Waiting' },
  delivered: { tone: 'success', word: 'Delivered' },
  'given-up': { tone: 'danger', word: 'Given up' },
}

/** What was sent to a webhook, newest first; each opens in place. */
export function DeliveryLog({ webhook }: { webhook: Webhook }) {
  const rows = usePages('webhooks.deliveries', { webhookId: webhook.id })
  const [open, setOpen] = useState<string | null>(null)
  if (rows.error) return <ErrorNotice error={rows.error} retry={rows.retry} />
  if (rows.total === null) return <SkeletonLines count={4} />
  if (rows.total === 0) return <p className="muted">Nothing has been sent yet. A test message shows whether the receiver can be reached.</p>
  return (
    <>
      <ul className={styles.log} aria-label="Deliveries">
        {rows.loaded.map((delivery) => (
          <li key={delivery.id}>
            <button
              type="button"
              className={styles.line}
              aria-expanded={open === delivery.id}
              onClick={() => setOpen(open === delivery.id ? null : delivery.id)}
            >
              <span className={styles.when}>
                <Time at={delivery.createdAt} />
              </span>
              <code>{delivery.action}</code>
              <span className={styles.answer}>{answerOf(delivery)}</span>
              <Badge tone={shown[delivery.state].tone}>{shown[delivery.state].word}</Badge>
            </button>
            {open === delivery.id && <DeliveryDetails delivery={delivery} isEnabled={webhook.enabled} />}
          </li>
        ))}
      </ul>
      {rows.loaded.length < rows.total && (
        <Button size="small" onPress={() => rows.show(0, rows.loaded.length)}>
          Show more
        </Button>
      )}
    </>
  )
}

function answerOf({ attempts, lastError, lastStatus }: Delivery): string {
  if (attempts === 0) return ''
  return lastError ?? String(lastStatus)
}

function DeliveryDetails({ delivery, isEnabled }: { delivery: Delivery; isEnabled: boolean }) {
  const answer = useQuery('webhooks.delivery', { deliveryId: delivery.id })
  const redeliver = useCommand('webhooks.redeliver')
  return (
    <div className={styles.details}>
      <Facts
        items={[
          ['Attempts', delivery.attempts.toLocaleString('en')],
          delivery.lastAttemptAt === null ? null : ['Last attempt', <ExactTime key="last" at={delivery.lastAttemptAt} />],
          delivery.lastDurationMs === null ? null : ['It took', formatDuration(delivery.lastDurationMs)],
          delivery.nextAttemptAt === null ? null : ['Next attempt', <ExactTime key="next" at={delivery.nextAttemptAt} />],
          delivery.lastError === null ? null : ['Why', delivery.lastError],
        ]}
      />
      {answer.error && <ErrorNotice error={answer.error} />}
      {answer.data && <JsonBlock label="Message" value={JSON.parse(answer.data.body)} />}
      {answer.data?.lastResponse && <CodeBlock label="Answer" text={answer.data.lastResponse} />}
      {redeliver.error && <ErrorNotice error={redeliver.error} />}
      <div>
        <Button
          size="small"
          icon="refresh"
          isPending={redeliver.isPending}
          disabledReason={isEnabled ? undefined : 'Nothing is sent to a disabled webhook.'}
          onPress={() => redeliver.mutate({ deliveryId: delivery.id }, { onSuccess: () => toast('The message is sent again') })}
        >
          Send again
        </Button>
      </div>
    </div>
  )
}
