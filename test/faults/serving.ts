import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Service, startService } from '../cli/process.ts'
import { muster } from '../cli/terminal.ts'
import { type ScimClient, scimClient } from '../support/scim-client.ts'

export interface Prepared {
  readonly dataDir: string
  readonly file: string
  readonly token: string
  /** `muster serve` in a process of its own, and a client of the organization there. Ended when the test is. */
  serve(): Promise<{ service: Service; scim: ScimClient }>
}

/**
 * A data folder with an organization that has a token, made from the command line.
 * @param afterwards takes what is to be done in the end: that of a test, unless another is given
 */
export async function prepared(afterwards: (undo: () => void) => void = onTestFinished): Promise<Prepared> {
  const place = mkdtempSync(join(tmpdir(), 'muster-faults-'))
  afterwards(() => rmSync(place, { recursive: true, force: true }))
  const dataDir = join(place, 'data')
  await run('org', 'create', 'acme', '--data', dataDir)
  const { token, mounts } = JSON.parse(await run('token', 'issue', '--org', 'acme', '--json', '--data', dataDir)) as {
    token: string
    mounts: { okta: string }
  }
  return {
    dataDir,
    file: join(dataDir, 'muster.db'),
    token,
    async serve() {
      const service = await startService(dataDir)
      const scim = scimClient(service.scim + new URL(mounts.okta).pathname, token)
      afterwards(() => {
        scim.close()
        service.child.kill('SIGKILL')
      })
      return { service, scim }
    },
  }
}

async function run(...words: string[]): Promise<string> {
  const { status, out, err } = await muster(words)
  if (status !== 0) throw new Error(err)
  return out
}
