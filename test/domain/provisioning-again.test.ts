import { describe, expect, it } from 'vitest'
import { createOrganization } from '../../src/main/domain/organizations.ts'
import { changeUser, provisionUser, removeUserAccess } from '../../src/main/domain/users.ts'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { coreRegistry, USER_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import { dataFolder } from '../support/data-folder.ts'

const actor = { kind: 'system', name: 'test' } as const
const person = (userName: string): JsonObject => ({ schemas: [USER_SCHEMA], userName, active: true })

describe('U4: access that is given again goes to the same account', () => {
  it('also when it was renamed here while another organization kept the old name', async () => {
    const { domain } = dataFolder()
    const first = await domain.change({ actor }, (change) => createOrganization(change, 'first'))
    const second = await domain.change({ actor }, (change) => createOrganization(change, 'second'))
    const here = await domain.change({ actor }, (change) => provisionUser(change, first, coreRegistry, person('alice')))
    const there = await domain.change({ actor }, (change) => provisionUser(change, second, coreRegistry, person('Alice')))
    expect(there.id).toBe(here.id)

    const renamed = await domain.change({ actor }, (change) => changeUser(change, first, coreRegistry, here, person('alice.smith')))
    await domain.change({ actor }, (change) => removeUserAccess(change, first, coreRegistry, renamed))
    const again = await domain.change({ actor }, (change) => provisionUser(change, first, coreRegistry, person('Alice.Smith')))
    expect(again.id).toBe(here.id)
  })

  it('but not to an account that has access under another name by now', async () => {
    const { domain } = dataFolder()
    const organization = await domain.change({ actor }, (change) => createOrganization(change, 'first'))
    const provision = (userName: string) =>
      domain.change({ actor }, (change) => provisionUser(change, organization, coreRegistry, person(userName)))
    const before = await provision('bob')
    await domain.change({ actor }, (change) => removeUserAccess(change, organization, coreRegistry, before))
    const back = await provision('bob')
    await domain.change({ actor }, (change) => changeUser(change, organization, coreRegistry, back, person('robert')))
    const other = await provision('bob')
    expect(other.id).not.toBe(back.id)
  })
})
