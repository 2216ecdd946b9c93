/** RFC 7644 §3.4.2.2: each operator, on each kind of value. */
import { holds, instantOf, isError, lists, succeeded } from '../expect.ts'
import { at, textOf } from '../json.ts'
import { section } from '../section.ts'
import { find, ours, people, quoted } from './people.ts'

export const filterOperators = section(
  '7644 3.4.2.2',
  ['users', 'filter'],
  [
    {
      id: 'filter/eq',
      level: 'MUST',
      title: 'eq finds the one resource whose value is equal',
      async run(t) {
        const p = await people(t)
        lists(await find(t, `userName eq ${quoted(p.Anna.body['userName'])}`), p, 'Anna')
      },
    },
    {
      id: 'filter/eq-whole',
      level: 'MUST',
      title: 'eq compares whole values: neither a part nor a wildcard matches',
      needs: ['User.displayName'],
      async run(t) {
        const p = await people(t)
        for (const part of [`${t.prefix} Ann`, `${t.prefix} %`, `${t.prefix} .*`, `${t.prefix} *`, `${t.prefix} Ann_`])
          lists(await find(t, `displayName eq ${quoted(part)}`), p)
      },
    },
    {
      id: 'filter/ne',
      level: 'MUST',
      title: 'ne finds those whose value differs',
      needs: ['User.active'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, ours(t, 'active ne true')), p, 'Bert')
      },
    },
    {
      id: 'filter/co',
      level: 'MUST',
      title: 'co finds a value by any part of it',
      needs: ['User.title'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, `title co ${quoted(`${t.prefix} Engin`)}`), p, 'Anna')
        lists(await find(t, ours(t, 'title co "nage"')), p, 'Bert')
      },
    },
    {
      id: 'filter/sw',
      level: 'MUST',
      title: 'sw finds a value by its beginning, and by nothing else',
      needs: ['User.title'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, `title sw ${quoted(`${t.prefix} Man`)}`), p, 'Bert')
        lists(await find(t, ours(t, 'title sw "Man"')), p)
      },
    },
    {
      id: 'filter/ew',
      level: 'MUST',
      title: 'ew finds a value by its end, and by nothing else',
      needs: ['User.title'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, ours(t, 'title ew "gineer"')), p, 'Anna')
        lists(await find(t, ours(t, `title ew ${quoted(t.prefix)}`)), p)
      },
    },
    {
      id: 'filter/pr',
      level: 'MUST',
      title: 'pr finds those that have a value, be it simple, complex or multi-valued',
      needs: ['User.title', 'User.nickName', 'User.emails'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, ours(t, 'title pr')), p, 'Anna', 'Bert', 'Cleo')
        lists(await find(t, ours(t, 'nickName pr')), p, 'Anna')
        lists(await find(t, ours(t, 'emails pr')), p, 'Anna', 'Bert', 'Cleo')
        lists(await find(t, ours(t, 'name pr')), p, 'Anna', 'Bert', 'Cleo', 'Dora')
      },
    },
    {
      id: 'filter/order',
      level: 'MUST',
      title: 'gt, ge, lt and le compare text in lexicographical order',
      needs: ['User.displayName'],
      async run(t) {
        const p = await people(t)
        const bert = quoted(`${t.prefix} Bert`)
        lists(await find(t, ours(t, `displayName gt ${bert}`)), p, 'Cleo', 'Dora')
        lists(await find(t, ours(t, `displayName ge ${bert}`)), p, 'Bert', 'Cleo', 'Dora')
        lists(await find(t, ours(t, `displayName lt ${bert}`)), p, 'Anna')
        lists(await find(t, ours(t, `displayName le ${bert}`)), p, 'Anna', 'Bert')
      },
    },
    {
      id: 'filter/dates',
      level: 'MUST',
      title: 'Dates compare as instants, whatever zone and precision they are written in',
      async run(t) {
        const p = await people(t)
        const created = instantOf(at(p.Cleo.body, 'meta', 'created'))
        const inParis = (instant: number): string => `${new Date(instant + 2 * 3_600_000).toISOString().slice(0, -1)}+02:00`
        lists(await find(t, ours(t, `meta.created gt "${inParis(created - 60_000_000)}"`)), p, 'Anna', 'Bert', 'Cleo', 'Dora')
        lists(await find(t, ours(t, `meta.created lt "${inParis(created - 60_000_000)}"`)), p)
        lists(await find(t, `id eq ${quoted(p.Cleo.id)} and meta.created ge "${inParis(created)}"`), p, 'Cleo')
        lists(await find(t, `id eq ${quoted(p.Cleo.id)} and meta.created le "${inParis(created + 999)}"`), p, 'Cleo')
        lists(await find(t, `id eq ${quoted(p.Cleo.id)} and meta.created gt "${inParis(created + 1000)}"`), p)
      },
    },
    {
      id: 'filter/last-modified',
      level: 'MUST',
      title: 'What was changed since is found by meta.lastModified, and what was not is not',
      needs: ['patch', 'User.title'],
      async run(t) {
        const users = { Changed: await t.newUser(), Other: await t.newUser() }
        const since = textOf(at(users.Other.body, 'meta', 'lastModified'))
        await t.aWhile()
        succeeded(await t.patch(users.Changed.path, [{ op: 'replace', path: 'title', value: 'Changed' }]))
        const filter = `(id eq "${users.Changed.id}" or id eq "${users.Other.id}") and meta.lastModified gt "${since}"`
        lists(await find(t, filter), users, 'Changed')
      },
    },
    {
      id: 'filter/boolean',
      level: 'MUST',
      title: 'eq true and eq false find by a boolean',
      needs: ['User.active'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, ours(t, 'active eq false')), p, 'Bert')
        lists(await find(t, ours(t, 'active eq true')), p, 'Anna', 'Cleo', 'Dora')
      },
    },
    {
      id: 'filter/boolean-order',
      level: 'MUST',
      title: 'gt, ge, lt and le on a boolean are 400 invalidFilter',
      needs: ['User.active'],
      async run(t) {
        for (const operator of ['gt', 'ge', 'lt', 'le']) isError(await find(t, `active ${operator} true`), 400, 'invalidFilter')
      },
    },
    {
      id: 'filter/null',
      rule: '7643 2.5',
      level: 'SHOULD',
      title: 'eq null finds those without a value, ne null those with one',
      needs: ['User.nickName'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, ours(t, 'nickName eq null')), p, 'Bert', 'Cleo', 'Dora')
        lists(await find(t, ours(t, 'nickName ne null')), p, 'Anna')
      },
    },
    {
      id: 'filter/operator-case',
      level: 'MUST',
      title: 'Operators are taken in any letter case',
      async run(t) {
        const p = await people(t)
        const name = quoted(p.Anna.body['userName'])
        lists(await find(t, `userName EQ ${name}`), p, 'Anna')
        lists(await find(t, `userName Eq ${name} AND userName Pr`), p, 'Anna')
      },
    },
    {
      id: 'filter/attribute-case',
      level: 'MUST',
      title: 'Attribute names are taken in any letter case',
      async run(t) {
        const p = await people(t)
        lists(await find(t, `USERNAME eq ${quoted(p.Anna.body['userName'])}`), p, 'Anna')
      },
    },
    {
      id: 'filter/value-case',
      rule: '7643 2.2',
      level: 'MUST',
      title: 'Values of attributes that are not case-exact (userName) match in any letter case',
      async run(t) {
        const p = await people(t)
        lists(await find(t, `userName eq ${quoted(textOf(p.Anna.body['userName']).toUpperCase())}`), p, 'Anna')
        lists(await find(t, `userName sw ${quoted(`${t.prefix}-ANN`.toUpperCase())}`), p, 'Anna')
      },
    },
    {
      id: 'filter/value-case-exact',
      rule: '7643 2.2',
      level: 'MUST',
      title: 'Values of attributes that are case-exact (externalId, id) match in their own letter case alone',
      async run(t) {
        const p = await people(t)
        const externalId = `${t.prefix}-Ext-Anna`
        lists(await find(t, `externalId eq ${quoted(externalId)}`), p, 'Anna')
        const other = await find(t, `externalId eq ${quoted(externalId.toUpperCase())}`)
        lists(other, p)
      },
    },
    {
      id: 'filter/escapes',
      level: 'MUST',
      title: 'Text in a filter is JSON text, with its escapes',
      needs: ['User.title'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, `title eq ${quoted(`${t.prefix} "Lead" \\ Writer`)}`), p, 'Cleo')
        lists(await find(t, `title eq "${t.prefix} \\u0045ngineer"`), p, 'Anna')
      },
    },
    {
      id: 'filter/unknown-attribute',
      level: 'MUST',
      title: 'An attribute that does not exist matches nothing (or is refused); it never matches everything',
      async run(t) {
        const p = await people(t)
        const answer = await find(t, ours(t, 'noSuchAttribute eq "x"'))
        if (answer.status === 400) return isError(answer, 400)
        lists(answer, p)
      },
    },
    {
      id: 'filter/total',
      rule: '7644 3.4.2',
      level: 'MUST',
      title: 'totalResults counts what the filter selects, not what the page shows',
      async run(t) {
        const p = await people(t)
        const answer = await find(t, ours(t, 'userName pr'), { count: 1 })
        holds(answer, at(answer.body, 'totalResults') === Object.keys(p).length, 'totalResults 4', textOf(at(answer.body, 'totalResults')))
      },
    },
  ],
)
