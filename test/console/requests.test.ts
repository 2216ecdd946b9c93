import { describe, expect, it } from 'vitest'
import { logExchange } from '../../src/main/domain/activity/log.ts'
import type { InputOf } from '../../src/shared/console/contract.ts'
import { ORIGIN, newConsole } from './console.ts'

const HOUR = 3_600_000

/** A log with one request a day: a user two weeks ago, a group in the last week, a refused one today and one in this hour. */
async function logged() {
  const console = newConsole()
  const { world } = console
  const organization = await world.organization()
  const log = (hoursAgo: number, path: string, type: 'User' | 'Group', status: number, body: string | null = null) =>
    world.database.write((tx) =>
      logExchange(
        tx,
        {
          at: world.time.now - hoursAgo * HOUR,
          organizationId: organization.id,
          integrationId: null,
          method: body === null ? 'GET' : 'POST',
          path,
          remoteAddress: '127.0.0.1',
          requestHeaders: { authorization: 'Bearer secret-of-the-client', 'content-type': 'application/scim+json' },
          requestBody: body,
          status,
          scimType: null,
          responseHeaders: { 'content-type': 'application/scim+json' },
          responseBody: '{}',
          durationUs: 1500,
          resource: { type, id: null, name: `=${path}` },
          notes: [],
          correlationId: `c-${hoursAgo}`,
        },
        true,
      ),
    )
  await log(14 * 24, '/Users/1', 'User', 200)
  await log(3 * 24, '/Groups/2', 'Group', 200)
  await log(5, '/Groups', 'Group', 409, '{"displayName":"Data","password":"hunter2"}')
  await log(0, '/Users?filter=a%20b', 'User', 200)
  return { console, organizationId: organization.id as number }
}

describe('L1: the request log', () => {
  it('is narrowed to a kind of resource and to a time before now', async () => {
    const { console, organizationId } = await logged()
    const paths = async (more: Partial<InputOf<'activity.requests'>>) =>
      (await console.ask('activity.requests', { organizationId, ...more })).items.map(({ path }) => path)
    expect(await paths({ resourceType: 'Group' })).toEqual(['/Groups', '/Groups/2'])
    expect(await paths({ within: 'hour' })).toEqual(['/Users?filter=a%20b'])
    expect(await paths({ within: 'day' })).toEqual(['/Users?filter=a%20b', '/Groups'])
    expect(await paths({ within: 'week', resourceType: 'User' })).toEqual(['/Users?filter=a%20b'])
    expect(await paths({})).toHaveLength(4)
  })

  it('is exported with its filters, without secrets, as CSV, JSON and HAR', async () => {
    const { console, organizationId } = await logged()
    const exported = (format: 'csv' | 'json' | 'har') =>
      console.ask('activity.exportRequests', { organizationId, resourceType: 'Group', format })
    const [csv, json, har] = await Promise.all([exported('csv'), exported('json'), exported('har')])
    for (const file of [csv, json, har]) {
      expect(file).toMatchObject({ requests: 2, truncated: false })
      expect(file.text).not.toMatch(/secret-of-the-client|hunter2/)
    }
    expect(csv.text.split('\r\n')[1]).toMatch(/^[^,]+,acme,,POST,\/Groups,409,,1\.5,Group,,'=\/Groups,/)
    expect(JSON.parse(json.text)).toMatchObject([{ status: 409 }, { status: 200 }])
    expect(JSON.parse(har.text)).toMatchObject({
      log: {
        version: '1.2',
        entries: [
          {
            time: 1.5,
            request: { method: 'POST', url: `${ORIGIN}/Groups`, postData: { mimeType: 'application/scim+json' } },
            response: { status: 409, content: { text: '{}', size: 2 } },
          },
          { request: { method: 'GET', url: `${ORIGIN}/Groups/2` } },
        ],
      },
    })
    const query = await console.ask('activity.exportRequests', { organizationId, within: 'hour', format: 'har' })
    expect(JSON.parse(query.text)).toMatchObject({ log: { entries: [{ request: { queryString: [{ name: 'filter', value: 'a b' }] } }] } })
  })
})
