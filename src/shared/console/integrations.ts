import { z } from 'zod'
import { command, query } from './define.ts'
import { Mount, TokenLifetime, TokenState } from './tokens.ts'
import { Id, InOrganization, Instant } from './values.ts'

/** Whose client is expected: which guide is shown, and, for Entra's, that an empty PATCH is taken as nothing to do (R2). */
export const INTEGRATION_PRESETS = ['okta', 'entra', 'onelogin', 'authentik', 'keycloak', 'google', 'other'] as const
export const IntegrationPreset = z.enum(INTEGRATION_PRESETS)
export type IntegrationPreset = z.infer<typeof IntegrationPreset>

/** I1. */
export const INTEGRATION_NAME_RULE = /^(?=.{1,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/
export const INTEGRATION_NAME_RULE_TEXT =
  'Use 1 to 63 lower-case letters and digits, with single hyphens between them, such as okta-production.'
export const IntegrationName = z.string().regex(INTEGRATION_NAME_RULE, INTEGRATION_NAME_RULE_TEXT)

/** R2: how a PATCH is answered; `default` is 200 with the user, 204 for a group. */
export const PatchAnswer = z.enum(['default', 'resource', 'no-content'])
export type PatchAnswer = z.infer<typeof PatchAnswer>
/** R2: an empty `Operations` is refused, or taken as nothing to do. */
export const EmptyPatch = z.enum(['reject', 'ignore'])
export type EmptyPatch = z.infer<typeof EmptyPatch>

export const Integration = z.object({
  id: Id,
  name: z.string(),
  description: z.string(),
  type: z.literal('SCIM'),
  preset: IntegrationPreset,
  /** The organization's group mapping endpoint, which cannot be removed. */
  builtIn: z.boolean(),
  enabled: z.boolean(),
  patchAnswer: PatchAnswer,
  emptyPatch: EmptyPatch,
  /** I3: who its token acts as, and the roles that say what it may do (I4). */
  serviceAccount: z.object({
    id: Id,
    name: z.string(),
    roles: z.array(z.object({ bindingId: Id, id: Id, name: z.string() })),
  }),
  /** Base URLs, the one to enter first. */
  mounts: z.array(Mount),
  token: TokenState,
  lastRequestAt: Instant.nullable(),
  createdAt: Instant,
})
export type Integration = z.infer<typeof Integration>

/** What removing it would do, for the dialog that asks first. */
export const IntegrationRemoval = z.object({
  name: z.string(),
  /** That of the token that stops working. */
  tokenTail: z.string().nullable(),
  serviceAccount: z.string(),
  /** Roles that the service account is bound to. */
  roles: z.array(z.string()),
  lastRequestAt: Instant.nullable(),
})
export type IntegrationRemoval = z.infer<typeof IntegrationRemoval>

const OfIntegration = { ...InOrganization, integrationId: Id }
const Description = z.string().max(1000)

export const integrations = {
  list: query(z.object(InOrganization), z.object({ integrations: z.array(Integration) })),
  get: query(z.object(OfIntegration), Integration),
  /** Gives the token, this once (T2). */
  create: command(
    z.object({
      ...InOrganization,
      name: IntegrationName,
      description: Description.default(''),
      preset: IntegrationPreset.default('other'),
      enabled: z.boolean().default(true),
      lifetimeDays: TokenLifetime.default(null),
    }),
    z.object({ integration: Integration, endpoint: z.string(), token: z.string() }),
  ),
  update: command(
    z.object({
      ...OfIntegration,
      description: Description.optional(),
      preset: IntegrationPreset.optional(),
      patchAnswer: PatchAnswer.optional(),
      emptyPatch: EmptyPatch.optional(),
    }),
    Integration,
  ),
  /** I2. */
  setEnabled: command(z.object({ ...OfIntegration, enabled: z.boolean() }), Integration),
  removalImpact: query(z.object(OfIntegration), IntegrationRemoval),
  remove: command(z.object(OfIntegration), z.object({ name: z.string() })),
}
