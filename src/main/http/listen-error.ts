/** Why a listener could not start. */
export type ListenReason = 'port-taken' | 'address-not-here' | 'not-permitted' | 'invalid-address' | 'insecure-address' | 'failed'

/** X5: a listener that did not start. `message` says what and why, `hint` what to do; the caller never half-starts. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
  readonly reason: ListenReason
  readonly hint: string
  /** Where the port is taken, one that is not. */
  readonly freePort: number | null

  constructor(reason: ListenReason, message: string, hint: string, cause?: unknown, free: number | null = null) {
    super(message, { cause })
    this.reason = reason
    this.hint = hint
    this.freePort = free
  }
}

/** The same, with another port where there is one. */
export function offering(error: ListenError, free: number | null): ListenError {
  if (error.reason !== 'port-taken' || free === null) return error
  const hint = `Stop that program, or choose another port, such as ${free}, which is free (0 picks a free one).`
  return new ListenError(error.reason, error.message, hint, error.cause, free)
}

/** Says in words what the operating system said in a code. `what` names the listener: "the SCIM service". */
export function listenError(what: string, host: string, port: number, cause: unknown): ListenError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  switch (code) {
    case 'EADDRINUSE':
      return new ListenError(
        'port-taken',
        `Port ${port} on ${host} is taken, so ${what} cannot listen there: another program, perhaps another Muster, is using it.`,
        'Stop that program, or choose another port (0 picks a free one).',
        cause,
      )
    case 'EADDRNOTAVAIL':
      return new ListenError(
        'address-not-here',
        `${what} cannot listen on ${host}: this machine has no such address.`,
        'Choose an address of this machine, or 127.0.0.1.',
        cause,
      )
    case 'EACCES':
    case 'EPERM':
      return new ListenError(
        'not-permitted',
        `${what} may not listen on port ${port} of ${host}: the operating system keeps that port for privileged programs.`,
        'Choose a port of 1024 or above.',
        cause,
      )
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new ListenError(
        'invalid-address',
        `${what} cannot listen on "${host}": that is not an address, nor a name that this machine can resolve.`,
        'Choose an IP address of this machine, or 127.0.0.1.',
        cause,
      )
    case 'ERR_SOCKET_BAD_PORT':
      return new ListenError(
        'invalid-address',
        `${what} cannot listen on port ${port}: ports are 0 to 65535.`,
        'Choose another port.',
        cause,
      )
    default:
      return new ListenError(
        'failed',
        `${what} cannot listen on ${host}, port ${port}: ${cause instanceof Error ? cause.message : String(cause)}`,
        'Choose another address or port.',
        cause,
      )
  }
}
