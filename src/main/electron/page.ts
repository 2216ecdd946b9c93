import { contentSecurityPolicy, CSP_REPORT_PATH, SECURITY_HEADERS } from '../http/security-headers.ts'
import type { CspReports } from '../http/csp-reports.ts'
import type { StaticFiles } from '../http/static-files.ts'
import { isOurs } from './origin.ts'

const REPORT_BYTES = 16 * 1024

export interface PageParts {
  readonly files: StaticFiles
  readonly cspReports: CspReports
  readonly random: (bytes: number) => Uint8Array
}

/** Answers a request for the console's own origin: the files of the map, the page for the paths that it routes itself, 404 for the rest. */
export async function answerPage(request: Request, { files, cspReports, random }: PageParts): Promise<Response> {
  if (!isOurs(request.url)) return nothingHere()
  const { pathname } = new URL(request.url)
  if (pathname === CSP_REPORT_PATH && request.method === 'POST') {
    cspReports.record((await request.text()).slice(0, REPORT_BYTES))
    return new Response(null, { status: 204, headers: SECURITY_HEADERS })
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Pages are only read.')
  const file = files.find(pathname)
  if (file !== undefined) return answer(file.body, { 'content-type': file.contentType, 'cache-control': file.cacheControl })
  // A path with an extension is a file that is not there; so is one that only the browser console's server answers.
  if (pathname.startsWith('/console/') || /\.[^/]*$/.test(pathname)) return nothingHere()
  const nonce = Buffer.from(random(16)).toString('base64url')
  const page = files.page(nonce)
  if (page === null) return plain(503, 'The console has no page to show: its files have not been built.')
  return answer(page, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentSecurityPolicy(nonce) })
}

function answer(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>): Response {
  return new Response(body, { headers: { ...SECURITY_HEADERS, ...headers } })
}

function nothingHere(): Response {
  return plain(404, 'There is nothing at this address.')
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8' } })
}
