import { useState } from 'react'
import type { LoggedRequestDetail, Replay } from '../../../shared/console/activity.ts'
import { invoke, InvocationError } from '../../client/client.ts'
import { Button } from '../../ui/Button.tsx'
import { CodeBlock } from '../../ui/CodeBlock.tsx'
import { Section } from '../../ui/Drawer.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { prettyJson } from '../../ui/json-tokens.ts'
import { EventLines } from './EventLines.tsx'
import { StatusBadge } from './StatusBadge.tsx'

/** J18: what the request would come to now, done and undone by the service. */
export function Rehearsal({ request }: { request: LoggedRequestDetail }) {
  const [isPending, setPending] = useState(false)
  const [outcome, setOutcome] = useState<Replay | InvocationError | null>(null)
  const rehearse = (): void => {
    setPending(true)
    invoke('activity.replay', { requestId: request.id })
      .then(setOutcome, (error: unknown) => {
        if (!(error instanceof InvocationError)) throw error
        setOutcome(error)
      })
      .finally(() => setPending(false))
  }
  return (
    <Section
      title="Dry run"
      aside={
        <Button size="small" icon="play" isPending={isPending} onPress={rehearse}>
          Replay as a dry run
        </Button>
      }
    >
      <div role="status">
        {outcome === null && <p className="muted">Shows what this request would be answered and change now. Nothing is sent or kept.</p>}
        {outcome instanceof InvocationError && <ErrorNotice error={outcome} />}
        {outcome !== null && !(outcome instanceof InvocationError) && <Outcome replay={outcome} was={request.status} />}
      </div>
    </Section>
  )
}

function Outcome({ replay, was }: { replay: Replay; was: number }) {
  const text = replay.body === null || replay.body === '' ? null : (prettyJson(replay.body) ?? replay.body)
  return (
    <div className="stack">
      <p>
        <StatusBadge status={replay.status} />{' '}
        {replay.status === was ? 'It would be answered as it was.' : `It was answered ${was}; it would now be answered ${replay.status}.`}{' '}
        {replay.events.length === 0 ? 'Nothing would change.' : 'It would change:'}
      </p>
      {replay.events.length > 0 && <EventLines events={replay.events} />}
      <ul className="bullets">
        {replay.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {text !== null && <CodeBlock label="Answer of the dry run" text={text} json />}
    </div>
  )
}
