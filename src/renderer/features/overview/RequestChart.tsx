import { useState } from 'react'
import type { HourOfRequests } from '../../../shared/console/overview.ts'
import { usePreferences } from '../../stores/preferences.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './RequestChart.module.css'

const WIDTH = 480
const HEIGHT = 96
const SLOT = WIDTH / 24
const BAR = 14
/** What a single request shows at least, so that an hour with one is not taken for an empty one. */
const LEAST = 2

/** Requests and failures hour by hour, as bars or as a table of the same numbers. */
export function RequestChart({ hours }: { hours: readonly HourOfRequests[] }) {
  const [isTable, setTable] = useState(false)
  const total = hours.reduce((sum, each) => sum + each.total, 0)
  const failed = hours.reduce((sum, each) => sum + each.failed, 0)
  const summary =
    total === 0
      ? 'No request arrived in the last 24 hours.'
      : `${count(total, 'request')}, of which ${failed === 0 ? 'none' : failed.toLocaleString('en')} failed.`
  return (
    <div className={styles.chart}>
      <div className={styles.head}>
        <p>{summary}</p>
        <Button size="small" variant="quiet" onPress={() => setTable(!isTable)}>
          {isTable ? 'Show as chart' : 'Show as table'}
        </Button>
      </div>
      {isTable ? <Table hours={hours} /> : <Bars hours={hours} summary={summary} />}
    </div>
  )
}

const count = (n: number, one: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : `${one}s`}`

function Bars({ hours, summary }: { hours: readonly HourOfRequests[]; summary: string }) {
  const clock = useClock()
  const most = Math.max(1, ...hours.map(({ total }) => total))
  const height = (n: number): number => (n === 0 ? 0 : Math.max(LEAST, (n / most) * HEIGHT))
  const [first, middle, last] = [hours[0], hours[12], hours[23]]
  return (
    <div>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={styles.bars}
        role="img"
        aria-label={`Bar chart. ${summary}`}
      >
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className={styles.base} />
        {hours.map(({ from, total, failed }, place) => {
          const x = place * SLOT + (SLOT - BAR) / 2
          const [whole, lost] = [height(total), height(failed)]
          return (
            <g key={from}>
              <title>{`${clock(from)}: ${count(total, 'request')}, ${failed.toLocaleString('en')} failed`}</title>
              <rect x={place * SLOT} y={0} width={SLOT} height={HEIGHT} className={styles.slot} />
              <rect x={x} y={HEIGHT - whole} width={BAR} height={whole} className={styles.answered} />
              <rect x={x} y={HEIGHT - lost} width={BAR} height={lost} className={styles.failed} />
            </g>
          )
        })}
      </svg>
      <div className={styles.axis} aria-hidden="true">
        {[first, middle, last].map((each) => each && <span key={each.from}>{clock(each.from)}</span>)}
      </div>
      <p className={styles.legend}>
        <span className={styles.key} data-of="answered" aria-hidden="true" /> Requests
        <span className={styles.key} data-of="failed" aria-hidden="true" /> Failed
        <span className={styles.most}>
          Highest hour: {most === 1 && hours.every((each) => each.total === 0) ? 'none' : count(most, 'request')}
        </span>
      </p>
    </div>
  )
}

function Table({ hours }: { hours: readonly HourOfRequests[] }) {
  const clock = useClock()
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable from the keyboard
    <div className={styles.scroll} role="region" aria-label="Requests by hour" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Hour from</th>
            <th scope="col">Requests</th>
            <th scope="col">Failed</th>
          </tr>
        </thead>
        <tbody>
          {hours.toReversed().map(({ from, total, failed }) => (
            <tr key={from}>
              <th scope="row">{clock(from)}</th>
              <td>{total.toLocaleString('en')}</td>
              <td>{failed.toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** "14:00", in the zone that the console shows times in. */
function useClock(): (at: number) => string {
  const zone = usePreferences((preferences) => preferences.times)
  const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...(zone === 'utc' ? { timeZone: 'UTC' } : {}) })
  return (at) => format.format(at)
}
