import { describe, expect, it } from 'vitest'
import { paths } from '../../src/renderer/paths.ts'

describe('X1: every screen and every detail has an address', () => {
  it('X1: the addresses are these', () => {
    expect({
      start: paths.start,
      organizations: paths.organizations,
      settings: paths.settings,
      settingsOf: paths.settingsOf('backups'),
      groupMapping: paths.groupMapping('acme'),
      group: paths.groupMapping('acme', 'g1'),
      teams: paths.teams('acme'),
      team: paths.team('acme', 't1'),
      users: paths.users('acme'),
      user: paths.user('acme', 'u1'),
      signInOfUser: paths.user('acme', 'u1', 'sign-in'),
      claimsTester: paths.claimsTester('acme'),
      lastClaims: paths.claimsTester('acme', { person: 'u1', claims: 'last' }),
      rollout: paths.rollout('acme', { standing: 'stopped' }),
      requests: paths.requests('acme'),
      request: paths.requests('acme', { request: 'r1' }),
      requestsOfUser: paths.requests('acme', { q: 'a&b' }),
      audit: paths.audit('acme'),
      cascade: paths.audit('acme', { correlation: 'c1' }),
      orphans: paths.orphans('acme'),
      accounts: paths.accounts,
      account: paths.account('u1'),
      attributes: paths.attributes('acme', 'okta'),
      integrations: paths.integrations('acme'),
      integration: paths.integration('acme', 'i1'),
      requestsOfIntegration: paths.requests('acme', { integration: 'i1' }),
      workspaces: paths.workspaces('acme'),
      workspace: paths.workspace('acme', 'w1'),
      members: paths.members('acme'),
      roles: paths.roles('acme'),
      bindings: paths.roles('acme', { tab: 'bindings', of: 'r1' }),
      serviceAccounts: paths.serviceAccounts('acme'),
      serviceAccount: paths.serviceAccounts('acme', 's1'),
    }).toMatchInlineSnapshot(`
      {
        "account": "/accounts/u1",
        "accounts": "/accounts",
        "attributes": "/organizations/acme/attributes?idp=okta",
        "audit": "/organizations/acme/activity?tab=audit",
        "bindings": "/organizations/acme/roles?tab=bindings&of=r1",
        "cascade": "/organizations/acme/activity?tab=audit&correlation=c1",
        "claimsTester": "/organizations/acme/claims-tester",
        "group": "/organizations/acme/group-mapping?group=g1",
        "groupMapping": "/organizations/acme/group-mapping",
        "integration": "/organizations/acme/integrations/i1",
        "integrations": "/organizations/acme/integrations",
        "lastClaims": "/organizations/acme/claims-tester?person=u1&claims=last",
        "members": "/organizations/acme/members",
        "organizations": "/organizations",
        "orphans": "/organizations/acme/orphans",
        "request": "/organizations/acme/activity?request=r1",
        "requests": "/organizations/acme/activity",
        "requestsOfIntegration": "/organizations/acme/activity?integration=i1",
        "requestsOfUser": "/organizations/acme/activity?q=a%26b",
        "roles": "/organizations/acme/roles",
        "rollout": "/organizations/acme/rollout?standing=stopped",
        "serviceAccount": "/organizations/acme/service-accounts?account=s1",
        "serviceAccounts": "/organizations/acme/service-accounts",
        "settings": "/settings",
        "settingsOf": "/settings/backups",
        "signInOfUser": "/organizations/acme/users/u1?tab=sign-in",
        "start": "/",
        "team": "/organizations/acme/teams/t1",
        "teams": "/organizations/acme/teams",
        "user": "/organizations/acme/users/u1",
        "users": "/organizations/acme/users",
        "workspace": "/organizations/acme/workspaces/w1",
        "workspaces": "/organizations/acme/workspaces",
      }
    `)
  })

  it('X1: an id from outside cannot leave its place in the address', () => {
    expect(paths.team('acme', '../settings?x')).toBe('/organizations/acme/teams/..%2Fsettings%3Fx')
  })
})
