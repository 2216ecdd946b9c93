/** Every address of the console. */
export const paths = {
  start: '/',
  accounts: '/accounts',
  account: (accountId: string) => `/accounts/${encodeURIComponent(accountId)}`,
  organizations: '/organizations',
  settings: '/settings',
  settingsOf: (section: string) => `/settings/${section}`,
  groupMapping: (slug: string, group?: string) => withQuery(`/organizations/${slug}/group-mapping`, { group }),
  teams: (slug: string) => `/organizations/${slug}/teams`,
  team: (slug: string, teamId: string) => `/organizations/${slug}/teams/${encodeURIComponent(teamId)}`,
  users: (slug: string) => `/organizations/${slug}/users`,
  user: (slug: string, userId: string, tab?: string) => withQuery(`/organizations/${slug}/users/${encodeURIComponent(userId)}`, { tab }),
  requests: (slug: string, filter: { request?: string; q?: string; outcome?: string; correlation?: string; integration?: string } = {}) =>
    withQuery(`/organizations/${slug}/activity`, filter),
  audit: (slug: string, filter: { event?: string; q?: string; action?: string; target?: string; correlation?: string } = {}) =>
    withQuery(`/organizations/${slug}/activity`, { tab: 'audit', ...filter }),
  overview: (slug: string) => `/organizations/${slug}/overview`,
  problems: (slug: string, filter: { state?: string; problem?: string } = {}) => withQuery(`/organizations/${slug}/problems`, filter),
  webhooks: (webhook?: string) => withQuery('/settings/webhooks', { webhook }),
  attributes: (slug: string, idp?: string) => withQuery(`/organizations/${slug}/attributes`, { idp }),
  integrations: (slug: string) => `/organizations/${slug}/integrations`,
  integration: (slug: string, integrationId: string) => `/organizations/${slug}/integrations/${encodeURIComponent(integrationId)}`,
  serviceAccounts: (slug: string, account?: string) => withQuery(`/organizations/${slug}/service-accounts`, { account }),
  workspaces: (slug: string) => `/organizations/${slug}/workspaces`,
  workspace: (slug: string, workspaceId: string) => `/organizations/${slug}/workspaces/${encodeURIComponent(workspaceId)}`,
  members: (slug: string) => `/organizations/${slug}/members`,
  roles: (slug: string, filter: { tab?: string; role?: string; of?: string } = {}) => withQuery(`/organizations/${slug}/roles`, filter),
  claimsTester: (slug: string, filled: { person?: string; claims?: 'last'; group?: string } = {}) =>
    withQuery(`/organizations/${slug}/claims-tester`, filled),
  rollout: (slug: string, filter: { standing?: string; q?: string; person?: string } = {}) =>
    withQuery(`/organizations/${slug}/rollout`, filter),
  orphans: (slug: string) => `/organizations/${slug}/orphans`,
}

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, value)
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}
