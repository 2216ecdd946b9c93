import type { Account, AccountAccess, AccountStanding } from '../../shared/console/accounts.ts'
import { accessOfAccount, type AccessRow, accountById, type ListedAccount } from '../store/account-list.ts'
import type { ReadTx } from '../store/database/port.ts'
import { DomainError } from './error.ts'

export async function requireAccount(tx: ReadTx, id: string): Promise<ListedAccount> {
  const account = await accountById(tx, id)
  if (account === undefined) throw new DomainError('not_found', `There is no account ${id} on this instance.`)
  return account
}

function standingOf({ active, rollout }: AccessRow): AccountStanding {
  if (active === null) return 'removed'
  if (active === 0) return 'deactivated'
  return rollout === 'held' || rollout === 'stopped' ? rollout : 'active'
}

function describeAccess(row: AccessRow, account: ListedAccount): AccountAccess {
  const { organizationId, organizationSlug, organizationName, displayName, isOwner } = row
  const standing = standingOf(row)
  // Where access was taken away only the folded name is kept; the account's own stands for it where it is the same.
  const userName = standing === 'removed' && row.userName === account.userNameKey ? account.userName : row.userName
  return { organizationId, organizationSlug, organizationName, userName, displayName, standing, isOwner: isOwner === 1 }
}

/** U4, U5: an account is of the instance; access to it is of each organization, and may be of none. */
export async function describeAccount(tx: ReadTx, account: ListedAccount): Promise<Account> {
  const { id, userName, createdAt } = account
  return { id, userName, createdAt, access: (await accessOfAccount(tx, id)).map((row) => describeAccess(row, account)) }
}
