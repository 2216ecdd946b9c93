import type { Json } from '../../../src/main/check/json.ts'
import type { Mistake } from '../tiny/in-process.ts'
import { elementsOf, isDoc } from '../tiny/paths.ts'
import type { Doc } from '../tiny/paths.ts'
import { ENTERPRISE } from '../tiny/schemas.ts'
import { answers, asks, bodies, errorBody, on, refuses, says, without } from './plant.ts'
import type { Planted } from './plant.ts'

const config = on('GET', /^\/ServiceProviderConfig$/)
const types = on('GET', /^\/ResourceTypes$/)
const schemas = on('GET', /^\/Schemas$/)

function eachOf(when: typeof types, change: (resource: Doc) => Doc): Mistake {
  return bodies(when, (body) => ({ ...body, Resources: elementsOf(body['Resources']).map((each) => change(each as Doc) as Json) }))
}

/** Changes the definition of the attribute with this name, wherever it is. */
function definition(name: string, change: (definition: Doc) => Doc): Mistake {
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk)
    if (!isDoc(value)) return value
    const walked = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, each === undefined ? null : walk(each)])) as Doc
    return walked['name'] === name && walked['type'] !== undefined ? change(walked) : walked
  }
  return eachOf(schemas, (schema) => walk(schema) as Doc)
}

export const discovery: readonly Planted[] = [
  {
    mistake: 'lists its configuration',
    found: ['config/resource'],
    plant: bodies(config, (body) => ({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 1,
      Resources: [body],
    })),
  },
  {
    mistake: 'says "yes" for true',
    found: ['config/features'],
    plant: bodies(config, (body) => ({ ...body, changePassword: { supported: 'yes' } })),
  },
  {
    mistake: 'writes limits as texts',
    found: ['config/limits'],
    plant: bodies(config, (body) => ({ ...body, filter: { supported: true, maxResults: '50' } })),
  },
  {
    mistake: 'does not describe how to authenticate',
    found: ['config/authentication-schemes'],
    plant: bodies(config, (body) => ({ ...body, authenticationSchemes: [{ type: 'oauthbearertoken', name: 'Bearer' }] })),
  },
  {
    mistake: 'announces a page size as text',
    found: ['config/paging'],
    plant: bodies(config, (body) => ({ ...body, pagination: { cursor: true, index: true, maxPageSize: '50' } })),
  },
  { mistake: 'has no meta on its configuration', found: ['config/meta'], plant: bodies(config, (body) => without(body, 'meta')) },
  {
    mistake: 'ignores filters on discovery',
    found: ['config/filter-refused'],
    plant: asks(on('GET', /^\/(ServiceProviderConfig|Schemas|ResourceTypes)/), (request) => ({ ...request, query: {} })),
  },
  {
    mistake: 'lets its configuration be written',
    found: ['config/read-only'],
    plant: says(on('PUT', /^\/ServiceProviderConfig$/), 200, {}),
  },
  {
    mistake: 'miscounts its resource types',
    found: ['resource-types/list'],
    plant: bodies(types, (body) => ({ ...body, totalResults: 7 })),
  },
  {
    mistake: 'does not say where its resources are',
    found: ['resource-types/whole'],
    plant: eachOf(types, (type) => without(type, 'endpoint')),
  },
  {
    mistake: 'does not say whether extensions are required',
    found: ['resource-types/extensions'],
    plant: eachOf(types, (type) => ({
      ...type,
      schemaExtensions: elementsOf(type['schemaExtensions']).map((each) => without(each as Doc, 'required') as Json),
    })),
  },
  {
    mistake: 'does not serve the schema of an extension',
    found: ['resource-types/schemas-exist'],
    plant: bodies(schemas, (body) => ({
      ...body,
      Resources: elementsOf(body['Resources']).filter((each) => (each as Doc)['id'] !== ENTERPRISE),
    })),
  },
  {
    mistake: 'announces an endpoint that it does not have',
    found: ['resource-types/endpoints-answer'],
    plant: bodies(types, (body) => ({
      ...body,
      Resources: [...elementsOf(body['Resources']), { name: 'Device', endpoint: '/Devices', schema: 'urn:x' }],
    })),
  },
  {
    mistake: 'answers one resource type with all',
    found: ['resource-types/by-name'],
    plant: asks(on('GET', /^\/ResourceTypes\/User$/), (request) => ({ ...request, path: '/ResourceTypes' })),
  },
  {
    mistake: 'answers 200 for types and schemas that do not exist',
    found: ['resource-types/unknown', 'schemas/unknown'],
    plant: answers(on('GET', /NoSuch(Type|Schema)/), () => ({ status: 200, headers: {}, body: {} })),
  },
  { mistake: 'miscounts its schemas', found: ['schemas/list'], plant: bodies(schemas, (body) => ({ ...body, totalResults: 0 })) },
  {
    mistake: 'does not know its schemas by URN',
    found: ['schemas/by-urn', 'schemas/user'],
    plant: refuses(on('GET', /^\/Schemas\/./), 404),
  },
  {
    mistake: 'serves schemas without a schema',
    found: ['schemas/own-schema'],
    plant: eachOf(schemas, (schema) => without(schema, 'schemas')),
  },
  {
    mistake: 'names an attribute with a space',
    found: ['schemas/names'],
    plant: definition('nickName', (each) => ({ ...each, name: 'nick name' })),
  },
  {
    mistake: 'invents a mutability',
    found: ['schemas/characteristics'],
    plant: definition('title', (each) => ({ ...each, mutability: 'readwrite' })),
  },
  {
    mistake: 'has a complex attribute without parts',
    found: ['schemas/complex'],
    plant: definition('manager', (each) => without(each, 'subAttributes')),
  },
  {
    mistake: 'does not say what it refers to',
    found: ['schemas/references'],
    plant: definition('$ref', (each) => without(each, 'referenceTypes')),
  },
  {
    mistake: 'returns what is only written',
    found: ['schemas/write-only', 'schemas/password'],
    plant: definition('password', (each) => ({ ...each, returned: 'default' })),
  },
  {
    mistake: 'thinks userName optional',
    found: ['schemas/user-name'],
    plant: definition('userName', (each) => ({ ...each, required: false })),
  },
  {
    mistake: 'lets groups be written',
    found: ['schemas/groups'],
    plant: definition('groups', (each) => ({ ...each, mutability: 'readWrite' })),
  },
  { mistake: 'has one e-mail only', found: ['schemas/emails'], plant: definition('emails', (each) => ({ ...each, multiValued: false })) },
  { mistake: 'thinks active a text', found: ['schemas/active'], plant: definition('active', (each) => ({ ...each, type: 'string' })) },
  { mistake: 'has one member only', found: ['schemas/members'], plant: definition('members', (each) => ({ ...each, multiValued: false })) },
  {
    mistake: 'lets values be changed that are immutable',
    found: ['schemas/member-value'],
    plant: definition('value', (each) => ({ ...each, mutability: 'readWrite' })),
  },
  {
    mistake: 'lets the name of a manager be written',
    found: ['schemas/manager-name'],
    plant: definition('displayName', (each) => ({ ...each, mutability: 'readWrite' })),
  },
  { mistake: 'answers /Me with 404', found: ['me/answer'], plant: says(on('GET', /^\/Me$/), 404, errorBody(404)) },
  {
    mistake: 'answers /Me as if it were the place of the resource',
    found: ['me/location'],
    plant: says(on('GET', /^\/Me$/), 200, { id: '1', meta: { location: 'http://tiny.example/scim/v2/Me' } }),
  },
]
