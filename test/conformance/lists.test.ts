import { beforeAll, describe, expect, it } from 'vitest'
import { type Body, ENTERPRISE, filtered, query } from '../support/scim-client.ts'
import { fileEndpoint } from '../support/scim-endpoint.ts'

const endpoint = await fileEndpoint()

describe('R5: index paging (RFC 7644 §3.4.2.4)', async () => {
  const { scim } = await endpoint.tenant('paging')
  const names = Array.from({ length: 7 }, (_, i) => `user${i}`)
  for (const userName of names) await scim.create('/Users', { userName })
  const page = async (parameters: Record<string, string | number>) => {
    const { body } = await scim.get(query('/Users', parameters))
    return {
      total: body.totalResults,
      start: body['startIndex'],
      size: body.itemsPerPage,
      names: body.Resources.map((each) => each['userName']),
    }
  }

  it('R5: pages in order of creation, each with the true total', async () => {
    expect(await page({ startIndex: 1, count: 3 })).toEqual({ total: 7, start: 1, size: 3, names: names.slice(0, 3) })
    expect(await page({ startIndex: 4, count: 3 })).toEqual({ total: 7, start: 4, size: 3, names: names.slice(3, 6) })
    expect(await page({ startIndex: 7, count: 3 })).toEqual({ total: 7, start: 7, size: 1, names: names.slice(6) })
    expect(await page({ startIndex: 8, count: 3 })).toEqual({ total: 7, start: 8, size: 0, names: [] })
  })

  it('R5: clamps as the RFC says: startIndex below 1 is 1, count below 0 is 0', async () => {
    for (const startIndex of [0, -1, -99])
      expect(await page({ startIndex, count: 2 })).toMatchObject({ start: 1, names: names.slice(0, 2) })
    for (const count of [0, -1, -99]) expect(await page({ count })).toEqual({ total: 7, start: 1, size: 0, names: [] })
    expect(await page({ startIndex: '99999999999999999999', count: '99999999999999999999' })).toMatchObject({ total: 7, size: 0 })
    for (const wrong of ['x', '1.5', 'NaN', '1;2'])
      expect([wrong, (await scim.get(query('/Users', { startIndex: wrong }))).status]).toEqual([wrong, 400])
  })

  it('R5: total and pages are those of the filter', async () => {
    const filter = 'userName gt "user2"'
    expect(await page({ filter, count: 2, startIndex: 3 })).toEqual({ total: 4, start: 3, size: 2, names: ['user5', 'user6'] })
  })

  it('R5: HTTP parameters are told apart by the RFC’s spelling of them, and repeated ones do no harm', async () => {
    const { status, body } = await scim.get('/Users?count=2&count=5&startIndex=1')
    expect([status, body.itemsPerPage]).toEqual([200, 2])
  })
})

describe('R5: sorting (RFC 7644 §3.4.2.3)', async () => {
  const { scim } = await endpoint.tenant('sorting')
  const people = [
    { userName: 'b', title: 'x', name: { familyName: 'Éclair' }, emails: [{ value: 'z@a' }, { value: 'a@a', primary: true }] },
    { userName: 'C', title: 'X', name: { familyName: 'apple' }, emails: [{ value: 'm@a' }, { value: 'b@a' }] },
    { userName: 'a', active: false },
    { userName: 'd', title: 'a', name: { familyName: 'Zed' }, emails: [{ value: 'c@a' }], [ENTERPRISE]: { costCenter: '1' } },
  ]
  for (const person of people) {
    endpoint.data.time.now += 1_000
    await scim.create('/Users', person)
  }
  const sorted = async (sortBy: string, sortOrder = 'ascending') =>
    (await scim.get(query('/Users', { sortBy, sortOrder }))).body.Resources.map((each) => each['userName']).join(' ')

  it.each([
    ['userName', 'a b C d', 'd C b a'],
    ['USERNAME', 'a b C d', 'd C b a'],
    ['title', 'd b C a', 'a C b d'],
    ['name.familyName', 'C d b a', 'a b d C'],
    ['emails', 'b d C a', 'a C d b'],
    ['emails.value', 'b d C a', 'a C d b'],
    ['active', 'a b C d', 'd C b a'],
    ['meta.created', 'b C a d', 'd a C b'],
    [`${ENTERPRISE}:costCenter`, 'd b C a', 'a C b d'],
  ])('R5: by %s: without case, primary values first, those without any last', async (sortBy, ascending, descending) => {
    expect([await sorted(sortBy), await sorted(sortBy, 'descending')]).toEqual([ascending, descending])
  })

  it('R5: sorted pages join without repeats or gaps', async () => {
    for (const sortOrder of ['ascending', 'descending']) {
      const all: unknown[] = []
      for (let startIndex = 1; startIndex <= 4; startIndex++)
        all.push(...(await scim.get(query('/Users', { sortBy: 'title', sortOrder, startIndex, count: 1 }))).body.Resources)
      expect(all).toEqual((await scim.get(query('/Users', { sortBy: 'title', sortOrder }))).body.Resources)
    }
  })
})

