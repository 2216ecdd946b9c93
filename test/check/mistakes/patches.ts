import { textOf } from '../../../src/main/check/json.ts'
import type { Json } from '../../../src/main/check/json.ts'
import { elementsOf, isDoc } from '../tiny/paths.ts'
import type { Doc } from '../tiny/paths.ts'
import { all, answers, anyOne, contents, errorBody, on, operations, parsed, refuses } from './plant.ts'
import type { Planted, When } from './plant.ts'

const patches = on('PATCH', anyOne)
const idOf = (path: string): string => path.split('/').at(-1) ?? ''

/** A PATCH with an operation that is like this. */
function withOperation(like: (operation: Doc) => boolean): When {
  return (request) => patches(request) && elementsOf(parsed(request.body)?.['Operations']).some((each) => isDoc(each) && like(each))
}

const pathOf = (operation: Doc): string => textOf(operation['path'] ?? '')
const isLike = (op: string, path: RegExp) => (operation: Doc) => operation['op'] === op && path.test(pathOf(operation))
/** Takes such operations for done. */
const passesOver = (like: (operation: Doc) => boolean) => operations((operation) => (like(operation) ? undefined : operation))
const done = { status: 204, headers: {}, body: undefined }

const general: readonly Planted[] = [
  {
    mistake: 'answers a PATCH with nothing and 200',
    found: ['patch/answer', 'patch/attributes'],
    plant: answers(patches, (answer) => (answer.status === 200 ? { ...answer, body: {} } : answer)),
  },
  {
    mistake: 'answers every PATCH with 204',
    found: ['patch/attributes'],
    plant: answers(patches, (answer) => (answer.status === 200 ? done : answer)),
  },
  {
    mistake: 'keeps what was done before an operation failed',
    found: ['patch/atomic'],
    plant: (serve) => (request) => {
      const body = parsed(request.body)
      if (!patches(request) || body === undefined) return serve(request)
      let last = serve(request)
      if (last.status < 400) return last
      for (const each of elementsOf(body['Operations'])) {
        last = serve({ ...request, body: JSON.stringify({ ...body, Operations: [each] }) })
        if (last.status >= 400) break
      }
      return last
    },
  },
  {
    mistake: 'does the last operation first',
    found: ['patch/order'],
    plant: contents(patches, (body) =>
      Array.isArray(body['Operations']) ? { ...body, Operations: body['Operations'].toReversed() } : body,
    ),
  },
  {
    mistake: 'passes over read-only attributes',
    found: ['patch/read-only', 'patch-remove/read-only', 'patch/read-only-groups'],
    plant: passesOver((each) => /^(id|meta|groups)/.test(pathOf(each))),
  },
  {
    mistake: 'says that a read-only attribute is no path',
    found: ['patch/read-only', 'patch-remove/read-only'],
    plant: refuses(
      withOperation((each) => /^(id|meta)/.test(pathOf(each))),
      400,
      'invalidPath',
    ),
  },
  {
    mistake: 'replaces what is immutable',
    found: ['patch/immutable'],
    plant: operations((each) =>
      /^members.*\.value$/.test(pathOf(each)) ? { op: 'replace', path: 'members', value: [{ value: each['value'] ?? null }] } : each,
    ),
  },
  {
    mistake: 'passes over attributes that do not exist',
    found: ['patch/unknown-attribute'],
    plant: passesOver((each) => /noSuch/.test(pathOf(each))),
  },
  {
    mistake: 'passes over schemas that do not exist',
    found: ['patch/unknown-schema'],
    plant: passesOver((each) => /Nobody/.test(pathOf(each))),
  },
  {
    mistake: 'fails at what is no path',
    found: ['patch/invalid-path'],
    plant: refuses(
      withOperation((each) => pathOf(each).startsWith('emails[') && !/\[.+ .+ .+\]/.test(pathOf(each))),
      500,
    ),
  },
  { mistake: 'passes over operations that do not exist', found: ['patch/unknown-operation'], plant: passesOver(({ op }) => op === 'move') },
  {
    mistake: 'patches by no operations',
    found: ['patch/no-operations'],
    plant: contents(patches, (body) => ({ Operations: [{ op: 'replace', value: {} }], ...body })),
  },
  { mistake: 'passes over wrong types', found: ['patch/wrong-type'], plant: passesOver(({ value }) => value === 'perhaps') },
  {
    mistake: 'reads paths in its own letter case alone',
    found: ['patch/path-case'],
    plant: refuses(
      withOperation((each) => pathOf(each).startsWith('NAME')),
      400,
      'invalidPath',
    ),
  },
  {
    mistake: 'does not know qualified paths',
    found: ['patch/urn', 'patch/extension'],
    plant: refuses(
      withOperation((each) => /^urn:.*:(title|department)$/.test(pathOf(each))),
      400,
      'invalidPath',
    ),
  },
  {
    mistake: 'keeps the old primary value too',
    found: ['patch/primary-added', 'patch/primary-replaced'],
    plant: (serve, tiny) => (request) => {
      const row = tiny.store.rows.get(idOf(request.path))
      const primary = elementsOf(row?.doc['emails']).filter((each) => isDoc(each) && each['primary'] === true) as Doc[]
      const answer = serve(request)
      if (!patches(request) || row === undefined) return answer
      for (const each of elementsOf(row.doc['emails']))
        if (isDoc(each) && primary.some(({ value }) => value === each['value'])) Object.assign(each, { primary: true })
      return answer
    },
  },
  {
    mistake: 'reads operations in its own letter case alone',
    found: ['patch/operation-case'],
    plant: refuses(
      withOperation(({ op }) => op === 'Replace'),
      400,
      'invalidSyntax',
    ),
  },
  {
    mistake: 'does not list an extension that a PATCH brought',
    found: ['patch/extension', 'patch-add/extension'],
    plant: passesOver(
      ({ path, value }) => /^urn:.*enterprise/.test(textOf(path)) || /enterprise/.test(Object.keys(isDoc(value) ? value : {}).join()),
    ),
  },
]

