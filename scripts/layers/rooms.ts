/**
 * The house: which folder is which room, and what each room may import. Stairs only go down:
 * shared <- protocol <- store <- domain <- {scim, management, console} <- http <- host <- {electron, serve, cli}.
 */

/** What a room may take from Node: nothing, what computes, or what also reaches files, sockets and processes. */
export type NodeAccess = 'none' | 'pure' | 'all'

export interface Room {
  readonly name: string
  /** Paths under src/, a folder ending in a slash. */
  readonly holds: readonly string[]
  /** The rooms, besides itself, that it may import. */
  readonly below: readonly string[]
  readonly node: NodeAccess
  /** Packages by name; a `*` at the end stands for the rest of a scope. */
  readonly packages: readonly string[]
}

const toStore = ['shared', 'protocol', 'store']
const toDomain = [...toStore, 'domain']
const toFaces = [...toDomain, 'scim', 'management', 'console']
const toHost = [...toFaces, 'http', 'webhooks', 'simulator', 'check', 'host']

export const rooms: readonly Room[] = [
  { name: 'shared', holds: ['shared/'], below: [], node: 'none', packages: ['zod'] },
  { name: 'protocol', holds: ['main/protocol/'], below: ['shared'], node: 'none', packages: [] },
  { name: 'store', holds: ['main/store/'], below: ['shared', 'protocol'], node: 'all', packages: ['better-sqlite3', 'uuid', 'zod'] },
  { name: 'domain', holds: ['main/domain/'], below: toStore, node: 'pure', packages: ['uuid', 'zod'] },
  { name: 'scim', holds: ['main/scim/'], below: toDomain, node: 'pure', packages: ['hono', 'zod'] },
  { name: 'management', holds: ['main/management/'], below: toDomain, node: 'pure', packages: ['hono', 'zod'] },
  { name: 'console', holds: ['main/console/'], below: toDomain, node: 'pure', packages: ['zod'] },
  { name: 'http', holds: ['main/http/'], below: toFaces, node: 'all', packages: ['@hono/node-server', 'hono', 'uuid', 'zod'] },
  { name: 'webhooks', holds: ['main/webhooks/'], below: toDomain, node: 'all', packages: [] },
  { name: 'simulator', holds: ['main/simulator/'], below: ['shared'], node: 'all', packages: ['zod'] },
  { name: 'check', holds: ['main/check/'], below: ['shared'], node: 'all', packages: [] },
  { name: 'host', holds: ['main/host/'], below: toHost, node: 'all', packages: ['uuid', 'zod'] },
  { name: 'cli', holds: ['main/cli/', 'main/serve.ts'], below: toHost, node: 'all', packages: ['zod'] },
  { name: 'electron', holds: ['main/electron/'], below: toHost, node: 'all', packages: ['electron', 'electron-updater', 'zod'] },
  { name: 'electron entry', holds: ['main/index.ts'], below: ['shared', 'electron'], node: 'all', packages: [] },
  { name: 'preload', holds: ['preload/'], below: ['shared'], node: 'none', packages: ['electron'] },
  {
    name: 'renderer',
    holds: ['renderer/'],
    below: ['shared'],
    node: 'none',
    packages: [
      '@fontsource/*',
      '@fontsource-variable/*',
      '@tanstack/*',
      'react',
      'react-aria-components',
      'react-dom',
      'react-router',
      'zod',
      'zustand',
    ],
  },
]

/** The modules of Node that only compute. Anything not listed reaches the outside, as far as this check is concerned. */
export const pureNodeModules: ReadonlySet<string> = new Set(
  [
    ['assert', 'assert/strict', 'async_hooks', 'buffer', 'crypto', 'events', 'path', 'perf_hooks', 'querystring', 'stream', 'stream/web'],
    ['string_decoder', 'timers', 'timers/promises', 'url', 'util', 'zlib'],
  ].flat(),
)

/** Loads modules in ways that this check cannot follow. */
export const unfollowableNodeModules: ReadonlySet<string> = new Set(['module', 'vm'])

/** What the preload may import as a value: a sandboxed preload can load no module, so what it imports is bundled into it. */
export const preloadValues = 'shared/console/channels.ts'

/** The one file outside src/ that may be imported, by rooms that may use all of Node: it has the version. */
export const packageFile = '../package.json'

/** The room of a path under src/, written with slashes; undefined when it is in none. */
export function roomOf(path: string): Room | undefined {
  return rooms.find((room) => room.holds.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place)))
}
