import { z } from 'zod'
import { command, query } from './define.ts'
import { Id, InOrganization, Instant } from './values.ts'

/** T4: lifetimes in days; null never expires. */
export const TOKEN_LIFETIMES = [null, 30, 90, 180, 365] as const
export const TokenLifetime = z.union([z.null(), z.literal(30), z.literal(90), z.literal(180), z.literal(365)])
export type TokenLifetime = z.infer<typeof TokenLifetime>

export const TokenState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({
    state: z.enum(['live', 'expired']),
    id: Id,
    /** The last four characters: all that is kept of the plaintext. */
    tail: z.string(),
    createdAt: Instant,
    lastUsedAt: Instant.nullable(),
    expiresAt: Instant.nullable(),
  }),
])
export type TokenState = z.infer<typeof TokenState>

/** One SCIM base URL of an integration, and whose form it is for (E1). */
export const Mount = z.object({
  kind: z.enum(['okta', 'entra', 'integration']),
  label: z.string(),
  url: z.string(),
})
export type Mount = z.infer<typeof Mount>

/** A provisioning integration with its endpoint and token. The built-in one is the organization's group mapping endpoint. */
export const Endpoint = z.object({
  integrationId: Id,
  integrationName: z.string(),
  builtIn: z.boolean(),
  enabled: z.boolean(),
  mounts: z.array(Mount),
  token: TokenState,
  lastRequestAt: Instant.nullable(),
})
export type Endpoint = z.infer<typeof Endpoint>

/** T2: the only message that ever carries a token's plaintext. */
export const IssuedToken = z.object({ token: z.string(), endpoint: z.string(), mounts: z.array(Mount), state: TokenState })
export type IssuedToken = z.infer<typeof IssuedToken>

const OfIntegration = { ...InOrganization, integration: z.string().max(63).optional() }

export const tokens = {
  /** `integration` is a name or id; without one, the built-in integration. */
  endpoint: query(z.object(OfIntegration), Endpoint),
  /** Generates the first token or rotates: the token before it dies in the same transaction (T3). */
  issue: command(z.object({ ...OfIntegration, lifetimeDays: TokenLifetime.default(null) }), IssuedToken),
  revoke: command(z.object(OfIntegration), Endpoint),
}
