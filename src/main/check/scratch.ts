import type { Client } from './client.ts'
import { NoAnswer } from './failures.ts'
import { isObject, listAt, textAt } from './json.ts'
import type { Json } from './json.ts'
import type { Profile } from './profile.ts'
import type { Answer } from './types.ts'

/** What a run made, so that it can be unmade. */
export interface ScratchSpace {
  readonly prefix: string
  /** A name nobody has. */
  name(): string
  /** Looks at every answer of the run: what a server says that it created is remembered. */
  watch(answer: Answer): void
  /** Deletes everything of this run that is there, and resolves to what could not be deleted, a line each. */
  clean(client: Client): Promise<string[]>
}

const SWEEP_PAGE = 100
const SWEEPS = 5

export function scratchSpace(prefix: string, profile: Profile): ScratchSpace {
  let names = 0
  const made = new Set<string>()
  const endpoints = [profile.groups, profile.users]

  const remember = (endpoint: string | undefined, id: string | undefined): void => {
    if (endpoint !== undefined && id !== undefined && id !== '') made.add(`${endpoint}/${encodeURIComponent(id)}`)
  }
  const rememberLocation = (location: string | null | undefined): void => {
    const match = /(\/[^/]+)\/([^/?#]+)$/.exec(location ?? '')
    if (match?.[2] !== undefined)
      remember(
        endpoints.find((endpoint) => endpoint === match[1]),
        decoded(match[2]),
      )
  }

  /** Nothing is deleted on the word of an old answer: a server under test may have answered with the id of a resource that is not ours. */
  const remove = async (client: Client, path: string): Promise<string | undefined> => {
    const found = await client.send('GET', path, undefined)
    if (found.status === 404 || found.status === 410) return undefined
    if (found.status !== 200) return `${path} may still be there: reading it was answered ${found.status}`
    if (!isOurs(found.body, prefix)) return `${path} was left alone: it does not carry the name of this check`
    const gone = await client.send('DELETE', path, undefined)
    return gone.status === 204 || gone.status === 404 || gone.status === 200
      ? undefined
      : `${path} is still there: deleting it was answered ${gone.status}`
  }

  const found = async (client: Client, endpoint: string): Promise<string[]> => {
    const attribute = endpoint === profile.groups ? 'displayName' : 'userName'
    const answer = await client.send('GET', endpoint, undefined, { query: { filter: `${attribute} sw "${prefix}"`, count: SWEEP_PAGE } })
    return answer.status === 200
      ? listAt(answer.body, 'Resources')
          .filter((each) => isOurs(each, prefix))
          .map((each) => `${endpoint}/${encodeURIComponent(textAt(each, 'id') ?? '')}`)
      : []
  }

  return {
    prefix,
    name: () => `${prefix}-${++names}`,
    watch({ sent, status, headers, body }) {
      if (sent.method !== 'POST') return
      const path = new URL(sent.url).pathname
      const endpoint = endpoints.find((each) => path.endsWith(each))
      if (endpoint !== undefined && status < 300) {
        remember(endpoint, textAt(body, 'id'))
        if (textAt(body, 'id') === undefined) rememberLocation(headers.get('location'))
      }
      if (path.endsWith('/Bulk')) for (const each of listAt(body, 'Operations')) rememberLocation(textAt(each, 'location'))
    },
    async clean(client) {
      const left = new Map<string, string>()
      const removeAll = async (paths: Iterable<string>): Promise<void> => {
        for (const path of paths) {
          const problem = await remove(client, path).catch((error: unknown) => `${path} may still be there: ${why(error)}`)
          if (problem === undefined) left.delete(path)
          else left.set(path, problem)
        }
      }
      // Groups before people, newest first: nothing has to be taken out of a group that is gone.
      const known = [...made].toReversed()
      await removeAll([
        ...known.filter((path) => path.startsWith(`${profile.groups}/`)),
        ...known.filter((path) => !path.startsWith(`${profile.groups}/`)),
      ])
      // Then whatever else carries the name: created by a request whose answer did not say so.
      for (const endpoint of endpoints) {
        for (let sweep = 0; sweep < SWEEPS; sweep++) {
          const more = (await found(client, endpoint).catch(() => [])).filter((path) => !left.has(path))
          if (more.length === 0) break
          await removeAll(more)
        }
      }
      return [...left.values()]
    },
  }
}

/** Whether a resource carries the prefix of the run in one of its names. */
function isOurs(resource: Json | undefined, prefix: string): boolean {
  if (!isObject(resource)) return false
  return ['userName', 'displayName', 'externalId'].some((name) => textAt(resource, name)?.toLowerCase().startsWith(prefix) === true)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function why(error: unknown): string {
  return error instanceof NoAnswer || error instanceof Error ? error.message : String(error)
}
