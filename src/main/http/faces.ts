/** SCIM's mounts below /api (E1), as clients write them: with slashes doubled, too (E2). */
const SCIM_MOUNT = /^\/+api\/+(?:orgs\/+[^/?]*|v1\/+[^/?]*\/+integrations\/+[^/?]*)\/+scim\/+v2(?=[/?]|$)/
const API = /^\/+api(?=[/?]|$)/

/** Whether a request is for the management API: everything below /api that is not a SCIM endpoint. */
export function isManagement(target: string): boolean {
  return API.test(target) && !SCIM_MOUNT.test(target)
}

/** The codes under which the management API tells what the listener itself refuses. */
const CODES: Readonly<Record<number, string>> = {
  413: 'too_large',
  415: 'unsupported_media_type',
  421: 'misdirected',
  500: 'internal',
}

/** A refusal of the listener's own in the management API's form. */
export function managementError(status: number, message: string): string {
  return JSON.stringify({ message, code: CODES[status] ?? 'bad_request' })
}
