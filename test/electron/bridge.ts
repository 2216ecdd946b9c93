import type { Page } from '@playwright/test'
import type { ConsoleBridge } from '../../src/shared/console/client.ts'
import type { InputOf, MethodName, OutputOf } from '../../src/shared/console/contract.ts'
import type { Result } from '../../src/shared/console/errors.ts'

/** Asks through the page's own bridge, as the screens do. */
export async function ask<M extends MethodName>(page: Page, method: M, input: InputOf<M>): Promise<OutputOf<M>> {
  const answer = (await page.evaluate(([asked, given]) => (window as unknown as { muster: ConsoleBridge }).muster.invoke(asked, given), [
    method,
    input,
  ] as [string, unknown])) as Result<OutputOf<M>>
  if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`)
  return answer.value
}

/** A SCIM client of one organization: a program apart from the app, that speaks HTTP. */
export interface Pusher {
  readonly url: string
  readonly token: string
  post(resource: 'Users' | 'Groups', body: object): Promise<Response>
}

/** Makes an organization with a token, and the client that an identity provider would be. */
export async function organizationWithPusher(page: Page, name: string): Promise<Pusher & { slug: string; organizationId: number }> {
  const { id: organizationId, slug } = await ask(page, 'organizations.create', { name })
  const { token, endpoint: url } = await ask(page, 'tokens.issue', { organizationId })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
  const post = (resource: string, body: object): Promise<Response> =>
    fetch(`${url.replace(/\/$/, '')}/${resource}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return { url, token, slug, organizationId, post }
}

export const group = (displayName: string): object => ({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName })
