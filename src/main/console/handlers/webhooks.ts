import { requireOrganization } from '../../domain/organizations.ts'
import { describeDelivery, describeDeliveryWhole, redeliver, requireDelivery, sendTest } from '../../domain/webhooks/deliveries.ts'
import {
  changeWebhook,
  createWebhook,
  describeWebhook,
  removeWebhook,
  requireWebhook,
  rotateSecret,
} from '../../domain/webhooks/webhooks.ts'
import { countDeliveries, deliveriesPage } from '../../store/webhook-deliveries.ts'
import { webhooksOf } from '../../store/webhooks.ts'
import type { HandlersOf } from '../context.ts'
import { decodeCursor, pageOf } from '../cursor.ts'

export const webhookHandlers: HandlersOf<'webhooks'> = {
  'webhooks.list': ({ domain }, { organizationId }) =>
    domain.read(async (tx) => {
      const webhooks = []
      for (const row of await webhooksOf(tx, organizationId)) webhooks.push(await describeWebhook(tx, row, domain.clock()))
      return { webhooks }
    }),
  'webhooks.create': ({ domain, actor }, { organizationId, ...wanted }) =>
    domain.change({ actor }, async (change) => {
      const organization = organizationId === null ? null : (await requireOrganization(change.tx, organizationId)).id
      const { webhook, secret } = await createWebhook(change, { organization, ...wanted })
      return { webhook: await describeWebhook(change.tx, webhook, change.at), secret }
    }),
  'webhooks.update': ({ domain, actor }, { webhookId, ...wanted }) =>
    domain.change({ actor }, async (change) => {
      const webhook = await changeWebhook(change, await requireWebhook(change.tx, webhookId), wanted)
      return describeWebhook(change.tx, webhook, change.at)
    }),
  'webhooks.rotate': ({ domain, actor }, { webhookId }) =>
    domain.change({ actor }, async (change) => {
      const { webhook, secret } = await rotateSecret(change, await requireWebhook(change.tx, webhookId))
      return { webhook: await describeWebhook(change.tx, webhook, change.at), secret }
    }),
  'webhooks.remove': ({ domain, actor }, { webhookId }) =>
    domain.change({ actor }, async (change) => {
      await removeWebhook(change, await requireWebhook(change.tx, webhookId))
      return {}
    }),
  'webhooks.test': ({ domain, actor }, { webhookId }) =>
    domain.change({ actor }, async (change) => describeDelivery(await sendTest(change, await requireWebhook(change.tx, webhookId)))),
  'webhooks.deliveries': ({ domain }, { webhookId, state, cursor, limit }) =>
    domain.read(async (tx) => {
      await requireWebhook(tx, webhookId)
      const [before] = decodeCursor(cursor) ?? []
      const rows = await deliveriesPage(tx, webhookId, state, before === undefined ? undefined : Number(before), limit + 1)
      return pageOf(rows, limit, await countDeliveries(tx, webhookId, state), (last) => [last.seq], describeDelivery)
    }),
  'webhooks.delivery': ({ domain }, { deliveryId }) =>
    domain.read(async (tx) => describeDeliveryWhole(await requireDelivery(tx, deliveryId))),
  'webhooks.redeliver': ({ domain, actor }, { deliveryId }) =>
    domain.change({ actor }, async (change) => describeDelivery(await redeliver(change, await requireDelivery(change.tx, deliveryId)))),
}
