import { z } from 'zod'
import { command, query } from './define.ts'
import { Id, Instant, Nothing, OrganizationId, page, PageInput } from './values.ts'

/** An audit action (`group.pushed`), or all of one kind of thing (`group.*`). */
export const WebhookAction = z
  .string()
  .max(100)
  .regex(
    /^[a-z]+(?:-[a-z]+)*\.(?:\*|[a-z]+(?:-[a-z]+)*)$/,
    'Enter an action such as group.pushed, or group.* for all that happens to groups.',
  )

const Destination = z
  .url({ protocol: /^https?$/, error: 'Enter a whole address, such as https://hooks.example.com/muster.' })
  .max(2000)
  .refine((url) => !/#|\/\/[^/]*@/.test(url), 'Leave out user names and fragments (#): they are not sent.')

const Description = z.string().trim().max(200)
const Actions = z.array(WebhookAction).max(50)

/** L5: an address that is told of changes. */
export const Webhook = z.object({
  id: Id,
  /** null: of the whole instance. */
  organizationId: OrganizationId.nullable(),
  organizationName: z.string().nullable(),
  url: z.string(),
  description: z.string(),
  /** Empty: of every change. */
  actions: z.array(z.string()),
  enabled: z.boolean(),
  /** Until then messages are signed with the secret before the last rotation too. */
  previousSecretUntil: Instant.nullable(),
  waiting: z.number().int(),
  lastAttempt: z.object({ at: Instant, status: z.number().int().nullable(), error: z.string().nullable() }).nullable(),
  createdAt: Instant,
  updatedAt: Instant,
})
export type Webhook = z.infer<typeof Webhook>

export const DeliveryState = z.enum(['waiting', 'delivered', 'given-up'])
export type DeliveryState = z.infer<typeof DeliveryState>

/** One message for one webhook; its id is the `webhook-id` that every attempt carries. */
export const Delivery = z.object({
  id: Id,
  webhookId: Id,
  action: z.string(),
  state: DeliveryState,
  attempts: z.number().int(),
  createdAt: Instant,
  /** null once it is delivered or given up. */
  nextAttemptAt: Instant.nullable(),
  lastAttemptAt: Instant.nullable(),
  lastStatus: z.number().int().nullable(),
  lastError: z.string().nullable(),
  lastDurationMs: z.number().int().nullable(),
})
export type Delivery = z.infer<typeof Delivery>

export const DeliveryDetail = Delivery.extend({
  /** JSON text, as it is sent. */
  body: z.string(),
  /** The beginning of what was answered last. */
  lastResponse: z.string().nullable(),
})
export type DeliveryDetail = z.infer<typeof DeliveryDetail>

const WithSecret = z.object({ webhook: Webhook, /** Shown this once. */ secret: z.string() })

export const webhooks = {
  /** Those of an organization come with the instance's own. */
  list: query(z.object({ organizationId: OrganizationId.optional() }), z.object({ webhooks: z.array(Webhook) })),
  create: command(
    z.object({
      organizationId: OrganizationId.nullable(),
      url: Destination,
      description: Description.default(''),
      actions: Actions.default([]),
    }),
    WithSecret,
  ),
  update: command(
    z.object({
      webhookId: Id,
      url: Destination.optional(),
      description: Description.optional(),
      actions: Actions.optional(),
      enabled: z.boolean().optional(),
    }),
    Webhook,
  ),
  /** The secret before goes on signing beside the new one for a day. */
  rotate: command(z.object({ webhookId: Id }), WithSecret),
  remove: command(z.object({ webhookId: Id }), Nothing),
  /** Sends a message of the action `webhook.test`. */
  test: command(z.object({ webhookId: Id }), Delivery),
  deliveries: query(z.object({ ...PageInput, webhookId: Id, state: DeliveryState.optional() }), page(Delivery)),
  delivery: query(z.object({ deliveryId: Id }), DeliveryDetail),
  /** The same message once more, under the same id. */
  redeliver: command(z.object({ deliveryId: Id }), Delivery),
}
