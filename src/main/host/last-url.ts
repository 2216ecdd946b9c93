import type { Domain } from '../domain/domain.ts'
import type { ReadTx } from '../store/database/port.ts'
import { readSettings, writeSetting } from '../store/settings.ts'

const NAME = 'lastScimUrl'

/** Where the SCIM service listened last: the command line prints it in endpoints while no service is running. */
export async function lastScimUrl(tx: ReadTx): Promise<string | undefined> {
  const url = (await readSettings(tx)).get(NAME)
  return typeof url === 'string' ? url : undefined
}

export async function rememberScimUrl(domain: Domain, url: string): Promise<void> {
  if ((await domain.read(lastScimUrl)) === url) return
  await domain.change({ actor: { kind: 'system', name: 'Muster' } }, (change) => writeSetting(change.tx, NAME, url))
}
