import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/main/check/report.ts'
import { conforms } from '../../src/main/check/report.ts'
import { checksOf, headingOf, suite } from '../../src/main/check/suite.ts'
import { reportText } from '../../src/main/check/text.ts'
import { answers, bodies, listOf, on, refuses, says, without } from './mistakes/plant.ts'
import { elementsOf } from './tiny/paths.ts'
import type { Doc } from './tiny/paths.ts'
import { checkTiny } from './tiny/in-process.ts'
import type { Mistake } from './tiny/in-process.ts'
import { TOKEN } from './tiny/server.ts'

function ids(report: Report, ...outcomes: readonly string[]): string[] {
  return report.results.filter(({ outcome }) => outcomes.includes(outcome)).map(({ id }) => id)
}

/** The server says that it can do without this, and does. */
function declares(feature: string, supported: boolean): Mistake {
  return bodies(on('GET', /^\/ServiceProviderConfig$/), (body) => ({
    ...body,
    [feature]: { ...(body[feature] as object), supported },
  }))
}

const both =
  (one: Mistake, other: Mistake): Mistake =>
  (serve, tiny) =>
    one(other(serve, tiny), tiny)

describe('a server that keeps to the RFCs', () => {
  it('passes every check, and is left as it was', async () => {
    const { report, tiny } = await checkTiny()
    expect(ids(report, 'failed', 'warning', 'blocked', 'not-run')).toEqual([])
    expect(ids(report, 'unsupported')).toEqual(['me/location'])
    expect(report.left).toEqual([])
    expect(tiny.store.rows.size).toBe(0)
    expect(conforms(report, true)).toBe(true)
    expect(JSON.stringify(report)).not.toContain(TOKEN)
  })

  it.each(['patch', 'bulk', 'filter', 'sort', 'etag'])('may do without %s', async (feature) => {
    const { report } = await checkTiny(declares(feature, false))
    expect(ids(report, 'failed', 'warning', 'blocked')).toEqual([])
    const affected = suite.filter(({ needs }) => needs?.includes(feature as 'patch')).map(({ id }) => id)
    expect(affected.length).toBeGreaterThan(5)
    expect(ids(report, 'unsupported')).toEqual(expect.arrayContaining(affected))
    expect(conforms(report, true)).toBe(true)
  })

  it('may have no groups', async () => {
    const noGroups = both(
      bodies(on('GET', /^\/ResourceTypes$/), (body) => {
        const left = elementsOf(body['Resources']).filter((each) => (each as Doc)['name'] !== 'Group')
        return { ...body, Resources: left, totalResults: left.length }
      }),
      refuses(on('*', /^\/Groups/), 404),
    )
    const { report } = await checkTiny(noGroups)
    expect(ids(report, 'failed', 'warning', 'blocked')).toEqual([])
    expect(ids(report, 'unsupported')).toContain('create/group')
  })

  it('may have fewer attributes, as long as its schemas say so', async () => {
    const { report } = await checkTiny((serve) => (request) => {
      const answer = serve({ ...request, body: request.body.replaceAll('"nickName"', '"unknown"') })
      if (!request.path.startsWith('/Schemas') || answer.body === undefined) return answer
      return { ...answer, body: JSON.parse(JSON.stringify(answer.body).replaceAll(/\{"name":"nickName".*?\},/g, '')) as Doc }
    })
    expect(ids(report, 'failed', 'warning', 'blocked')).toEqual([])
    expect(ids(report, 'unsupported')).toContain('filter/null')
  })
})

describe('501 Not Implemented', () => {
  it('is no failure where nothing else was promised', async () => {
    const silent = bodies(on('GET', /^\/ServiceProviderConfig$/), (body) => without(body, 'patch'))
    const { report } = await checkTiny(
      both(
        silent,
        refuses(({ method }) => method === 'PATCH', 501),
      ),
      checksOf('patch-replace'),
    )
    expect(ids(report, 'unsupported')).toContain('patch-replace/no-target')
    expect(ids(report, 'failed')).not.toContain('patch-replace/no-target')
  })

  it('is a failure of what the server says that it can do', async () => {
    const { report } = await checkTiny(
      refuses(({ method }) => method === 'PATCH', 501),
      checksOf('patch-replace'),
    )
    expect(ids(report, 'failed')).toContain('patch-replace/no-target')
  })
})

