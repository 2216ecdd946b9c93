import { useState } from 'react'
import type { Backup, DataCounts } from '../../../../shared/console/backups.ts'
import type { OutputOf } from '../../../../shared/console/contract.ts'
import { useCommand } from '../../../client/queries.ts'
import { confirm } from '../../../stores/confirm.ts'
import { toast, toastError } from '../../../stores/toasts.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { CopyableId } from '../../../ui/CopyField.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { formatBytes } from '../../../ui/format.ts'
import { ErrorNotice, Notice } from '../../../ui/Notice.tsx'
import { Card } from '../../../ui/Page.tsx'
import { ExactTime, Time } from '../../../ui/Time.tsx'
import settingsStyles from '../Settings.module.css'
import styles from './Backups.module.css'
import { RestoreDialog } from './RestoreDialog.tsx'

/** X4: what there is to go back to. */
export function BackupList({ list: { folder, items, failure } }: { list: OutputOf<'backups.list'> }) {
  const create = useCommand('backups.create')
  const [restoring, setRestoring] = useState<Backup | null>(null)
  return (
    <Card
      title="Backups"
      aside={
        <Button
          variant="primary"
          size="small"
          isPending={create.isPending}
          onPress={() =>
            create.mutate({}, { onSuccess: ({ bytes }) => toast('Backup made', `${formatBytes(bytes)}, read again and sound.`) })
          }
        >
          Back up now
        </Button>
      }
    >
      <div className={settingsStyles.form}>
        {failure !== null && (
          <Notice tone="danger" title="The last backup could not be made">
            {failure}
          </Notice>
        )}
        {create.error && failure === null && <ErrorNotice error={create.error} />}
        {items.length === 0 ? (
          <EmptyState icon="download" title="No backup yet">
            A backup is one file with everything in it, made while the service answers. Back up now, or let the schedule below do it.
          </EmptyState>
        ) : (
          <ul className={styles.backups} aria-label="Backups">
            {items.map((backup) => (
              <Row key={backup.name} backup={backup} onRestore={() => setRestoring(backup)} />
            ))}
          </ul>
        )}
        <p className="muted">
          They are in <CopyableId value={folder} what="backup folder" />
        </p>
      </div>
      {restoring && <RestoreDialog backup={restoring} onClose={() => setRestoring(null)} />}
    </Card>
  )
}

const KINDS: Record<Backup['kind'], string> = {
  manual: 'By hand',
  scheduled: 'Scheduled',
  'before-restore': 'Before a restore',
  'before-schema': 'Before an update',
  other: 'From elsewhere',
}

function Row({ backup, onRestore }: { backup: Backup; onRestore: () => void }) {
  const { name, at, bytes, kind, examined } = backup
  const verify = useCommand('backups.verify')
  const remove = useCommand('backups.remove')
  const check = (): void =>
    verify.mutate(
      { name },
      {
        onSuccess: ({ examined: found }) =>
          found?.problem === null ? toast('The backup is sound', name) : toastError('The backup is not sound', found?.problem ?? undefined),
        onError: ({ message, hint }) => toastError(message, hint),
      },
    )
  const forget = (): void =>
    confirm({
      title: 'Delete this backup?',
      body: `${name} is deleted from the disk. It cannot be undone.`,
      confirmLabel: 'Delete backup',
      tone: 'danger',
      act: async () => {
        await remove.mutateAsync({ name })
        toast('Backup deleted', name)
      },
    })
  return (
    <li className={styles.backup}>
      <div className={styles.words}>
        <span className={styles.time}>
          <ExactTime at={at} />
          <Badge>{KINDS[kind]}</Badge>
          <Soundness examined={examined} />
        </span>
        <span className={styles.more}>
          <Time at={at} /> · {formatBytes(bytes)}
          {examined?.counts && ` · ${heldInWords(examined.counts)}`}
        </span>
        <code className={styles.name}>{name}</code>
      </div>
      <div className={styles.actions}>
        <Button size="small" onPress={check} isPending={verify.isPending} aria-label={`Verify ${name}`}>
          Verify
        </Button>
        <Button
          size="small"
          onPress={onRestore}
          aria-label={`Restore ${name}`}
          disabledReason={examined !== null && examined.problem !== null ? 'It is not sound.' : undefined}
        >
          Restore
        </Button>
        <IconButton icon="trash" label={`Delete ${name}`} onPress={forget} />
      </div>
    </li>
  )
}

function heldInWords({ users, groups, teams }: DataCounts): string {
  const counted = (count: number, one: string): string => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`
  return [counted(users, 'user'), counted(groups, 'group'), counted(teams, 'team')].join(', ')
}

function Soundness({ examined }: { examined: Backup['examined'] }) {
  if (examined === null) return <Badge>Not verified</Badge>
  return examined.problem === null ? (
    <Badge tone="success">Sound</Badge>
  ) : (
    <Badge tone="danger" title={examined.problem}>
      Not sound
    </Badge>
  )
}
