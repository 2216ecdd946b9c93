import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { type Addresses, AddressSettings } from '../../shared/console/service.ts'
import { DomainError } from '../domain/error.ts'
import { isLoopback } from '../http/host-header.ts'
import { freePort } from '../http/free-port.ts'
import { listenError } from '../http/listen-error.ts'
import { unbracketed } from '../http/listener.ts'
import { CONSOLE_PORT, SCIM_PORT } from './defaults.ts'

export const DEFAULT_ADDRESSES: AddressSettings = {
  scimHost: '127.0.0.1',
  scimPort: SCIM_PORT,
  consolePort: CONSOLE_PORT,
  insecureAddressAllowed: false,
  tls: false,
}

const fileIn = (dataDir: string): string => join(dataDir, 'addresses.json')

/** What is kept in the data folder, beside the database: it holds before that is open, and belongs to this machine. Throws DomainError. */
export function keptAddresses(dataDir: string): AddressSettings {
  const file = fileIn(dataDir)
  if (!existsSync(file)) return DEFAULT_ADDRESSES
  try {
    return AddressSettings.parse({ ...DEFAULT_ADDRESSES, ...(JSON.parse(readFileSync(file, 'utf8')) as object) })
  } catch {
    throw new DomainError(
      'not_available',
      `The file ${file} cannot be understood. Correct it, or remove it to listen on ${DEFAULT_ADDRESSES.scimHost} again.`,
    )
  }
}

export function keepAddresses(dataDir: string, addresses: AddressSettings): void {
  const file = fileIn(dataDir)
  rmSync(`${file}.new`, { force: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(addresses, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

/** What a start goes by: the command line wins over what is kept, and that over what is usual. */
export function addressesFor(
  dataDir: string,
  commandLine: Partial<AddressSettings>,
): { addresses: AddressSettings; decided: (keyof AddressSettings)[] } {
  const given = Object.entries(commandLine).filter(([, value]) => value !== undefined)
  return {
    addresses: AddressSettings.parse({ ...keptAddresses(dataDir), ...Object.fromEntries(given) }),
    decided: given.map(([name]) => name as keyof AddressSettings),
  }
}

/** E8. */
export function requireSafe({ scimHost, tls, insecureAddressAllowed }: AddressSettings): void {
  if (isLoopback(unbracketed(scimHost)) || tls || insecureAddressAllowed) return
  throw new DomainError(
    'address_refused',
    `${scimHost} can be reached by others on the network, who could read tokens and people’s data on the way. Turn TLS on, or accept that explicitly.`,
    { field: 'scimHost' },
  )
}

/** X5: refuses an address where the service could not listen, and offers a port that is free. `ours` are ports of this very service. */
export async function requireFree(host: string, port: number, ours: readonly number[], field: 'scimPort' | 'consolePort'): Promise<void> {
  if (port === 0 || ours.includes(port)) return
  const what = field === 'scimPort' ? 'the SCIM service' : 'the console'
  const cause = await probe(unbracketed(host), port)
  if (cause === null) return
  const { message, hint, reason } = listenError(what, host, port, cause)
  const free = reason === 'port-taken' ? await freePort(unbracketed(host), port) : null
  throw new DomainError('address_refused', `${message} ${free === null ? hint : `Port ${free} is free.`}`, {
    field: reason === 'port-taken' || reason === 'not-permitted' ? field : 'scimHost',
  })
}

function probe(host: string, port: number): Promise<unknown> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)))
  })
}

export function machineAddresses(): Addresses['machine'] {
  return Object.entries(networkInterfaces()).flatMap(([network, found]) =>
    (found ?? [])
      // Link-local ones need a zone, which no identity provider can give.
      .filter(({ address }) => !/^fe80:/i.test(address))
      .map(({ address, internal }) => ({ address, network, loopback: internal })),
  )
}
