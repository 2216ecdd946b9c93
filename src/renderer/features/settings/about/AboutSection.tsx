import { useState } from 'react'
import type { HealthCheck } from '../../../../shared/console/health.ts'
import type { Status } from '../../../../shared/console/settings.ts'
import { useQuery } from '../../../client/queries.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { Facts } from '../../../ui/Facts.tsx'
import { Card } from '../../../ui/Page.tsx'
import { Time } from '../../../ui/Time.tsx'
import { Loaded } from '../Loaded.tsx'
import styles from '../Settings.module.css'
import { DiagnosticsDialog } from './DiagnosticsDialog.tsx'
import about from './About.module.css'

/** How the service is, which version it is, and what somebody who helps has to know. */
export function AboutSection() {
  const health = useQuery('health.get', {})
  const status = useQuery('settings.status', {})
  return (
    <>
      <Loaded answer={health} title="Health">
        {({ checks, at }) => (
          <Card
            title="Health"
            aside={
              <span className={styles.buttons}>
                <span className="muted">
                  Checked <Time at={at} />
                </span>
                <Button size="small" icon="refresh" onPress={() => void health.refetch()} isPending={health.isFetching}>
                  Check again
                </Button>
              </span>
            }
          >
            <ul className={about.checks}>
              {checks.map((check) => (
                <Check key={check.id} check={check} />
              ))}
            </ul>
          </Card>
        )}
      </Loaded>
      <Loaded answer={status} title="About Muster">
        {(data) => <About status={data} />}
      </Loaded>
      <Diagnostics />
    </>
  )
}

const TONES = { ok: 'success', warning: 'warning', error: 'danger' } as const
const WORDS = { ok: 'OK', warning: 'Warning', error: 'Error' } as const

function Check({ check: { title, verdict, summary, advice } }: { check: HealthCheck }) {
  return (
    <li className={about.check}>
      <Badge tone={TONES[verdict]}>{WORDS[verdict]}</Badge>
      <span className={about.words}>
        <strong>{title}</strong>
        <span>{summary}</span>
        {advice !== null && <span className="muted">{advice}</span>}
      </span>
    </li>
  )
}

function About({ status }: { status: Status }) {
  const text = [`Muster ${status.version}`, status.mode === 'desktop' ? 'Desktop app' : 'Headless service', navigator.userAgent].join('\n')
  return (
    <Card title="About Muster" aside={<CopyButton text={text} what="version info" showLabel />}>
      <Facts
        wide
        items={[
          ['Version', status.version],
          ['Mode', status.mode === 'desktop' ? 'Desktop app' : 'Headless service'],
          ['Console shown by', navigator.userAgent],
          ['Licence', 'Apache-2.0'],
        ]}
      />
    </Card>
  )
}

function Diagnostics() {
  const [isOpen, setOpen] = useState(false)
  return (
    <Card title="Diagnostics">
      <div className={styles.spread}>
        <p>
          For somebody who helps: versions, settings, health, row counts, how the last requests went, and recent incidents. It holds no
          token, no body and nobody’s name, and is shown before it is saved.
        </p>
        <Button onPress={() => setOpen(true)}>Preview diagnostics</Button>
      </div>
      {isOpen && <DiagnosticsDialog onClose={() => setOpen(false)} />}
    </Card>
  )
}
