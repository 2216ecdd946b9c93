import { useState } from 'react'
import type { LoggedRequestDetail } from '../../../shared/console/activity.ts'
import { Segments } from '../../ui/Choice.tsx'
import { CodeBlock } from '../../ui/CodeBlock.tsx'
import { formatBytes } from '../../ui/format.ts'
import { prettyJson } from '../../ui/json-tokens.ts'
import styles from './LoggedMessage.module.css'

type Form = 'pretty' | 'raw'

/** The headers and the body of one side of an exchange, as they were logged: redacted, and cut off when they were long. */
export function LoggedMessage({
  name,
  headers,
  body,
}: {
  name: 'request' | 'response'
  headers: Readonly<Record<string, string>>
  body: LoggedRequestDetail['requestBody']
}) {
  return (
    <div className={styles.message}>
      <details className={styles.headers}>
        <summary>Headers ({Object.keys(headers).length})</summary>
        <dl>
          {Object.entries(headers).map(([header, value]) => (
            <div key={header} className={styles.header}>
              <dt>{header}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      {body === null || body.bytes === 0 ? <p className="muted">No body.</p> : <Body name={name} body={body} />}
    </div>
  )
}

function Body({ name, body }: { name: string; body: NonNullable<LoggedRequestDetail['requestBody']> }) {
  const [form, setForm] = useState<Form>('pretty')
  const pretty = prettyJson(body.text)
  const shown = form === 'pretty' && pretty !== null ? pretty : body.text
  return (
    <>
      <div className={styles.line}>
        <span className="muted">
          Body, {formatBytes(body.bytes)}
          {body.truncated && '; the log kept only the beginning'}
        </span>
        {pretty !== null && (
          <Segments
            label={`Form of the ${name} body`}
            hideLabel
            value={form}
            onChange={setForm}
            options={[
              { value: 'pretty', label: 'Pretty' },
              { value: 'raw', label: 'Raw' },
            ]}
          />
        )}
      </div>
      <CodeBlock
        label={`${name === 'request' ? 'Request' : 'Response'} body`}
        text={body.truncated ? `${shown}\n… cut off here` : shown}
        json={form === 'pretty'}
      />
    </>
  )
}
