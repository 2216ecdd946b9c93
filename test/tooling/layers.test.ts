import { describe, expect, it } from 'vitest'
import { checkLayers } from '../../scripts/layers/check.ts'
import { plant, runScript } from './planted.ts'

const value = 'export const value = 1\n'

/** [what is planted, the file, its text, other files, what is said of it] */
const planted: [string, string, string, Record<string, string>, string][] = [
  [
    'a stair upwards',
    'src/main/store/a.ts',
    "import { value } from '../domain/b.ts'\nexport { value }\n",
    { 'src/main/domain/b.ts': value },
    'the store room may not import the domain room',
  ],
  [
    'a stair upwards for a type alone',
    'src/main/protocol/a.ts',
    "export type A = import('../store/b.ts').B\n",
    { 'src/main/store/b.ts': 'export type B = 1\n' },
    'the protocol room may not import the store room',
  ],
  [
    'a re-export upwards',
    'src/shared/a.ts',
    "export * from '../main/protocol/b.ts'\n",
    { 'src/main/protocol/b.ts': value },
    'the shared room may not import the protocol room',
  ],
  [
    'a dynamic import upwards',
    'src/main/domain/a.ts',
    "export const b = await import('../host/b.ts')\n",
    { 'src/main/host/b.ts': value },
    'the domain room may not import the host room',
  ],
  [
    'a worker upwards',
    'src/main/store/a.ts',
    "export const b = new URL('../host/b.ts', import.meta.url)\n",
    { 'src/main/host/b.ts': value },
    'the store room may not import the host room',
  ],
  [
    'one face of the service in another',
    'src/main/scim/a.ts',
    "export * from '../console/b.ts'\n",
    { 'src/main/console/b.ts': value },
    'the scim room may not import the console room',
  ],
  [
    'the service in the screens',
    'src/renderer/a.tsx',
    "export * from '../main/domain/b.ts'\n",
    { 'src/main/domain/b.ts': value },
    'the renderer room may not import the domain room',
  ],
  [
    'the domain in the simulator',
    'src/main/simulator/a.ts',
    "export * from '../domain/b.ts'\n",
    { 'src/main/domain/b.ts': value },
    'the simulator room may not import the domain room',
  ],
  [
    'electron outside its folder',
    'src/main/host/a.ts',
    "export { app } from 'electron'\n",
    {},
    'the host room may not import the package "electron"',
  ],
  ['electron in the Electron entry', 'src/main/index.ts', "export { app } from 'electron'\n", {}, 'may not import the package "electron"'],
  [
    'the database outside the store',
    'src/main/domain/a.ts',
    "export type { Database } from 'better-sqlite3'\n",
    {},
    'the domain room may not import the package "better-sqlite3"',
  ],
  [
    'a package that no room lists',
    'src/main/host/a.ts',
    "export { default } from 'left-pad/deep'\n",
    {},
    'the host room may not import the package "left-pad"',
  ],
  [
    'a socket in the domain',
    'src/main/domain/a.ts',
    "export { request } from 'node:http'\n",
    {},
    'may not reach outside through node:http',
  ],
  [
    'a file in the domain, named without node:',
    'src/main/domain/a.ts',
    "export { readFile } from 'fs/promises'\n",
    {},
    'may not reach outside through node:fs/promises',
  ],
  ['Node in the protocol', 'src/main/protocol/a.ts', "export { createHash } from 'node:crypto'\n", {}, 'may not import node:crypto'],
  ['Node in the contract', 'src/shared/a.ts', "export { join } from 'node:path'\n", {}, 'may not import node:path'],
  [
    'a value of the contract in the preload',
    'src/preload/index.ts',
    "export { a } from '../shared/console/a.ts'\n",
    { 'src/shared/console/a.ts': 'export const a = 1\n' },
    'the preload may import no value',
  ],
  ['a file in no room', 'src/main/attic/a.ts', value, {}, 'is in no room of the house'],
  [
    'a file outside src',
    'src/main/host/a.ts',
    "export * from '../../../test/b.ts'\n",
    { 'test/b.ts': value },
    'leads to no file under src/',
  ],
  ['an import that leads nowhere', 'src/main/host/a.ts', "export * from './gone.ts'\n", {}, 'leads to no file under src/'],
  [
    'an import without its extension',
    'src/main/host/a.ts',
    "export * from './b'\n",
    { 'src/main/host/b.ts': value },
    'leads to no file under src/',
  ],
  ['a file that cannot be parsed', 'src/main/host/a.ts', 'export const = 1\n', {}, 'cannot be read'],
  [
    'an import whose target only running tells',
    'src/main/host/a.ts',
    "export const b = (n: string) => import('./' + n)\n",
    {},
    'cannot be read: import()',
  ],
  [
    'a require whose target only running tells',
    'src/main/host/a.ts',
    'export const b = (n: string) => require(n)\n',
    {},
    'cannot be read: require',
  ],
  ['a loader that hides its imports', 'src/main/host/a.ts', "export { createRequire } from 'node:module'\n", {}, 'cannot follow'],
  [
    'a built-in module had by the back door',
    'src/main/domain/a.ts',
    "export const fs = process.getBuiltinModule('fs')\n",
    {},
    'cannot be read: process.getBuiltinModule',
  ],
]

