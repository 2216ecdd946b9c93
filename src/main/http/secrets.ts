import { createHash, timingSafeEqual } from 'node:crypto'

/** A new secret of 256 random bits, in characters that need no quoting anywhere. */
export function newSecret(random: (bytes: number) => Uint8Array): string {
  return Buffer.from(random(32)).toString('base64url')
}

export function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Takes the same time however much of the secret matches, and whatever its length: digests are compared, not secrets (T7). */
export function isSecret(presented: string, expected: Buffer): boolean {
  return timingSafeEqual(digest(presented), expected)
}

/** Names a running service to those who hold its control key, and tells nothing to those who do not. */
export function instanceOf(controlKey: string): string {
  return digest(`instance:${controlKey}`).toString('hex').slice(0, 32)
}
