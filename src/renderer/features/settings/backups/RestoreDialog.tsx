import { useState } from 'react'
import type { Backup, DataCounts, RestoreImpact } from '../../../../shared/console/backups.ts'
import { useCommand, useQuery } from '../../../client/queries.ts'
import { toast } from '../../../stores/toasts.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Choice.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorNotice, Notice } from '../../../ui/Notice.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { ExactTime } from '../../../ui/Time.tsx'
import settingsStyles from '../Settings.module.css'
import styles from './Backups.module.css'

/** J20: what going back would lose and bring back, before it is done. */
export function RestoreDialog({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const impact = useQuery('backups.restoreImpact', { name: backup.name })
  const restore = useCommand('backups.restore')
  const [isMeant, setMeant] = useState(false)
  const foreign = impact.data?.sameInstance === false
  const run = (): void =>
    restore.mutate(
      { name: backup.name, otherInstance: foreign },
      {
        onSuccess: ({ safetyCopy }) => {
          toast('The backup is restored', safetyCopy === null ? undefined : `What was there before is kept as ${safetyCopy}.`)
          onClose()
        },
      },
    )
  return (
    <Dialog
      title="Restore this backup?"
      role="alertdialog"
      onClose={onClose}
      isDismissable={!restore.isPending}
      footer={
        <>
          <Button onPress={onClose} isDisabled={restore.isPending} autoFocus>
            Cancel
          </Button>
          <Button
            variant="danger"
            onPress={run}
            isPending={restore.isPending}
            isDisabled={impact.data === undefined || (foreign && !isMeant)}
          >
            Restore backup
          </Button>
        </>
      }
    >
      <div className={settingsStyles.form}>
        {impact.error && <ErrorNotice error={impact.error} />}
        {impact.data === undefined && !impact.error && <SkeletonLines count={6} />}
        {impact.data && <Impact impact={impact.data} />}
        {foreign && (
          <Notice tone="warning" title="This is a backup of another Muster">
            <p>Its organizations, people and tokens take the place of the ones here.</p>
            <Checkbox isSelected={isMeant} onChange={setMeant}>
              Restore it all the same
            </Checkbox>
          </Notice>
        )}
        {restore.error && <ErrorNotice error={restore.error} />}
      </div>
    </Dialog>
  )
}

const ROWS: readonly (readonly [keyof DataCounts, string])[] = [
  ['organizations', 'Organizations'],
  ['users', 'Users'],
  ['groups', 'Groups'],
  ['teams', 'Teams'],
  ['auditEvents', 'Changes in the audit trail'],
]

function Impact({ impact }: { impact: RestoreImpact }) {
  const { backup, present, restored, lastChangeAt, changesLost, tokensRevived, tokensLost } = impact
  const number = (count: number): string => count.toLocaleString('en')
  return (
    <>
      <p>
        Everything becomes as it was on <ExactTime at={lastChangeAt ?? backup.at} />.{' '}
        {changesLost === 0
          ? 'No change is lost.'
          : `${number(changesLost)} ${changesLost === 1 ? 'change' : 'changes'} made since would be lost.`}
      </p>
      <table className={styles.impact}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">What</span>
            </th>
            <th scope="col">Now</th>
            <th scope="col">Afterwards</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(([key, label]) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>{number(present[key])}</td>
              <td>{number(restored[key])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {tokensLost > 0 && (
        <Notice tone="warning" title={`${tokensLost} ${tokensLost === 1 ? 'token' : 'tokens'} issued since would open nothing any more`}>
          Identity providers that use them are refused until they get a new one.
        </Notice>
      )}
      {tokensRevived > 0 && (
        <Notice
          tone="warning"
          title={`${tokensRevived} ${tokensRevived === 1 ? 'token' : 'tokens'} revoked since would open endpoints again`}
        >
          Revoke them again afterwards.
        </Notice>
      )}
      <p className="muted">
        The data of now is kept as a backup of its own. Requests that come in meanwhile are told to come back in a moment.
      </p>
    </>
  )
}