describe('a server where nobody can be created', () => {
  it('is not shown to conform: checks that begin so are told apart from those that fail', async () => {
    const { report } = await checkTiny(refuses(on('POST', /^\/Users$/), 500))
    expect(ids(report, 'failed')).toContain('create/created')
    expect(ids(report, 'blocked')).toContain('filter/eq')
    expect(report.results.find(({ id }) => id === 'filter/eq')?.reason).toMatch(/POST .*\/Users was answered 500/)
    expect(conforms(report, false)).toBe(false)
  })
})

describe('the verdict', () => {
  const missesShould = refuses(({ headers }) => headers['content-type'] === 'application/json', 415)

  it('lets a SHOULD pass, unless it is asked to be strict', async () => {
    const { report } = await checkTiny(missesShould, checksOf('media-types'))
    expect(ids(report, 'warning')).toEqual(['media-types/plain-json'])
    expect([conforms(report, false), conforms(report, true)]).toEqual([true, false])
    expect(reportText(report, true)).toContain('--strict counts as a failure')
  })

  it('never passes what was not tried', async () => {
    const { report } = await checkTiny()
    const [first, ...rest] = report.results
    if (first === undefined) throw new Error('no result')
    expect(conforms({ ...report, results: [{ ...first, outcome: 'not-run' }, ...rest] }, false)).toBe(false)
    expect(conforms({ ...report, left: ['/Users/1 is still there'] }, false)).toBe(false)
  })
})

describe('the report', () => {
  it('goes by section, and shows the request, what was expected and what was got', async () => {
    const wrong = answers(on('GET', listOf), (answer) => ({ ...answer, status: 206 }))
    const { report } = await checkTiny(wrong, checksOf('7644 3.4.2'))
    const text = reportText(report, false)
    expect(text).toMatch(/RFC 7644 §3\.4\.2 {2}Query resources[^]*RFC 7644 §3\.4\.2\.2 {2}Filtering/)
    expect(text).toMatch(/FAILED +A query is answered 200[^]*request +GET http:\/\/tiny[^]*expected +status 200[^]*got +status 206/)
    expect(text).toContain('Everything that was made is deleted again.')
  })

  it('shows what would drive the terminal, and does not obey it', async () => {
    const { report } = await checkTiny(says(on('GET', /^\/Schemas$/), 500, { detail: '\u001b[2J\u202e' }), checksOf('schemas/list'))
    expect(reportText(report, false)).not.toMatch(/[\u202e]|\u001b/)
  })

  it('has a heading for every section', () => {
    for (const { rule } of suite) expect(headingOf(rule), rule).not.toBe('')
  })
})

describe('a part of the suite is named by', () => {
  it.each([
    ['7643', '7643 2.1', true],
    ['3.5.2', '7644 3.5.2.3', true],
    ['3.5.2', '7644 3.5.1', false],
    ['3.1', '7644 3.12', false],
    ['RFC 7644 §3.7', '7644 3.7.3', true],
    ['rfc7644-3.14', '7644 3.14', true],
    ['9865', '9865 2', true],
  ])('%s', (wanted, rule, isPart) => {
    const rules = checksOf(wanted).map((check) => check.rule)
    expect(rules.length).toBeGreaterThan(0)
    expect(rules.includes(rule)).toBe(isPart)
  })

  it('the name of a check, or of a group of them', () => {
    expect(checksOf('filter/eq').map(({ id }) => id)).toEqual(['filter/eq'])
    expect(checksOf('patch-add').every(({ id }) => id.startsWith('patch-add/'))).toBe(true)
    expect(checksOf('no such thing')).toEqual([])
  })
})
