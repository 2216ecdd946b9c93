import type { LoggedRequestDetail } from '../../../shared/console/activity.ts'

/** What the client's own machinery adds, or the log has blanked out. */
const LEFT_OUT = new Set([
  'authorization',
  'host',
  'connection',
  'content-length',
  'accept-encoding',
  'transfer-encoding',
  'expect',
  'keep-alive',
])

/**
 * The logged request as a cURL command for a POSIX shell. The secret is not in the log: the command takes it from
 * $MUSTER_TOKEN. `baseUrl` is any URL of the service; the request's own path replaces its path.
 */
export function asCurl(request: Pick<LoggedRequestDetail, 'method' | 'path' | 'requestHeaders' | 'requestBody'>, baseUrl: string): string {
  const lines = [`curl -X ${request.method} ${quote(urlOf(request.path, baseUrl))}`, '-H "Authorization: Bearer $MUSTER_TOKEN"']
  for (const [name, value] of Object.entries(request.requestHeaders)) {
    if (!LEFT_OUT.has(name.toLowerCase())) lines.push(`-H ${quote(`${name}: ${value}`)}`)
  }
  const body = request.requestBody
  if (body !== null && body.text !== '') lines.push(`--data-raw ${quote(body.text)}`)
  const command = lines.join(' \\\n  ')
  return body?.truncated ? `# The log kept only the beginning of this body (${body.bytes} bytes in all).\n${command}` : command
}

function urlOf(path: string, baseUrl: string): string {
  return URL.canParse(baseUrl) ? `${new URL(baseUrl).origin}${path}` : path
}

/** One shell word, whatever is in it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
