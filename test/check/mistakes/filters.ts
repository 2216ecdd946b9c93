import { answers, bodies, filters, listOf, on, parameter, refuses, refusesFilters } from './plant.ts'
import type { Planted } from './plant.ts'

const any = (): boolean => true
const lists = on('GET|POST', listOf)

export const filterMistakes: readonly Planted[] = [
  { mistake: 'wants a sub-attribute of what is complex', found: ['filter/complex-value'], plant: refusesFilters(/emails (co|eq)/) },
  { mistake: 'does not know chat addresses in filters', found: ['filter/examples'], plant: refusesFilters(/ims\[/) },
  {
    mistake: 'keeps the time of creation for that of a change',
    found: ['filter/last-modified'],
    plant: filters((filter) => filter.replaceAll('meta.lastModified', 'meta.created')),
  },
  {
    mistake: 'ignores filters',
    found: ['filter/eq', 'filter/and', 'filter/not', 'lists/nothing', 'filter/eq-whole', 'filter/groups-by-name'],
    plant: parameter('filter', () => undefined),
  },
  {
    mistake: 'finds parts by eq',
    found: ['filter/eq-whole'],
    plant: filters((filter) => filter.replace(/displayName eq (".*Ann")/, 'displayName co $1')),
  },
  {
    mistake: 'finds by pattern',
    found: ['filter/eq-whole'],
    plant: filters((filter) => filter.replace(/displayName eq "(.*?) (%|\.\*|\*)"/, 'displayName sw "$1"')),
  },
  { mistake: 'takes ne for eq', found: ['filter/ne'], plant: filters((filter) => filter.replaceAll(' ne ', ' eq ')) },
  { mistake: 'takes co for sw', found: ['filter/co'], plant: filters((filter) => filter.replaceAll(' co ', ' sw ')) },
  { mistake: 'takes sw for co', found: ['filter/sw'], plant: filters((filter) => filter.replaceAll(' sw ', ' co ')) },
  { mistake: 'takes ew for co', found: ['filter/ew'], plant: filters((filter) => filter.replaceAll(' ew ', ' co ')) },
  {
    mistake: 'takes everything for present',
    found: ['filter/pr', 'filter/and', 'filter/not', 'search/users'],
    plant: filters((filter) => filter.replaceAll(/\b(title|nickName|emails) pr/g, 'id pr')),
  },
  { mistake: 'takes gt for ge', found: ['filter/order'], plant: filters((filter) => filter.replaceAll(' gt ', ' ge ')) },
  { mistake: 'compares dates as texts', found: ['filter/dates'], plant: filters((filter) => filter.replaceAll('+02:00', 'Z')) },
  {
    mistake: 'keeps booleans as texts',
    found: ['filter/boolean'],
    plant: filters((filter) => filter.replaceAll(/active eq (true|false)/g, 'active eq "$1"')),
  },
  {
    mistake: 'orders booleans',
    found: ['filter/boolean-order'],
    plant: filters((filter) => filter.replaceAll(/active (gt|ge|lt|le)/g, 'active eq')),
  },
  { mistake: 'does not know null', found: ['filter/null'], plant: refusesFilters(/ null/) },
  { mistake: 'reads operators in its own letter case alone', found: ['filter/operator-case'], plant: refusesFilters(/ (EQ|Eq|AND|Pr)\b/) },
  { mistake: 'reads names in filters in its own letter case alone', found: ['filter/attribute-case'], plant: refusesFilters(/^USERNAME/) },
  {
    mistake: 'compares externalId without letter case',
    found: ['filter/value-case-exact'],
    plant: filters((filter) =>
      filter.replace(/^externalId eq "(.*)-EXT-ANNA"$/, (_, prefix: string) => `externalId eq "${prefix.toLowerCase()}-Ext-Anna"`),
    ),
  },
  { mistake: 'does not know escapes', found: ['filter/escapes'], plant: refusesFilters(/\\/) },
  {
    mistake: 'finds everything by what it does not know',
    found: ['filter/unknown-attribute'],
    plant: filters((filter) => filter.replace('noSuchAttribute eq "x"', 'id pr')),
  },
  {
    mistake: 'takes and for or',
    found: ['filter/and', 'filter/value-path-and'],
    plant: filters((filter) => filter.replace(/ and active/, ' or active').replace(/pr and/, 'pr or')),
  },
  {
    mistake: 'takes or for and',
    found: ['filter/or', 'filter/precedence'],
    plant: filters((filter) => filter.replace(/pr or/, 'pr and').replace(/^(userName eq \S+) or/, '$1 and')),
  },
  {
    mistake: 'ignores not',
    found: ['filter/not', 'filter/grouping', 'filter/value-path-or'],
    plant: filters((filter) => filter.replaceAll('not (', '(')),
  },
  {
    mistake: 'reads from left to right',
    found: ['filter/precedence'],
    plant: filters((filter) =>
      filter
        .replace(/^(userName eq \S+ or userName eq \S+) and/, '($1) and')
        .replace(/ and (userName eq \S+ or userName eq \S+)$/, ' and ($1)'),
    ),
  },
  {
    mistake: 'ignores parentheses',
    found: ['filter/grouping'],
    plant: filters((filter) =>
      filter.startsWith('(userName eq') && !filter.includes(') and (') ? filter.replaceAll(/[()]/g, '') : filter,
    ),
  },
  { mistake: 'does not know sub-attributes', found: ['filter/sub-attribute'], plant: refusesFilters(/^name\./) },
  {
    mistake: 'looks at the primary value alone',
    found: ['filter/any-value'],
    plant: filters((filter) => filter.replaceAll(/emails\.value (\w\w) ("[^"]*")/g, 'emails[primary eq true and value $1 $2]')),
  },
  {
    mistake: 'spreads the conditions of a value path over values',
    found: ['filter/value-path'],
    plant: filters((filter) =>
      filter.replace(/emails\[type eq ("\w+") and value ew ("[^"]*")\]/, 'emails.type eq $1 and emails.value ew $2'),
    ),
  },
  { mistake: 'knows and alone within brackets', found: ['filter/value-path-or'], plant: refusesFilters(/\[[^\]]*( or |not \()/) },
  {
    mistake: 'forgets what comes after brackets',
    found: ['filter/value-path-and'],
    plant: filters((filter) => filter.replace(/\] and active eq true/, ']')),
  },
  {
    mistake: 'does not know qualified names in filters',
    found: ['filter/urn', 'filter/extension'],
    plant: refusesFilters(/urn:ietf:params:scim:schemas:(core|extension):[^"]*:\w+ /),
  },
  {
    mistake: 'does not filter by id and meta',
    found: ['filter/common', 'etag/in-lists', 'delete/not-listed'],
    plant: refusesFilters(/\b(id|meta\.\w+) eq/),
  },
  { mistake: 'does not filter by members', found: ['filter/members'], plant: refusesFilters(/members/) },
  {
    mistake: 'does not filter groups by name',
    found: ['filter/groups-by-name', 'search/groups'],
    plant: refuses(
      ({ path, query, body }) => path.startsWith('/Groups') && `${query['filter']}${body}`.includes('displayName eq'),
      400,
      'invalidFilter',
    ),
  },
  {
    mistake: 'finds nothing by what is no filter',
    found: ['filter/invalid', 'filter/unknown-operator', 'search/invalid'],
    plant: answers(lists, (answer) =>
      answer.body?.['scimType'] === 'invalidFilter'
        ? { status: 200, headers: {}, body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: 0 } }
        : answer,
    ),
  },
  {
    mistake: 'does not say that it is the filter',
    found: ['filter/invalid', 'filter/unknown-operator', 'filter/boolean-order'],
    plant: bodies(any, (body) => (body['scimType'] === 'invalidFilter' ? { ...body, scimType: 'invalidValue' } : body)),
  },
]