const adding: readonly Planted[] = [
  {
    mistake: 'keeps the value when one is added',
    found: ['patch-add/single'],
    plant: passesOver(({ op, value }) => op === 'add' && value === 'After'),
  },
  {
    mistake: 'adds to what is there alone',
    found: ['patch-add/absent', 'patch/urn'],
    plant: refuses(
      withOperation((each) => each['op'] === 'add' && pathOf(each).endsWith('title')),
      400,
      'noTarget',
    ),
  },
  {
    mistake: 'replaces complex values as a whole',
    found: ['patch-add/complex', 'patch-replace/complex', 'patch-add/without-path'],
    plant: all(
      operations((each) => (pathOf(each) === 'name' && each['op'] !== 'remove' ? [{ op: 'remove', path: 'name' }, each] : each)),
      operations((each) => (isDoc(each['value']) && each['value']['name'] !== undefined ? [{ op: 'remove', path: 'name' }, each] : each)),
    ),
  },
  {
    mistake: 'adds to complex values that are there alone',
    found: ['patch-add/sub-attribute'],
    plant: refuses(withOperation(isLike('add', /^name\./)), 400, 'noTarget'),
  },
  {
    mistake: 'replaces when it should add',
    found: ['patch-add/multi-valued', 'patch-add/without-path', 'patch-add/members', 'groups/many'],
    plant: operations((each) => (each['op'] === 'add' ? { ...each, op: 'replace' } : each)),
  },
  {
    mistake: 'wants a path',
    found: ['patch-add/without-path', 'patch-add/extension', 'patch-replace/without-path'],
    plant: refuses(
      withOperation(({ op, path }) => op !== 'remove' && path === undefined),
      400,
      'invalidPath',
    ),
  },
  {
    mistake: 'ignores the filter of a path',
    found: [
      'patch-add/element',
      'patch-remove/filtered',
      'patch-remove/sub-of-filtered',
      'patch-remove/member',
      'patch-replace/filtered',
      'patch-replace/no-target',
    ],
    plant: operations((each) => ({
      ...each,
      ...(each['path'] === undefined ? {} : { path: pathOf(each).replace(/\[.*\]/, '[value pr]') }),
    })),
  },
  {
    mistake: 'takes what changes nothing for a change',
    found: ['patch-add/existing'],
    plant: (serve, tiny) => (request) => {
      const answer = serve(request)
      const row = tiny.store.rows.get(idOf(request.path))
      if (patches(request) && row !== undefined) row.modified = Date.now() + tiny.store.ahead
      return answer
    },
  },
  {
    mistake: 'adds a value twice',
    found: ['patch-add/existing'],
    plant: (serve, tiny) => (request) => {
      const row = tiny.store.rows.get(idOf(request.path))
      const before = elementsOf(row?.doc['emails'])
      const answer = serve(request)
      const after = elementsOf(row?.doc['emails'])
      if (
        patches(request) &&
        row !== undefined &&
        before.length === 1 &&
        after.length === 1 &&
        /"op":"add","path":"emails"/.test(request.body)
      )
        row.doc = { ...row.doc, emails: [...after, ...after] as Json[] }
      return answer
    },
  },
  {
    mistake: 'adds nothing when no value is given',
    found: ['patch-add/no-value'],
    plant: passesOver(({ op, value }) => op === 'add' && value === undefined),
  },
  {
    mistake: 'refuses a member that is there already',
    found: ['patch-add/members'],
    plant: (serve, tiny) => (request) => {
      const members = JSON.stringify(tiny.store.rows.get(idOf(request.path))?.doc['members'] ?? [])
      const added = elementsOf(parsed(request.body)?.['Operations']).flatMap((each) =>
        isLike('add', /^members$/)(each as Doc) ? elementsOf((each as Doc)['value']) : [],
      )
      const isThere = added.some((each) => isDoc(each) && members.includes(JSON.stringify(each['value'])))
      return patches(request) && isThere ? { status: 409, headers: {}, body: errorBody(409, 'uniqueness') } : serve(request)
    },
  },
]

