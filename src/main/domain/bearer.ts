/** The token of an Authorization header (RFC 6750 §2.1); undefined without one, empty for one that is no bearer token. */
export function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.trim() === '') return undefined
  const match = /^bearer[ \t]+(\S+)[ \t]*$/i.exec(authorization)
  // Another scheme, or something after the token, is not a token at all rather than a missing one.
  return match === null ? '' : match[1]
}
