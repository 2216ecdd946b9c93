import type { AuditEvent } from '../../../shared/console/activity.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import styles from './RequestLines.module.css'

/** A few changes in short. `addressOf` leads each to its details; without it they are only told. */
export function EventLines({ events, addressOf }: { events: readonly AuditEvent[]; addressOf?: (event: AuditEvent) => string }) {
  return (
    <ul className={styles.lines}>
      {events.map((event) => {
        const words = `${event.action}: ${event.target.name}`
        return (
          <li key={event.id} className={styles.event}>
            {addressOf && (
              <span className={styles.when}>
                <Time at={event.at} />
              </span>
            )}
            <span className={styles.summary} title={words}>
              {addressOf ? <TextLink to={addressOf(event)}>{words}</TextLink> : words}
            </span>
            <span className="muted">{event.actor.name}</span>
          </li>
        )
      })}
    </ul>
  )
}
