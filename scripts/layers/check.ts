/**
 * Holds src/ against the rooms. It fails closed: a file in no room, a file that cannot be parsed, an import that leads nowhere or cannot
 * be followed, a package that a room does not list, and a tree with no file in it are all problems.
 */
import fs from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { assertNever } from '../../src/shared/assert.ts'
import { cyclesOf } from './cycles.ts'
import { readImports } from './imports.ts'
import type { Import } from './imports.ts'
import { packageFile, preloadValues, pureNodeModules, roomOf, unfollowableNodeModules } from './rooms.ts'
import type { Room } from './rooms.ts'

export interface Verdict {
  /** One line each: `src/file.ts:12: what is wrong`. */
  readonly problems: readonly string[]
  readonly filesRead: number
  readonly importsRead: number
}

const isCode = /\.[cm]?[jt]sx?$/

/** @param root the folder that has src/ in it */
export function checkLayers(root: string): Verdict {
  const source = path.join(root, 'src')
  const files = filesUnder(source)
  const known = new Set(files)
  const problems: string[] = []
  const graph = new Map<string, string[]>()
  let importsRead = 0

  for (const file of files) {
    const room = roomOf(file)
    if (room === undefined && path.posix.basename(file) !== 'README.md') problems.push(`src/${file}: is in no room of the house`)
    if (!isCode.test(file)) continue
    const { imports, unreadable } = readImports(file, fs.readFileSync(path.join(source, file), 'utf8'))
    importsRead += imports.length
    problems.push(...unreadable.map(({ line, what }) => `src/${file}:${line}: cannot be read: ${what}`))
    graph.set(
      file,
      // A type is erased: it makes no module wait for another.
      imports.filter(({ specifier, typeOnly }) => isRelative(specifier) && !typeOnly).map(({ specifier }) => resolve(file, specifier)),
    )
    if (room !== undefined)
      problems.push(...imports.flatMap((each) => problemOf(file, room, each, known).map((what) => `src/${file}:${each.line}: ${what}`)))
  }
  if (graph.size === 0) problems.push('src/: no source file was read')
  problems.push(...cyclesOf(graph).map((cycle) => `src/${cycle[0]}: is in a cycle: ${cycle.join(' -> ')}`))
  return { problems, filesRead: graph.size, importsRead }
}

/** Paths below the folder, with slashes. Links are followed nowhere: they would be files outside the house. */
function filesUnder(folder: string): string[] {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .toSorted()
}

const isRelative = (specifier: string): boolean => /^\.{1,2}(\/|$)/.test(specifier)

/** Where a relative import leads, as a path under src/; a bundler's `?url` and the like are not part of it. */
function resolve(file: string, specifier: string): string {
  return path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, ''))
}

function problemOf(file: string, room: Room, each: Import, known: ReadonlySet<string>): string[] {
  const { specifier } = each
  if (isRelative(specifier)) return fileProblem(room, resolve(file, specifier), each, known)
  const node = specifier.replace(/^node:/, '')
  if (specifier.startsWith('node:') || builtinModules.includes(node)) return nodeProblem(room, node)
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  const listed = room.packages.some((allowed) => (allowed.endsWith('*') ? name.startsWith(allowed.slice(0, -1)) : name === allowed))
  return listed ? [] : [`the ${room.name} room may not import the package "${name}"`]
}

function fileProblem(room: Room, target: string, { specifier, typeOnly }: Import, known: ReadonlySet<string>): string[] {
  if (target === packageFile && room.node === 'all') return []
  if (!known.has(target)) return [`"${specifier}" leads to no file under src/`]
  const to = roomOf(target)
  if (to === undefined) return [`"${specifier}" leads to a file in no room`]
  if (to.name !== room.name && !room.below.includes(to.name))
    return [`the ${room.name} room may not import the ${to.name} room ("${specifier}")`]
  if (room.name === 'preload' && to.name !== room.name && !typeOnly && target !== preloadValues) {
    return [`the preload may import no value but those of ${preloadValues} ("${specifier}")`]
  }
  return []
}

function nodeProblem(room: Room, module: string): string[] {
  if (unfollowableNodeModules.has(module)) return [`node:${module} loads modules that this check cannot follow`]
  switch (room.node) {
    case 'all':
      return []
    case 'pure':
      return pureNodeModules.has(module) ? [] : [`the ${room.name} room may not reach outside through node:${module}`]
    case 'none':
      return [`the ${room.name} room runs anywhere and may not import node:${module}`]
    default:
      return assertNever(room.node)
  }
}
