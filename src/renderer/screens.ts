import type { Organization } from '../shared/console/organizations.ts'
import { paths } from './paths.ts'
import type { IconName } from './ui/icons.tsx'

/** The groups of the navigation, in order. */
export const sections = [
  { id: 'overview', label: null },
  { id: 'directory', label: 'Directory' },
  { id: 'access', label: 'Access' },
  { id: 'sign-in', label: 'Sign-in' },
  { id: 'traffic', label: 'Traffic' },
  { id: 'console', label: null },
] as const
export type SectionId = (typeof sections)[number]['id']

export interface Screen {
  id: string
  section: SectionId
  label: string
  icon: IconName
  /** Its address in an organization; the screens of the whole instance take no notice of it. */
  to: (slug: string) => string
  /** Nothing below its address belongs to it. */
  isWhole?: true
  /** Letter after G that leads here. */
  key?: string
  /** Other words that people look for it by. */
  words?: string
  /** Something waits there. */
  badge?: (organization: Organization) => { count: number; label: string } | null
}

/**
 * Every screen that can be gone to: the navigation, the palette, the shortcuts and the breadcrumb are drawn from it. One whose address has
 * no route is left out.
 */
export const screens: readonly Screen[] = [
  {
    id: 'overview',
    section: 'overview',
    label: 'Overview',
    icon: 'overview',
    to: paths.overview,
    key: 'h',
    words: 'home health dashboard',
  },
  {
    id: 'group-mapping',
    section: 'directory',
    label: 'Group mapping',
    icon: 'groups',
    to: paths.groupMapping,
    key: 'm',
    words: 'catalog idp groups token endpoint connect',
  },
  { id: 'teams', section: 'directory', label: 'Teams', icon: 'teams', to: paths.teams, key: 't' },
  { id: 'users', section: 'directory', label: 'Users', icon: 'users', to: paths.users, key: 'u', words: 'people' },
  {
    id: 'orphans',
    section: 'directory',
    label: 'Orphan review',
    icon: 'orphan',
    to: paths.orphans,
    key: 'o',
    words: 'orphaned teams purged',
    badge: ({ counts }) => waiting(counts.orphanedTeams, 'team to review', 'teams to review'),
  },
  {
    id: 'workspaces',
    section: 'access',
    label: 'Workspaces',
    icon: 'workspace',
    to: paths.workspaces,
    key: 'w',
    words: 'participants',
  },
  {
    id: 'roles',
    section: 'access',
    label: 'Roles & bindings',
    icon: 'shield',
    to: (slug) => paths.roles(slug),
    key: 'r',
    words: 'permissions effective access',
  },
  { id: 'members', section: 'access', label: 'Members', icon: 'members', to: paths.members, key: 'b', words: 'owners' },
  {
    id: 'integrations',
    section: 'access',
    label: 'Integrations',
    icon: 'plug',
    to: paths.integrations,
    key: 'i',
    words: 'secret provisioning scim endpoint',
  },
  {
    id: 'service-accounts',
    section: 'access',
    label: 'Service accounts',
    icon: 'key',
    to: (slug) => paths.serviceAccounts(slug),
    key: 'k',
    words: 'api tokens keys management terraform scripts',
  },
  {
    id: 'sign-in',
    section: 'sign-in',
    label: 'Claims tester',
    icon: 'flask',
    to: (slug) => paths.claimsTester(slug),
    key: 'c',
    words: 'jwt token groups sign-in evaluation routing simulate',
  },
  {
    id: 'rollout',
    section: 'sign-in',
    label: 'Staged rollout',
    icon: 'play',
    to: (slug) => paths.rollout(slug),
    key: 'l',
    words: 'held started stopped not synced automatic start',
  },
  {
    id: 'activity',
    section: 'traffic',
    label: 'Activity',
    icon: 'activity',
    to: paths.requests,
    key: 'a',
    words: 'requests log audit changes',
  },
  {
    id: 'attributes',
    section: 'traffic',
    label: 'Attributes',
    icon: 'attributes',
    to: (slug) => paths.attributes(slug),
    key: 'd',
    words: 'mapping ignored payload sample',
  },
  {
    id: 'problems',
    section: 'traffic',
    label: 'Problems',
    icon: 'alert',
    to: paths.problems,
    key: 'p',
    words: 'conflicts errors',
    badge: ({ counts }) => waiting(counts.problems, 'open problem', 'open problems'),
  },
  {
    id: 'accounts',
    section: 'console',
    label: 'Accounts',
    icon: 'users',
    to: () => paths.accounts,
    key: 'e',
    words: 'everyone instance people offboarding without access',
  },
  {
    id: 'organizations',
    section: 'console',
    label: 'Organizations',
    icon: 'organizations',
    to: () => paths.organizations,
    isWhole: true,
    key: 'z',
    words: 'tenants switch create rename conflicts',
  },
  {
    id: 'settings',
    section: 'console',
    label: 'Settings',
    icon: 'settings',
    to: () => paths.settings,
    key: 's',
    words: 'appearance theme density time zone public url',
  },
]

function waiting(count: number, one: string, many: string): { count: number; label: string } | null {
  return count > 0 ? { count, label: `${count.toLocaleString('en')} ${count === 1 ? one : many}` } : null
}

/** The screen that an address belongs to: the one whose own address is the longest beginning of it. */
export function screenAt(pathname: string, slug: string): Screen | undefined {
  return screens
    .filter((screen) => pathname === screen.to(slug) || (screen.isWhole !== true && pathname.startsWith(`${screen.to(slug)}/`)))
    .toSorted((one, other) => other.to(slug).length - one.to(slug).length)[0]
}
