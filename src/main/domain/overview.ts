import type { Overview } from '../../shared/console/overview.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { HOUR_MS, requestsByHour, setupOf } from '../store/overview.ts'

const HOURS = 24

/** How an organization does: what arrived in the last day, and what of its set-up is still to be done. */
export async function overviewOf(tx: ReadTx, organization: Pick<OrganizationRow, 'id'>, now: number): Promise<Overview> {
  const last = Math.floor(now / HOUR_MS)
  const first = last - HOURS + 1
  const counted = new Map((await requestsByHour(tx, organization.id, first * HOUR_MS)).map((each) => [each.hour, each]))
  const hours = Array.from({ length: HOURS }, (_, i) => {
    const { total, failed } = counted.get(first + i) ?? { total: 0, failed: 0 }
    return { from: (first + i) * HOUR_MS, total, failed }
  })
  const found = await setupOf(tx, organization.id, now)
  return {
    hours,
    setup: [
      { step: 'token', done: found.token === 1 },
      { step: 'first-request', done: found.request === 1 },
      { step: 'groups', done: found.grouped === 1 },
      { step: 'team', done: found.linked === 1 },
      { step: 'access', done: found.granted === 1 },
    ],
  }
}
