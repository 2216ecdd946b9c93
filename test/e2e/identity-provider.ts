/** A SCIM client of its own, beside the browser: what an identity provider sends. */
export interface IdentityProvider {
  /** Status and parsed body of one request; the path is relative to the SCIM base URL. */
  send(method: string, path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }>
  /** Creates a user and returns her id. */
  user(userName: string, displayName: string): Promise<string>
  /** Creates a group with these members and returns its id. */
  group(displayName: string, members?: readonly string[]): Promise<string>
  patch(path: string, ...operations: object[]): Promise<number>
}

export function identityProvider(base: string, token: string, userAgent = 'Okta SCIM Client 1.0.0'): IdentityProvider {
  async function send(method: string, path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json', 'user-agent': userAgent },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
  }
  async function created(path: string, body: object): Promise<string> {
    const answer = await send('POST', path, body)
    if (answer.status !== 201) throw new Error(`POST ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return String(answer.body['id'])
  }
  return {
    send,
    user: (userName, displayName) =>
      created('/Users', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName,
        displayName,
        emails: [{ primary: true, type: 'work', value: userName }],
        active: true,
      }),
    group: (displayName, members = []) =>
      created('/Groups', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName,
        members: members.map((value) => ({ value })),
      }),
    async patch(path, ...operations) {
      const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations }
      return (await send('PATCH', path, body)).status
    },
  }
}