describe('R5: cursor paging (RFC 9865)', async () => {
  const { scim } = await endpoint.tenant('cursors')
  const names = Array.from({ length: 25 }, (_, i) => `walker${String(i).padStart(2, '0')}`)
  beforeAll(async () => {
    for (const userName of names) await scim.create('/Users', { userName, title: `t${Number(userName.slice(-2)) % 3}` })
  })

  async function walk(parameters: Record<string, string | number>, between: (page: number) => Promise<unknown> = async () => undefined) {
    const pages: Body[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined; cursor = pages.at(-1)?.nextCursor) {
      const { status, body, text } = await scim.get(query('/Users', { ...parameters, cursor }))
      if (status !== 200 || pages.length > 60) throw new Error(text)
      pages.push(body)
      await between(pages.length)
    }
    return pages
  }
  const namesIn = (pages: Body[]) => pages.flatMap(({ Resources }) => Resources.map((each) => String(each['userName'])))

  it('R5: walks to the end: nobody twice, nobody left out, no cursor on the last page', async () => {
    const pages = await walk({ count: 10 })
    expect(pages.map(({ itemsPerPage }) => itemsPerPage)).toEqual([10, 10, 5])
    expect(pages.map(({ nextCursor }) => nextCursor === undefined)).toEqual([false, false, true])
    expect(namesIn(pages)).toEqual(names)
    for (const page of pages) expect([page.totalResults, 'startIndex' in page, 'previousCursor' in page]).toEqual([25, false, false])
  })

  it('R5: a page that ends exactly at the end is the last one', async () => {
    expect((await walk({ count: 5 })).map(({ itemsPerPage }) => itemsPerPage)).toEqual([5, 5, 5, 5, 5])
  })

  it.each(['ascending', 'descending'])('R5: walks a sorted and filtered list (%s) too', async (sortOrder) => {
    const parameters = { filter: 'title ne "t1"', sortBy: 'title', sortOrder }
    const whole = (await scim.get(query('/Users', parameters))).body.Resources.map((each) => each['userName'])
    expect(namesIn(await walk({ ...parameters, count: 4 }))).toEqual(whole)
  })

  it('R5: under concurrent inserts and deletes nobody who stays is missed or repeated', async () => {
    const victims = await Promise.all(['early', 'late'].map((name) => scim.create('/Users', { userName: `${name}-victim` })))
    const seen = namesIn(
      await walk({ count: 3 }, async (page) => {
        // New people come at the end of the walk: it would not end if they went on coming.
        if (page <= 12) await scim.create('/Users', { userName: `arrival${page}` })
        if (page === 2) await scim.delete(`/Users/${victims[0]}`)
        if (page === 4) await scim.patch(`/Users/${victims[1]}`, [{ op: 'replace', path: 'title', value: 'moved' }])
      }),
    )
    expect(new Set(seen).size).toBe(seen.length)
    expect(names.every((name) => seen.includes(name))).toBe(true)
    expect(seen).not.toContain('early-victim')
    expect(seen).toContain('late-victim')
  })

  it('R5: a cursor is good for the question that it was given for, and no other', async () => {
    const { nextCursor = '' } = (await scim.get('/Users?cursor&count=2')).body
    for (const other of [{ filter: 'title pr' }, { sortBy: 'userName' }, { startIndex: 3 }] as Record<string, string | number>[])
      expect((await scim.get(query('/Users', { cursor: nextCursor, ...other }))).body.scimType).toBe('invalidCursor')
    for (const cursor of ['x', nextCursor.slice(0, -2), 'a b', '"', 'x'.repeat(2000)])
      expect([cursor.slice(0, 20), (await scim.get(query('/Users', { cursor }))).body.scimType]).toEqual([
        cursor.slice(0, 20),
        'invalidCursor',
      ])
    expect((await scim.get(query('/Groups', { cursor: nextCursor }))).body.scimType).toBe('invalidCursor')
  })

  it('R5, R6: .search walks both types by cursor', async () => {
    await scim.create('/Groups', { displayName: 'after the users' })
    const total = (await scim.get('/?count=0')).body.totalResults
    const seen: string[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const { body } = await scim.post('/.search', { cursor, count: 7, attributes: ['id'] })
      expect(body.totalResults).toBe(total)
      seen.push(...body.Resources.map(({ id }) => id))
      cursor = body.nextCursor
    }
    expect([seen.length, new Set(seen).size]).toEqual([total, total])
  })

  it('R5: without cursor paging asked for, an index answer has no cursor', async () => {
    expect((await scim.get(filtered('/Users', 'title pr', { count: 1 }))).body).not.toHaveProperty('nextCursor')
  })
})
