/** The suite against the tiny server, without a socket between them. */
import { runChecks } from '../../../src/main/check/run.ts'
import type { Report } from '../../../src/main/check/report.ts'
import { suite } from '../../../src/main/check/suite.ts'
import type { Check } from '../../../src/main/check/types.ts'
import { tinyServer, TOKEN } from './server.ts'
import type { Serve, Tiny, TinyRequest, TinyResponse } from './server.ts'

const BASE = 'http://tiny.example/scim/v2'

/** A change of how requests are answered: a mistake that the suite should find. */
export type Mistake = (serve: Serve, tiny: Tiny) => Serve

export async function checkTiny(
  mistake: Mistake = (serve) => serve,
  checks: readonly Check[] = suite,
): Promise<{ report: Report; tiny: Tiny }> {
  const tiny = tinyServer(BASE)
  const serve = mistake(tiny.serve, tiny)
  const report = await runChecks({
    url: BASE,
    token: TOKEN,
    checks,
    nonce: 'test',
    signal: new AbortController().signal,
    transport: async (request) => asResponse(serve(await asTiny(request))),
    pause: async (milliseconds) => {
      tiny.store.ahead += milliseconds
    },
  })
  return { report, tiny }
}

async function asTiny(request: Request): Promise<TinyRequest> {
  const url = new URL(request.url)
  return {
    method: request.method,
    path: url.pathname.slice(new URL(BASE).pathname.length),
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  }
}

function asResponse({ status, headers, body }: TinyResponse): Response {
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/scim+json' }
  return new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { ...type, ...headers } })
}
