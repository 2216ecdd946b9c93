import type { Exchange } from '../../src/main/domain/activity/log.ts'
import { START } from './data-folder.ts'

/** A SCIM request as it is logged, which nobody sent. */
export const exchange = (known: Partial<Exchange>): Exchange => ({
  at: START,
  organizationId: null,
  integrationId: null,
  method: 'GET',
  path: '/orgs/1/scim/v2/Users',
  remoteAddress: '127.0.0.1',
  requestHeaders: {},
  requestBody: null,
  status: 200,
  scimType: null,
  responseHeaders: {},
  responseBody: null,
  durationUs: 1,
  resource: null,
  notes: [],
  correlationId: 'c',
  ...known,
})
