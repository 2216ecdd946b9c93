import type { Client } from './client.ts'
import { at, isObject, listAt, textAt } from './json.ts'
import type { Json } from './json.ts'
import type { Answer, Feature, Need } from './types.ts'

export const USER_URN = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP_URN = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const ENTERPRISE_URN = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** What the server says of itself (RFC 7644 §4). Where it says nothing, it is taken to support what is asked. */
export interface Profile {
  /** Relative to the base URL: `/Users`. */
  readonly users: string
  readonly groups: string
  /** Why a check that needs this cannot be made; undefined when it can. */
  missing(need: Need): string | undefined
  /** True only where the server's own configuration says yes. */
  declares(need: Need): boolean
  /** A limit by its place in ServiceProviderConfig, such as `bulk`, `maxOperations`. */
  limit(feature: string, name: string): number | undefined
  /** The definition of an attribute, `User.name.givenName`; undefined when the server defines none. */
  attribute(path: string): Json | undefined
}

export async function readProfile(client: Client): Promise<Profile> {
  const config = bodyOf(await client.send('GET', '/ServiceProviderConfig', undefined))
  const types = listOf(await client.send('GET', '/ResourceTypes', undefined))
  const schemas = listOf(await client.send('GET', '/Schemas', undefined))
  return profileOf(config, types, schemas)
}

export function profileOf(config: Json | undefined, types: readonly Json[] | undefined, schemas: readonly Json[] | undefined): Profile {
  const userType = types?.find((type) => textAt(type, 'schema') === USER_URN)
  const groupType = types?.find((type) => textAt(type, 'schema') === GROUP_URN)
  const hasEnterprise = listAt(userType, 'schemaExtensions').some((each) => textAt(each, 'schema') === ENTERPRISE_URN)

  const attribute = (path: string): Json | undefined => {
    const [kind = '', ...names] = path.split('.')
    const urn = { User: USER_URN, Group: GROUP_URN, Enterprise: ENTERPRISE_URN }[kind]
    let definition = schemas?.find((schema) => textAt(schema, 'id')?.toLowerCase() === urn?.toLowerCase())
    for (const name of names) {
      definition = [...listAt(definition, 'attributes'), ...listAt(definition, 'subAttributes')].find(
        (each) => textAt(each, 'name')?.toLowerCase() === name.toLowerCase(),
      )
    }
    return definition
  }
  const supported = (feature: Feature): boolean | undefined => {
    switch (feature) {
      case 'users':
        return types === undefined ? undefined : userType !== undefined
      case 'groups':
        return types === undefined ? undefined : groupType !== undefined
      case 'enterprise':
        return types === undefined ? undefined : hasEnterprise
      case 'cursor':
      case 'index':
        return pagingSupported(config, feature)
      default:
        return booleanAt(config, feature)
    }
  }
  const isFeature = (need: Need): need is Feature => !need.includes('.')
  return {
    users: endpointOf(userType, '/Users'),
    groups: endpointOf(groupType, '/Groups'),
    attribute,
    limit: (feature, name) => {
      const value = at(config, feature, name)
      return typeof value === 'number' ? value : undefined
    },
    declares: (need) => (isFeature(need) ? supported(need) === true : attribute(need) !== undefined),
    missing(need) {
      if (isFeature(need)) return supported(need) === false ? reasons[need] : undefined
      return schemas !== undefined && attribute(need) === undefined ? `its schemas have no ${need}` : undefined
    },
  }
}

const byConfig = (what: string): string => `its ServiceProviderConfig says: no ${what}`
const reasons: Readonly<Record<Feature, string>> = {
  patch: byConfig('patch'),
  bulk: byConfig('bulk'),
  filter: byConfig('filter'),
  sort: byConfig('sort'),
  etag: byConfig('etag'),
  index: byConfig('index paging'),
  cursor: 'its ServiceProviderConfig does not announce cursor paging',
  users: 'its ResourceTypes have no User',
  groups: 'its ResourceTypes have no Group',
  enterprise: 'its User has no enterprise extension',
}

/** RFC 9865 §4: a server that says nothing of paging pages by index, as RFC 7644 has it. */
function pagingSupported(config: Json | undefined, way: 'cursor' | 'index'): boolean {
  const said = at(config, 'pagination', way)
  return typeof said === 'boolean' ? said : way === 'index'
}

function booleanAt(config: Json | undefined, feature: string): boolean | undefined {
  const said = at(config, feature, 'supported')
  return typeof said === 'boolean' ? said : undefined
}

function endpointOf(type: Json | undefined, usual: string): string {
  const said = textAt(type, 'endpoint')
  if (said === undefined || !/^\/?[\w.~-]+$/.test(said)) return usual
  return said.startsWith('/') ? said : `/${said}`
}

function bodyOf({ status, body }: Answer): Json | undefined {
  return status === 200 && isObject(body) ? body : undefined
}

function listOf(answer: Answer): readonly Json[] | undefined {
  const list = at(bodyOf(answer), 'Resources')
  return Array.isArray(list) ? list : undefined
}
