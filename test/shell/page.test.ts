import { describe, expect, it } from 'vitest'
import { answerPage } from '../../src/main/electron/page.ts'
import type { PageParts } from '../../src/main/electron/page.ts'
import { createCspReports } from '../../src/main/http/csp-reports.ts'
import { SECURITY_HEADERS } from '../../src/main/http/security-headers.ts'
import { loadStaticFiles } from '../../src/main/http/static-files.ts'
import { builtRenderer } from '../http/console-fixture.ts'

async function parts(): Promise<PageParts & { reported: string[] }> {
  const reported: string[] = []
  return {
    files: await loadStaticFiles(await builtRenderer()),
    cspReports: createCspReports((entry) => reported.push(entry)),
    random: (bytes) => new Uint8Array(bytes).fill(7),
    reported,
  }
}

const get = async (address: string, given?: PageParts): Promise<Response> => answerPage(new Request(address), given ?? (await parts()))

describe('what the app:// scheme answers', () => {
  it.each(['app://muster/', 'app://muster/organizations/acme/teams'])(
    '%s is the page, with a nonce for styles in the policy and in the page',
    async (address) => {
      const answer = await get(address)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
      const nonce = /'nonce-([\w-]+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1]
      expect(await answer.text()).toContain(`<meta property="csp-nonce" nonce="${nonce}">`)
    },
  )

  it('has a policy without unsafe-inline, unsafe-eval or any other site', async () => {
    const policy = (await get('app://muster/')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/unsafe-|\*|https?:/)
  })

  it('a file of the build is answered with its type and with the headers of the browser console', async () => {
    const answer = await get('app://muster/assets/index-B4x_9aQz.js')
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    const { 'cache-control': _own, ...rest } = SECURITY_HEADERS
    expect(Object.fromEntries(answer.headers)).toMatchObject(rest)
  })

  it.each([
    'app://muster/missing.js',
    'app://muster/passwd.txt',
    'app://muster/..%2fpackage.json',
    'app://muster/%2e%2e/package.json',
    'app://muster/index.html',
    'app://muster/console/rpc/organizations.list',
    'app://elsewhere/',
    'app://elsewhere/icon.svg',
  ])('%s is not there', async (address) => {
    const answer = await get(address)
    expect(answer.status).toBe(404)
    expect(Object.fromEntries(answer.headers)).toMatchObject(SECURITY_HEADERS)
  })

  it('nothing is written through it', async () => {
    expect((await answerPage(new Request('app://muster/icon.svg', { method: 'PUT', body: 'x' }), await parts())).status).toBe(405)
  })

  it('what the policy stopped is recorded', async () => {
    const given = await parts()
    const report = new Request('app://muster/console/csp-report', { method: 'POST', body: '{"csp-report":{}}' })
    expect((await answerPage(report, given)).status).toBe(204)
    expect(given.cspReports.count()).toBe(1)
    expect(given.reported).toHaveLength(1)
  })

  it('says that nothing has been built when nothing has', async () => {
    const answer = await get('app://muster/', { ...(await parts()), files: await loadStaticFiles(null) })
    expect(answer.status).toBe(503)
  })
})
