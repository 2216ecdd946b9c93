import { describeAccount, requireAccount } from '../../domain/accounts.ts'
import { type AccountPlace, accountsPage, type AccountsQuery, countAccounts } from '../../store/account-list.ts'
import type { HandlersOf } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'

export const accountHandlers: HandlersOf<'accounts'> = {
  'accounts.list': ({ domain }, { search, access, cursor, limit, from }) =>
    domain.read(async (tx) => {
      const query: AccountsQuery = { search, access }
      const [key, createdAt, id] = decodeCursor(cursor) ?? []
      const after: AccountPlace | undefined = key === undefined ? undefined : [String(key), Number(createdAt), String(id)]
      const rows = await accountsPage(tx, query, after, limit + 1, from)
      const items = []
      for (const row of rows.slice(0, limit)) items.push(await describeAccount(tx, row))
      const last = rows[limit - 1]
      const next = rows.length > limit && last ? encodeCursor([last.userNameKey, last.createdAt, last.id]) : null
      return { items, total: await countAccounts(tx, query), next }
    }),
  'accounts.get': ({ domain }, { accountId }) => domain.read(async (tx) => describeAccount(tx, await requireAccount(tx, accountId))),
}
