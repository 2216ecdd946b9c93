import type { Client } from './client.ts'
import { Unprepared } from './failures.ts'
import { isObject, textAt } from './json.ts'
import type { JsonObject } from './json.ts'
import { GROUP_URN, USER_URN } from './profile.ts'
import type { Profile } from './profile.ts'
import type { ScratchSpace } from './scratch.ts'
import type { Answer, Scratch, SendOptions, Trial } from './types.ts'

/** More than a server's times may be rounded to: many keep whole seconds. */
const SERVER_CLOCK_MS = 1_100

const PATCH_URN = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** What checks work with. One for the whole run: people that are shared are made once. */
export function trialOn(client: Client, profile: Profile, scratch: ScratchSpace, pause: (milliseconds: number) => Promise<unknown>): Trial {
  const made = new Map<unknown, Promise<unknown>>()
  const raw = async (method: string, path: string, body: string | undefined, options?: SendOptions): Promise<Answer> => {
    const answer = await client.send(method, path, body, options)
    scratch.watch(answer)
    return answer
  }
  const withBody = (method: string) => (path: string, body: unknown, options?: SendOptions) =>
    raw(method, path, JSON.stringify(body), options)
  const post = withBody('POST')
  const create = async (endpoint: string, body: JsonObject): Promise<Scratch> => {
    const answer = await post(endpoint, body)
    const id = textAt(answer.body, 'id')
    if (answer.status !== 201 || id === undefined || !isObject(answer.body))
      throw new Unprepared('What the check begins with was not created', answer)
    return { id, path: `${endpoint}/${encodeURIComponent(id)}`, body: answer.body, answer }
  }

  const trial: Trial = {
    profile,
    prefix: scratch.prefix,
    async aWhile() {
      await pause(SERVER_CLOCK_MS)
    },
    raw,
    post,
    get: (path, options) => raw('GET', path, undefined, options),
    put: withBody('PUT'),
    patch: (path, operations, options) => withBody('PATCH')(path, { schemas: [PATCH_URN], Operations: operations }, options),
    delete: (path, options) => raw('DELETE', path, undefined, options),
    name: () => scratch.name(),
    address: () => `${scratch.name()}@example.com`,
    user(over = {}) {
      const userName = `${scratch.name()}@example.com`
      return {
        schemas: [USER_URN],
        userName,
        displayName: userName,
        name: { givenName: 'Given', familyName: 'Family' },
        emails: [{ value: userName, type: 'work', primary: true }],
        active: true,
        ...over,
      }
    },
    group: (over = {}) => ({ schemas: [GROUP_URN], displayName: scratch.name(), ...over }),
    newUser: (over) => create(profile.users, trial.user(over)),
    newGroup: (over) => create(profile.groups, trial.group(over)),
    async shared<T>(make: (trial: Trial) => Promise<T>): Promise<T> {
      const before = made.get(make) as Promise<T> | undefined
      const promise = before ?? make(trial)
      made.set(make, promise)
      return promise
    },
    async read(resource) {
      const answer = await trial.get(resource.path)
      if (answer.status !== 200) throw new Unprepared('What the check made could not be read', answer)
      return answer
    },
  }
  return trial
}
