import { Agent, request } from 'node:http'
import { z } from 'zod'
import { methodNamed } from '../../shared/console/contract.ts'
import { ConsoleError } from '../../shared/console/errors.ts'
import type { Actor } from '../../shared/console/activity.ts'
import { readControlFile } from '../http/control-file.ts'
import type { ControlFile } from '../http/control-file.ts'
import { instanceOf } from '../http/secrets.ts'
import type { Call } from './command.ts'
import { Failure, refused } from './failure.ts'

const HEALTH_MS = 2_000
const CALL_MS = 60_000

const Health = z.object({ service: z.literal('muster'), instance: z.string() })
const Answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: ConsoleError }),
])

/** A service that is running on the data folder, and has shown that the control file is its own. */
export interface RunningService {
  readonly call: Call
  /** A fresh sign-in link for a browser. */
  signInLink(): Promise<string>
}

/** Null when no service runs on the folder, whatever its control file says: the process may have died and its port be another's. */
export async function findService(dataDir: string, actor: Actor): Promise<RunningService | null> {
  const control = await readControlFile(dataDir)
  if (control === null || !isAlive(control.pid) || !(await answers(control))) return null
  const headers = { authorization: `Bearer ${control.key}`, 'x-muster-actor': encodeURIComponent(actor.name) }
  const ask = async (path: string, input: unknown): Promise<unknown> => {
    const answer = Answer.safeParse(
      await exchange(new URL(path, control.url), { method: 'POST', headers, body: JSON.stringify(input) }, CALL_MS),
    )
    if (!answer.success) throw notUnderstood()
    if (!answer.data.ok) throw refused(answer.data.error)
    return answer.data.value
  }
  return {
    call: (async (method: string, input: unknown) => {
      const output = methodNamed(method)?.output.safeParse(await ask(`/console/rpc/${method}`, input))
      if (output?.success !== true) throw notUnderstood()
      return output.data
    }) as Call,
    signInLink: async () => {
      const link = z.object({ url: z.url() }).safeParse(await ask('/console/sign-in-link', {}))
      if (!link.success) throw notUnderstood()
      return link.data.url
    },
  }
}

async function answers(control: ControlFile): Promise<boolean> {
  try {
    const health = Health.safeParse(await exchange(new URL('/healthz', control.url), { method: 'GET' }, HEALTH_MS))
    return health.success && health.data.instance === instanceOf(control.key)
  } catch {
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Another user's process may not be signalled, but is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** One request and its JSON. With an agent of its own, no proxy that the environment names ever sees the key. */
function exchange(
  url: URL,
  { method, headers = {}, body }: { method: string; headers?: Record<string, string>; body?: string },
  timeoutMs: number,
): Promise<unknown> {
  const agent = new Agent()
  const sent = {
    ...headers,
    ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
  }
  return new Promise<unknown>((resolve, reject) => {
    const req = request(url, { method, headers: sent, agent, signal: AbortSignal.timeout(timeoutMs) }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.once('error', reject)
      res.once('end', () => {
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')))
        } catch {
          reject(notUnderstood())
        }
      })
    })
    req.once('error', (error) =>
      reject(new Failure(`The service that runs on this data folder stopped answering: ${error.message}. Try again.`)),
    )
    req.end(body)
  }).finally(() => agent.destroy())
}

function notUnderstood(): Failure {
  return new Failure(
    'The service that runs on this data folder gave an answer that this command does not understand. Use the "muster" command of the same version.',
  )
}
