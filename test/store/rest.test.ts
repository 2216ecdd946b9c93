import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { WriteTx } from '../../src/main/store/database/port.ts'
import { openSqlite } from '../../src/main/store/database/sqlite.ts'
import { add, openPlain, texts } from './plain.ts'

describe('a long unit that rests', () => {
  it('lets others read meanwhile, who see nothing of it; is whole when it is done; and writes that came meanwhile come after it', async () => {
    const { database } = openPlain()
    const meanwhile: string[][] = []
    const long = database.write(async (tx) => {
      for (const text of ['one', 'two', 'three']) {
        await add(text)(tx)
        await tx.rest()
        // Not awaited: it is answered in the next rest.
        void texts(database).then((seen) => meanwhile.push(seen))
      }
      await tx.rest()
      await tx.rest()
      void database.write(add('after'))
      expect(meanwhile).toEqual([[], [], []])
    })
    await long
    await database.write(add('last'))
    expect(await texts(database)).toEqual(['one', 'two', 'three', 'after', 'last'])
  })

  it('is undone whole when it fails after it', async () => {
    const { database } = openPlain()
    const failed = database.write(async (tx) => {
      await add('lost')(tx)
      await tx.rest()
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await texts(database)).toEqual([])
  })

  it('may await nothing else afterwards either', async () => {
    const { database } = openPlain()
    const strayed = database.write(async (tx) => {
      await tx.rest()
      await pause(5)
    })
    await expect(strayed).rejects.toThrow('awaited something other than its transaction')
  })

  it('is whole or not at all in a copy that is asked for meanwhile, or that it meets at work', async () => {
    const { database, file } = openPlain()
    // Large enough that the copy is made in several turns.
    for (let i = 0; i < 40; i++) await database.write(add(`${i} ${'x'.repeat(100_000)}`))
    const long = async (tx: WriteTx): Promise<void> => {
      await add(`half ${turn}`)(tx)
      for (let i = 0; i < 20; i++) await tx.rest()
      await add(`other half ${turn}`)(tx)
    }
    let turn = 0
    const whole = async (copy: string): Promise<boolean> => {
      const copied = openSqlite(copy)
      const found = (await texts(copied)).filter((text) => text.includes('half'))
      await copied.close()
      return found.length % 2 === 0
    }
    let asked: Promise<void> | undefined
    await database.write(async (tx) => {
      await add('half')(tx)
      asked = database.backup(`${file}.asked`)
      for (let i = 0; i < 20; i++) await tx.rest()
      await add('other half')(tx)
    })
    await asked
    expect(await whole(`${file}.asked`)).toBe(true)
    const met = database.backup(`${file}.met`)
    for (turn = 1; turn < 6; turn++) await database.write(long)
    await met
    expect(await whole(`${file}.met`)).toBe(true)
  })
})
