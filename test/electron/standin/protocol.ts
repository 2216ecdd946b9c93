import { translateScheme } from './address.ts'
import { honest, lacking } from './honest.ts'

interface CustomScheme {
  scheme: string
  privileges?: Record<string, boolean>
}
type Handler = (request: Request) => Response | Promise<Response>

const registered = new Set<string>()
const handlers = new Map<string, Handler>()
/** With these, a scheme is to Chromium what https is; with anything else it would not be, and the stand-in could not show it. */
const NEEDED = ['standard', 'secure', 'supportFetchAPI']
/** Speed only. */
const HARMLESS = new Set(['codeCache'])

export const protocol = honest('protocol', {
  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    for (const { scheme, privileges = {} } of schemes) {
      const granted = Object.keys(privileges).filter((name) => privileges[name] === true && !HARMLESS.has(name))
      if (granted.toSorted().join() !== NEEDED.toSorted().join()) throw lacking(`scheme with the privileges ${granted.join(', ')}`)
      registered.add(scheme)
      translateScheme(scheme)
    }
  },
  handle(scheme: string, handler: Handler): void {
    if (!registered.has(scheme)) throw lacking(`handler of a scheme without privileges: ${scheme}`)
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
})

/** What the shell answers to a request for one of its schemes; null when it handles none of that name. */
export async function answerRequest(scheme: string, request: Request): Promise<Response | null> {
  return (await handlers.get(scheme)?.(request)) ?? null
}
