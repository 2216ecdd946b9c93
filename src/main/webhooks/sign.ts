import { createHmac } from 'node:crypto'
import type { WebhookRow } from '../store/webhooks.ts'

type Secrets = Pick<WebhookRow, 'secret' | 'previousSecret' | 'previousSecretUntil'>

/**
 * The headers of one attempt, as Standard Webhooks 1.0 has them: the same id on every attempt, the time of this one in seconds, and an
 * HMAC-SHA256 over `id.timestamp.body` in base64 for each secret that holds at `now`.
 */
export function signatureHeaders(id: string, body: string, secrets: Secrets, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000))
  const signed = holding(secrets, now).map((secret) => `v1,${hmac(secret, `${id}.${timestamp}.${body}`)}`)
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signed.join(' ') }
}

function holding({ secret, previousSecret, previousSecretUntil }: Secrets, now: number): string[] {
  return previousSecret !== null && previousSecretUntil !== null && previousSecretUntil > now ? [secret, previousSecret] : [secret]
}

function hmac(secret: string, text: string): string {
  return createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(text, 'utf8')
    .digest('base64')
}
