import { fold } from '../../protocol/fold.ts'
import { accountsNamed } from '../../store/accounts.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { type UserRow, userRowsOfAccount, usersNamed } from '../../store/users.ts'

/** Who signs in: the accounts that go by the name (U5), and where they have access. */
export interface Person {
  readonly userName: string
  /** Empty for somebody unknown (S4). The first is the one whose sign-in is kept. */
  readonly accounts: readonly string[]
  /** One in each organization where the person has access: whoever goes by the name there, else an account of the name under another one. */
  readonly users: ReadonlyMap<number, UserRow>
}

export async function personNamed(tx: ReadTx, userName: string): Promise<Person> {
  const key = fold(userName)
  const users = new Map<number, UserRow>()
  for (const user of await usersNamed(tx, key)) users.set(user.organizationId, user)
  const accounts = new Set([...users.values()].map(({ id }) => id))
  for (const id of await accountsNamed(tx, key)) accounts.add(id)
  for (const id of accounts)
    for (const user of await userRowsOfAccount(tx, id)) if (!users.has(user.organizationId)) users.set(user.organizationId, user)
  return { userName, accounts: [...accounts], users }
}