const removing: readonly Planted[] = [
  {
    mistake: 'removes nothing without a path',
    found: ['patch-remove/no-path'],
    plant: passesOver(({ op, path }) => op === 'remove' && path === undefined),
  },
  {
    mistake: 'removes nothing',
    found: [
      'patch-remove/single',
      'patch-remove/sub-attribute',
      'patch-remove/complex',
      'patch-remove/all-values',
      'patch-remove/last-value',
      'patch-remove/member',
      'patch-remove/all-members',
      'patch/order',
    ],
    plant: passesOver(({ op }) => op === 'remove'),
  },
  {
    mistake: 'removes the whole for a part',
    found: ['patch-remove/sub-attribute', 'patch-remove/sub-of-filtered'],
    plant: operations((each) => (each['op'] === 'remove' ? { ...each, path: pathOf(each).replace(/\.\w+$/, '') } : each)),
  },
  {
    mistake: 'removes all for some',
    found: ['patch-remove/filtered', 'patch-remove/member'],
    plant: operations((each) =>
      each['op'] === 'remove' && each['path'] !== undefined ? { ...each, path: pathOf(each).replace(/\[.*\]$/, '') } : each,
    ),
  },
  {
    mistake: 'does not say that a required value stays',
    found: ['patch-remove/required'],
    plant: refuses(withOperation(isLike('remove', /^userName$/))),
  },
  {
    mistake: 'leaves an empty value where the last was removed',
    found: ['patch-remove/last-value'],
    plant: refuses(withOperation(isLike('remove', /^emails\[type eq "work"\]$/)), 400, 'noTarget'),
  },
]

const replacing: readonly Planted[] = [
  {
    mistake: 'replaces nothing',
    found: [
      'patch-replace/single',
      'patch-replace/complex',
      'patch-replace/multi-valued',
      'patch-replace/without-path',
      'patch-replace/filtered',
      'patch-replace/sub-of-filtered',
      'patch-replace/members',
      'patch-replace/group-name',
      'patch/answer',
      'patch/modified',
    ],
    plant: passesOver(({ op }) => op === 'replace'),
  },
  {
    mistake: 'does not replace what is not there',
    found: ['patch-replace/absent'],
    plant: (serve, tiny) => (request) => {
      const doc = tiny.store.rows.get(idOf(request.path))?.doc
      const isAbsent = withOperation((each) => isLike('replace', /^\w+$/)(each) && doc?.[pathOf(each)] === undefined)(request)
      return doc !== undefined && isAbsent ? { status: 400, headers: {}, body: errorBody(400, 'noTarget') } : serve(request)
    },
  },
  {
    mistake: 'adds when it should replace',
    found: ['patch-replace/multi-valued', 'patch-replace/members', 'patch-replace/without-path'],
    plant: operations((each) => (each['op'] === 'replace' && !pathOf(each).includes('[') ? { ...each, op: 'add' } : each)),
  },
  {
    mistake: 'passes over what a filter does not find',
    found: ['patch-replace/no-target'],
    plant: answers(patches, (answer) => (answer.body?.['scimType'] === 'noTarget' ? done : answer)),
  },
  { mistake: 'does not remove by null', found: ['patch-replace/null'], plant: refuses(withOperation(({ value }) => value === null)) },
  {
    mistake: 'empties a group that is renamed',
    found: ['patch-replace/group-name'],
    plant: operations(
      (each) => (isLike('replace', /^displayName$/)(each) ? [each, { op: 'remove', path: 'members' }] : each),
      on('PATCH', /^\/Groups/),
    ),
  },
]

export const patchMistakes: readonly Planted[] = [...general, ...adding, ...removing, ...replacing]
