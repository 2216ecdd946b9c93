/** What the tiny server holds: resources in the order of their creation, with their versions. */
import { randomUUID } from 'node:crypto'
import { textOf } from '../../../src/main/check/json.ts'
import type { Json } from '../../../src/main/check/json.ts'
import { elementsOf, isDoc } from './paths.ts'
import type { Doc } from './paths.ts'
import { Refusal } from './refusal.ts'
import { urnsOf } from './schemas.ts'
import type { Kind } from './schemas.ts'

export interface Row {
  readonly id: string
  readonly kind: Kind
  readonly sequence: number
  readonly created: number
  modified: number
  version: number
  doc: Doc
}

export class Store {
  readonly rows = new Map<string, Row>()
  #sequence = 0
  /** What is added to the time of the machine, in milliseconds. */
  ahead = 0

  #now(): number {
    return Date.now() + this.ahead
  }

  find(kind: Kind, id: string): Row {
    const row = this.rows.get(id)
    if (row?.kind !== kind) throw new Refusal(404, undefined, `There is no ${kind} ${id}.`)
    return row
  }

  create(kind: Kind, doc: Doc): Row {
    const now = this.#now()
    const row: Row = { id: randomUUID(), kind, sequence: ++this.#sequence, created: now, modified: now, version: 1, doc: {} }
    row.doc = this.#checked(row, doc)
    this.rows.set(row.id, row)
    return row
  }

  /** RFC 7644 §3.5.2.1: what changes nothing is no modification. */
  update(row: Row, doc: Doc): void {
    const checked = this.#checked(row, doc)
    if (JSON.stringify(checked) === JSON.stringify(row.doc)) return
    row.doc = checked
    row.modified = this.#now()
    row.version += 1
  }

  remove(row: Row): void {
    this.rows.delete(row.id)
    for (const group of this.rows.values()) {
      const members = elementsOf(group.doc['members'])
      const left = members.filter((each) => !isDoc(each) || each['value'] !== row.id)
      if (left.length < members.length) this.update(group, { ...group.doc, members: left.length === 0 ? undefined : left })
    }
  }

  #checked(row: Row, doc: Doc): Doc {
    const name = doc['userName']
    for (const other of this.rows.values())
      if (other !== row && row.kind === 'User' && textOf(other.doc['userName']).toLowerCase() === textOf(name).toLowerCase())
        throw new Refusal(409, 'uniqueness', 'The userName is taken.')
    if (doc['members'] === undefined) return doc
    const members = elementsOf(doc['members']).map((each): Json => {
      const value = isDoc(each) ? each['value'] : undefined
      const member = typeof value === 'string' ? this.rows.get(value) : undefined
      if (member === undefined) throw new Refusal(400, 'invalidValue', 'There is no such member.')
      return { value: member.id, type: member.kind }
    })
    return { ...doc, members }
  }

  /** Of a user, through other groups too (RFC 7643 §4.1.2). */
  #groupsOf(id: string): Row[] {
    const found = new Set<Row>()
    const climb = (member: string): void => {
      for (const group of this.rows.values()) {
        if (found.has(group) || !elementsOf(group.doc['members']).some((each) => isDoc(each) && each['value'] === member)) continue
        found.add(group)
        climb(group.id)
      }
    }
    climb(id)
    return [...found]
  }

  /** The whole resource, as RFC 7643 §3 wants it. */
  resource(row: Row, base: string): Doc {
    const { id, kind, doc } = row
    const [core = '', ...extensions] = urnsOf(kind)
    const meta = {
      resourceType: kind,
      created: new Date(row.created).toISOString(),
      lastModified: new Date(row.modified).toISOString(),
      location: `${base}/${kind}s/${id}`,
      version: `W/"${row.version}"`,
    }
    const derived: Doc = {}
    if (doc['members'] !== undefined)
      derived['members'] = elementsOf(doc['members']).map((each) => ({
        ...(each as object),
        $ref: `${base}/${textOf((each as Doc)['type'])}s/${textOf((each as Doc)['value'])}`,
      }))
    const groups = kind === 'User' ? this.#groupsOf(id) : []
    if (groups.length > 0) derived['groups'] = groups.map((group) => ({ value: group.id, display: group.doc['displayName'] }))
    return { schemas: [core, ...extensions.filter((urn) => doc[urn] !== undefined)], id, ...doc, ...derived, meta }
  }
}
