import { useNavigate } from 'react-router'
import type { Organization } from '../../../shared/console/organizations.ts'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { screens } from '../../screens.ts'
import { offeredActions, useOfferedActions } from '../../stores/actions.ts'
import { useDebounced } from '../../ui/debounced.ts'
import type { IconName } from '../../ui/icons.tsx'
import { rank } from './rank.ts'

export interface PaletteItem {
  id: string
  label: string
  icon: IconName
  description?: string
  keys?: string
  words?: string
  run: () => void
}

export interface PaletteSection {
  id: string
  label: string
  items: PaletteItem[]
}

const MOST_FOUND = 6

/** What the palette shows for a text: actions and screens at once, what the service finds as it comes. */
export function usePaletteSections(
  text: string,
  organizations: readonly Organization[],
  organization: Organization | null,
): { sections: PaletteSection[]; isSearching: boolean } {
  const navigate = useNavigate()
  const offers = useOfferedActions((state) => state.offers)
  const actions = offeredActions(offers)
    .filter((action) => action.id !== 'palette')
    .map((action) => ({ ...action, icon: iconOf(action.id, action.section) }))
  const of = (section: string): PaletteItem[] =>
    rank(
      actions.filter((action) => action.section === section),
      text,
    )
  const found = useFound(text, organization)
  const others = organizations
    .filter((each) => each.slug !== organization?.slug)
    .map((each): PaletteItem => ({
      id: `organization:${each.slug}`,
      label: each.name,
      icon: 'workspace',
      description: 'Switch organization',
      run: () => void navigate(paths.overview(each.slug)),
    }))
  const sections: PaletteSection[] = [
    { id: 'here', label: 'This screen', items: of('This screen') },
    { id: 'go', label: 'Go to', items: of('Go to') },
    ...found.sections,
    { id: 'organizations', label: 'Organizations', items: rank(others, text).slice(0, MOST_FOUND) },
    { id: 'console', label: 'Console', items: of('Console') },
  ]
  return { sections: sections.filter((section) => section.items.length > 0), isSearching: found.isSearching }
}

/** Groups, teams and people of the organization, and accounts that are not in it, searched by the service. */
function useFound(text: string, organization: Organization | null): { sections: PaletteSection[]; isSearching: boolean } {
  const navigate = useNavigate()
  const settled = useDebounced(text.trim(), 120)
  const enabled = organization !== null && settled !== ''
  const input = { organizationId: organization?.id ?? 1, search: settled, limit: MOST_FOUND }
  const settings = { enabled, keepPrevious: true }
  const groups = useQuery('catalog.list', input, settings)
  const teams = useQuery('teams.list', input, settings)
  const users = useQuery('users.list', input, settings)
  const accounts = useQuery('accounts.list', { search: settled, limit: MOST_FOUND }, settings)
  if (!enabled) return { sections: [], isSearching: text.trim() !== '' }
  const { slug } = organization
  const to = (address: string) => (): void => void navigate(address)
  return {
    isSearching: groups.isFetching || teams.isFetching || users.isFetching || accounts.isFetching,
    sections: [
      {
        id: 'groups',
        label: titled('Groups', groups.data?.total),
        items: (groups.data?.items ?? []).map((group) => ({
          id: `group:${group.id}`,
          label: group.displayName,
          icon: 'groups',
          description: group.source === 'scim' ? 'SCIM' : 'Manual',
          run: to(paths.groupMapping(slug, group.id)),
        })),
      },
      {
        id: 'teams',
        label: titled('Teams', teams.data?.total),
        items: (teams.data?.items ?? []).map((team) => ({
          id: `team:${team.id}`,
          label: team.name,
          icon: 'teams',
          description: team.group?.displayName ?? 'Manual',
          run: to(paths.team(slug, team.id)),
        })),
      },
      {
        id: 'users',
        label: titled('People', users.data?.total),
        items: (users.data?.items ?? []).map((user) => ({
          id: `user:${user.id}`,
          label: user.displayName ?? user.userName,
          icon: 'users',
          description: user.userName,
          run: to(paths.user(slug, user.id)),
        })),
      },
      {
        id: 'accounts',
        label: 'Accounts not in this organization',
        items: (accounts.data?.items ?? [])
          .filter(({ access }) => !access.some((each) => each.organizationId === organization.id && each.standing !== 'removed'))
          .map((account) => ({
            id: `account:${account.id}`,
            label: account.userName,
            icon: 'users',
            description: account.access.map((each) => each.organizationName).join(', '),
            run: to(paths.account(account.id)),
          })),
      },
    ],
  }
}

function titled(noun: string, total: number | undefined): string {
  return total === undefined || total <= MOST_FOUND ? noun : `${noun}: first ${MOST_FOUND} of ${total.toLocaleString('en')}`
}

function iconOf(id: string, section: string): IconName {
  if (section === 'Go to') return screens.find((screen) => id === `go:${screen.id}`)?.icon ?? 'chevronRight'
  if (id.startsWith('theme:')) return 'moon'
  if (id === 'shortcuts') return 'keyboard'
  if (id === 'search') return 'search'
  if (id === 'navigation') return 'sidebar'
  return section === 'This screen' ? 'play' : 'settings'
}
