import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

export interface StaticFile {
  readonly body: Uint8Array<ArrayBuffer>
  readonly contentType: string
  readonly cacheControl: string
}

/** The built renderer. There is no path from a request to the disk: what is not in the map does not exist. */
export interface StaticFiles {
  find(path: string): StaticFile | undefined
  /** The page, for every path that the renderer routes itself; null when there is none. `nonce` goes into it for styles. */
  page(nonce: string): string | null
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
}

/** Vite puts a hash of the content into these names, so the name changes when the content does. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/

/** Reads every file under `dir` once; a folder that is missing gives an empty map. */
export async function loadStaticFiles(dir: string | null): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>()
  for (const file of dir === null ? [] : await filesUnder(dir)) {
    const contentType = CONTENT_TYPES[extname(file)]
    if (contentType === undefined || dir === null) continue
    const path = `/${relative(dir, file).split(sep).join('/')}`
    const cacheControl = HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'
    files.set(path, { body: new Uint8Array(await readFile(file)), contentType, cacheControl })
  }
  const index = files.get('/index.html')
  files.delete('/index.html')
  const page = index === undefined ? null : withNonce(new TextDecoder().decode(index.body))
  return { find: (path) => files.get(path), page: (nonce) => page?.(nonce) ?? null }
}

async function filesUnder(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true })
    // A symbolic link is not a file here, so nothing outside the folder can get in.
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

const MARK = '__MUSTER_STYLE_NONCE__'
const NONCE_META = /<meta[^>]*property="csp-nonce"[^>]*>/

/** React Aria looks for its nonce in this element. */
function withNonce(html: string): (nonce: string) => string {
  const marked = html.replace(NONCE_META, '').replace(/<head[^>]*>/, (head) => `${head}<meta property="csp-nonce" nonce="${MARK}">`)
  return (nonce) => marked.replace(MARK, nonce)
}
