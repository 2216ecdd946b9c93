import { Refusal } from './respond.ts'
import type { Route } from './route.ts'

/** A place in the tree of paths: what follows a fixed segment, what follows any segment, and what may be done here. */
interface Node {
  readonly fixed: Map<string, Node>
  any: Node | undefined
  readonly methods: Map<string, Route>
}

export interface Found {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

export type Router = (method: string, path: string) => Found

const node = (): Node => ({ fixed: new Map(), any: undefined, methods: new Map() })
const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '')
const isParameter = (segment: string): boolean => segment.startsWith('{')

function plant(root: Node, route: Route): void {
  let at = root
  for (const segment of segmentsOf(route.path)) {
    let next = isParameter(segment) ? at.any : at.fixed.get(segment)
    if (next === undefined) {
      next = node()
      if (isParameter(segment)) at.any = next
      else at.fixed.set(segment, next)
    }
    at = next
  }
  if (at.methods.has(route.method)) throw new Error(`two routes for ${route.method} ${route.path}`)
  at.methods.set(route.method, route)
}

/** Doubled and trailing slashes are what clients put together (E2). Throws 404, or 405 with what is allowed. */
export function createRouter(routes: readonly Route[]): Router {
  const root = node()
  for (const route of routes) plant(root, route)
  return (method, path) => {
    const segments = segmentsOf(path)
    const place = placeAt(root, segments)
    if (place === undefined || place.methods.size === 0)
      throw new Refusal(404, 'not_found', 'There is nothing at this path. The paths are listed in /api/openapi.json.')
    const route = place.methods.get(method)
    if (route === undefined) {
      const allowed = [...place.methods.keys()].flatMap((each) => (each === 'GET' ? ['GET', 'HEAD'] : [each])).join(', ')
      throw new Refusal(405, 'method_not_allowed', `${method} is not supported here. Supported: ${allowed}.`, {
        headers: { allow: allowed },
      })
    }
    return { route, params: paramsOf(route, segments) }
  }
}

function placeAt(root: Node, segments: readonly string[]): Node | undefined {
  let at: Node | undefined = root
  for (const segment of segments) at = at?.fixed.get(segment) ?? at?.any
  return at
}

function paramsOf(route: Route, segments: readonly string[]): Record<string, string> {
  const params: [string, string][] = []
  for (const [index, name] of segmentsOf(route.path).entries())
    if (isParameter(name)) params.push([name.slice(1, -1), decoded(segments[index] ?? '')])
  return Object.fromEntries(params)
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new Refusal(404, 'not_found', 'There is nothing at this path: it is not percent-encoded UTF-8.')
  }
}
