import type { LoggedRequestDetail } from './console/activity.ts'

type Headers = Readonly<Record<string, string>>
type Body = LoggedRequestDetail['requestBody']

const headerList = (headers: Headers) => Object.entries(headers).map(([name, value]) => ({ name, value }))

function mediaTypeOf(headers: Headers): string {
  const named = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')
  return named?.[1] ?? 'application/scim+json'
}

const cutOff = (body: Body): { comment: string } | object =>
  body?.truncated ? { comment: `The log kept only the beginning of ${body.bytes} bytes.` } : {}

/**
 * HTTP Archive 1.2 of logged requests, as redacted and cut as the log has them; sizes that were not measured are -1, as HAR has it.
 * `origin` is where the service answers: "https://host:port".
 */
export function harOf(requests: readonly LoggedRequestDetail[], origin: string): object {
  return { log: { version: '1.2', creator: { name: 'Muster', version: '1' }, entries: requests.map((each) => entryOf(each, origin)) } }
}

function entryOf(request: LoggedRequestDetail, origin: string): object {
  const url = `${origin.replace(/\/$/, '')}${request.path}`
  const query = URL.canParse(url) ? [...new URL(url).searchParams].map(([name, value]) => ({ name, value })) : []
  const { requestBody, responseBody } = request
  return {
    startedDateTime: new Date(request.at).toISOString(),
    time: request.durationMs,
    request: {
      method: request.method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headerList(request.requestHeaders),
      queryString: query,
      ...(requestBody === null
        ? {}
        : { postData: { mimeType: mediaTypeOf(request.requestHeaders), text: requestBody.text, ...cutOff(requestBody) } }),
      headersSize: -1,
      bodySize: requestBody?.bytes ?? 0,
    },
    response: {
      status: request.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headerList(request.responseHeaders),
      content: {
        size: responseBody?.bytes ?? 0,
        mimeType: mediaTypeOf(request.responseHeaders),
        text: responseBody?.text ?? '',
        ...cutOff(responseBody),
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: responseBody?.bytes ?? 0,
    },
    cache: {},
    timings: { send: 0, wait: request.durationMs, receive: 0 },
    comment: request.summary,
  }
}