describe('the layer check', () => {
  it.each(planted)('reports %s', (_what, file, text, others, said) => {
    const { problems } = checkLayers(plant({ [file]: text, ...others }))
    expect(
      problems.filter((problem) => problem.startsWith(file) && problem.includes(said)),
      problems.join('\n'),
    ).toHaveLength(1)
  })

  it('reports a cycle with the files along it', () => {
    const folder = plant({
      'src/main/host/a.ts': "export * from './b.ts'\n",
      'src/main/host/b.ts': "export * from './c.ts'\n",
      'src/main/host/c.ts': "export * from './a.ts'\n",
    })
    expect(checkLayers(folder).problems.join('\n')).toMatch(
      /main\/host\/a\.ts -> main\/host\/b\.ts -> main\/host\/c\.ts -> main\/host\/a\.ts/,
    )
  })

  it('says nothing of stairs that go down', () => {
    const folder = plant({
      'src/shared/console/channels.ts': value,
      'src/shared/console/types.ts': 'export type T = 1\n',
      'src/preload/index.ts':
        "import { ipcRenderer } from 'electron'\nimport { value } from '../shared/console/channels.ts'\nimport type { T } from '../shared/console/types.ts'\nexport const t: T = value\nexport { ipcRenderer }\n",
      'src/main/protocol/a.ts': "import { assertNever } from '../../shared/assert.ts'\nexport { assertNever }\n",
      'src/main/store/a.ts':
        "import Database from 'better-sqlite3'\nimport { assertNever } from '../protocol/a.ts'\nexport { Database, assertNever }\n",
      'src/main/serve.ts': "import { assertNever } from './store/a.ts'\nexport { assertNever }\n",
      'src/main/host/version.ts':
        "import packageJson from '../../../package.json' with { type: 'json' }\nexport const { version } = packageJson\n",
      'src/main/electron/a.ts': "import { app } from 'electron'\nexport { app }\n",
      'src/main/index.ts': "import { app } from './electron/a.ts'\nexport { app }\n",
      'src/renderer/a.tsx': "import './a.css?inline'\nimport { useState } from 'react'\nexport { useState }\n",
      'src/renderer/a.css': 'a { color: red }\n',
    })
    expect(checkLayers(folder).problems).toEqual([])
  })

  it('fails when there is nothing to read', () => {
    expect(checkLayers(`${plant({})}/nowhere`).problems).toEqual(['src/: no source file was read'])
  })

  it('is what `npm run layers` runs: it passes on a clean tree, counting what it read, and fails on a planted one', () => {
    const clean = runScript('layers', plant({ 'src/main/host/a.ts': "export * from '../../shared/assert.ts'\n" }))
    expect(clean).toEqual({ status: 0, output: expect.stringContaining('2 files, 1 imports') })
    const dirty = runScript('layers', plant({ 'src/main/host/a.ts': "export * from 'electron'\n" }))
    expect(dirty).toEqual({
      status: 1,
      output: expect.stringContaining('src/main/host/a.ts:1: the host room may not import the package "electron"'),
    })
  })
})
