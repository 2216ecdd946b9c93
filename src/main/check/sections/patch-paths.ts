/** RFC 7644 §3.5.2 and §3.10: what a PATCH is about, by its path. */
import { has, holds, isError, lacks, succeeded } from '../expect.ts'
import { at, listAt, shown } from '../json.ts'
import { ENTERPRISE_URN, USER_URN } from '../profile.ts'
import { section } from '../section.ts'

export const patchPaths = section(
  '7644 3.5.2',
  ['users', 'patch'],
  [
    {
      id: 'patch/unknown-attribute',
      level: 'MUST',
      title: 'A path to an attribute that does not exist is 400 invalidPath (or noTarget)',
      async run(t) {
        const user = await t.newUser()
        for (const path of ['noSuchAttribute', 'name.noSuchPart'])
          isError(await t.patch(user.path, [{ op: 'replace', path, value: 'x' }]), 400, 'invalidPath', 'noTarget')
      },
    },
    {
      id: 'patch/unknown-schema',
      level: 'SHOULD',
      title: 'A path into a schema that the resource does not have is 400 invalidPath (or noTarget), rather than passed over',
      async run(t) {
        const user = await t.newUser()
        const path = 'urn:ietf:params:scim:schemas:core:2.0:Nobody:name'
        isError(await t.patch(user.path, [{ op: 'replace', path, value: 'x' }]), 400, 'invalidPath', 'noTarget')
      },
    },
    {
      id: 'patch/invalid-path',
      level: 'MUST',
      title: 'A path that is none is 400 invalidPath (or invalidFilter, where its filter is what is wrong)',
      async run(t) {
        const user = await t.newUser()
        for (const path of ['emails[type eq "work"', 'emails[].value', 'name..familyName', '.title', 'emails[type eq]'])
          isError(await t.patch(user.path, [{ op: 'replace', path, value: 'x' }]), 400, 'invalidPath', 'invalidFilter')
      },
    },
    {
      id: 'patch/path-case',
      rule: '7643 2.1',
      level: 'MUST',
      title: 'Names in a path are taken in any letter case',
      needs: ['User.name.familyName'],
      async run(t) {
        const user = await t.newUser()
        succeeded(await t.patch(user.path, [{ op: 'replace', path: 'NAME.familyname', value: 'Cased' }]))
        has(await t.read(user), ['name', 'familyName'], 'Cased')
      },
    },
    {
      id: 'patch/urn',
      rule: '7644 3.10',
      level: 'MUST',
      title: 'A path may be qualified by the core schema',
      needs: ['User.title'],
      async run(t) {
        const user = await t.newUser()
        succeeded(await t.patch(user.path, [{ op: 'add', path: `${USER_URN}:title`, value: 'Qualified' }]))
        has(await t.read(user), ['title'], 'Qualified')
      },
    },
    {
      id: 'patch/extension',
      rule: '7644 3.10',
      level: 'MUST',
      title: 'An attribute of an extension is set and removed by its qualified name, and schemas follows',
      needs: ['enterprise', 'Enterprise.department'],
      async run(t) {
        const user = await t.newUser()
        const path = `${ENTERPRISE_URN}:department`
        succeeded(await t.patch(user.path, [{ op: 'add', path, value: 'Tours' }]))
        const set = await t.read(user)
        has(set, [ENTERPRISE_URN, 'department'], 'Tours')
        holds(set, listAt(set.body, 'schemas').includes(ENTERPRISE_URN), `the schema ${ENTERPRISE_URN}`, shown(at(set.body, 'schemas')))
        succeeded(await t.patch(user.path, [{ op: 'remove', path }]))
        lacks(await t.read(user), ENTERPRISE_URN)
      },
    },
  ],
)
