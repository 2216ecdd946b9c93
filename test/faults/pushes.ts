import type { ScimClient } from '../support/scim-client.ts'

/** What a person is at one moment, as far as a stream of pushes changes it. */
export interface State {
  readonly exists: boolean
  readonly title?: string
  readonly inGroup?: boolean
}

/** One person's pushes: the states that were answered with success, and the one that was asked for last and perhaps not answered. */
export interface Story {
  readonly userName: string
  id: string | undefined
  /** The last state that the service said is so. */
  answered: State
  /** What is under way; the same as `answered` when nothing is. */
  asked: State
}

export interface Stream {
  readonly stories: Story[]
  /** Resolves when every worker has stopped, which they do when the service goes away. */
  readonly ended: Promise<void>
  /** Writes answered with success. */
  answers(): number
}

/** An identity provider that pushes people one after another, several at a time, until the connection breaks. */
export function pushUntilBroken(scim: ScimClient, group: string, prefix: string, workers: number): Stream {
  const stories: Story[] = []
  let answers = 0
  let made = 0

  async function step(story: Story, next: State, send: () => ReturnType<ScimClient['get']>): Promise<boolean> {
    story.asked = next
    const answer = await send()
    if (answer.status >= 300) throw new Error(`${story.userName}: ${answer.status} ${answer.text}`)
    story.id ??= answer.body.id
    story.answered = next
    answers++
    return true
  }

  async function tell(story: Story): Promise<void> {
    const { userName } = story
    const path = (): string => `/Users/${story.id}`
    await step(story, { exists: true, title: 'new', inGroup: false }, () =>
      scim.post('/Users', { userName, title: 'new', emails: [{ value: userName }] }),
    )
    const joined = { op: 'add', path: 'members', value: [{ value: story.id }] }
    await step(story, { exists: true, title: 'new', inGroup: true }, () => scim.patch(`/Groups/${group}`, [joined]))
    await step(story, { exists: true, title: 'old', inGroup: true }, () =>
      scim.patch(path(), [{ op: 'replace', path: 'title', value: 'old' }]),
    )
    await step(story, { exists: true, title: 'put', inGroup: true }, () => scim.put(path(), { userName, title: 'put' }))
    if (stories.indexOf(story) % 3 === 0) await step(story, { exists: false }, () => scim.delete(path()))
  }

  async function work(): Promise<void> {
    for (;;) {
      const story: Story = {
        userName: `${prefix}-${made++}@acme.example`,
        id: undefined,
        answered: { exists: false },
        asked: { exists: false },
      }
      stories.push(story)
      try {
        await tell(story)
      } catch (error) {
        if (isBroken(error)) return
        throw error
      }
    }
  }

  return { stories, ended: Promise.all(Array.from({ length: workers }, work)).then(() => undefined), answers: () => answers }
}

/** The service is gone: nobody listens, or the connection ended in the middle. */
export function isBroken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(String(error.code))
}

/** What the service says of the person now. */
export async function observed(scim: ScimClient, story: Story, members: ReadonlySet<string>): Promise<State> {
  const { body } = await scim.get(`/Users?filter=${encodeURIComponent(`userName eq "${story.userName}"`)}`)
  const [user] = body.Resources
  if (user === undefined) return { exists: false }
  return { exists: true, title: String(user['title']), inGroup: members.has(user.id) }
}
