import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { Sample } from '../../../shared/console/attributes.ts'
import { SAMPLE_LIMIT } from '../../../shared/console/attributes.ts'
import { invoke, InvocationError } from '../../client/client.ts'
import { Button } from '../../ui/Button.tsx'
import { Segments } from '../../ui/Choice.tsx'
import type { Option } from '../../ui/Choice.tsx'
import { JsonBlock } from '../../ui/CodeBlock.tsx'
import { TextField } from '../../ui/Field.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { EventLines } from '../activity/EventLines.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import styles from './Attributes.module.css'

type Kind = 'User' | 'Group'
const kinds: readonly Option<Kind>[] = [
  { value: 'User', label: 'User' },
  { value: 'Group', label: 'Group' },
]

/** X7: a payload as the identity provider would post it, and the user or group that it would give. */
export function SampleCard() {
  const { id: organizationId } = useOrganization()
  const [kind, setKind] = useState<Kind>('User')
  const [payload, setPayload] = useState('')
  const [isPending, setPending] = useState(false)
  const [outcome, setOutcome] = useState<Sample | InvocationError | null>(null)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (payload.trim() === '' || isPending) return
    setPending(true)
    invoke('attributes.sample', { organizationId, resourceType: kind, payload })
      .then(setOutcome, (error: unknown) => {
        if (!(error instanceof InvocationError)) throw error
        setOutcome(error)
      })
      .finally(() => setPending(false))
  }
  return (
    <div className={styles.sample}>
      <form onSubmit={submit} className={styles.form} noValidate>
        <Segments label="It is a" value={kind} onChange={setKind} options={kinds} />
        <TextField
          label="Payload"
          value={payload}
          onChange={setPayload}
          rows={12}
          mono
          maxLength={SAMPLE_LIMIT}
          placeholder={PLACEHOLDERS[kind]}
          description="The JSON that would be posted. It is rehearsed on the data as they are and undone: nothing is kept, nothing is logged."
        />
        <div>
          <Button
            type="submit"
            variant="primary"
            icon="play"
            isPending={isPending}
            disabledReason={payload.trim() === '' ? 'Paste a payload first.' : undefined}
          >
            Try payload
          </Button>
        </div>
      </form>
      <div role="status" className={styles.outcome}>
        {outcome === null && <p className="muted">What it would give is shown here.</p>}
        {outcome instanceof InvocationError && <ErrorNotice error={outcome} />}
        {outcome !== null && !(outcome instanceof InvocationError) && <Outcome sample={outcome} />}
      </div>
    </div>
  )
}

const PLACEHOLDERS = {
  User: '{\n  "userName": "ada@acme.example",\n  "displayName": "Ada Lovelace",\n  "active": true\n}',
  Group: '{\n  "displayName": "Engineering",\n  "members": []\n}',
} as const

function Outcome({ sample: { status, refusal, resource, notes, events } }: { sample: Sample }) {
  return (
    <>
      {refusal === null ? (
        <Notice tone="success" title="It would be accepted">
          {notes.length === 0 ? 'All of it would be kept.' : 'Not all of it would be kept as it is:'}
        </Notice>
      ) : (
        <Notice tone="danger" title={`It would be refused with ${status}`}>
          {refusal}
        </Notice>
      )}
      {notes.length > 0 && (
        <ul className="bullets">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {refusal === null && <JsonBlock label="What it would give" value={resource} />}
      {events.length > 0 && <EventLines events={events} />}
    </>
  )
}
