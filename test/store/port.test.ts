import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ReadTx, type SqlValue, StoreUnavailable, type WriteTx } from '../../src/main/store/database/port.ts'
import { remembered } from '../../src/main/store/database/remembered.ts'
import { temporaryFolder } from '../support/data-folder.ts'
import { add, openPlain, texts } from './plain.ts'

describe('a unit of work', () => {
  it('is all or nothing: what it wrote before it threw is gone, and it rejects with what it threw', async () => {
    const { database } = openPlain()
    const thrown = new RangeError('half-way')
    const outcome = database.write(async (tx) => {
      await add('one')(tx)
      await add('two')(tx)
      throw thrown
    })
    await expect(outcome).rejects.toBe(thrown)
    expect(await texts(database)).toEqual([])
  })

  it('is all or nothing when a statement of it fails, too', async () => {
    const { database } = openPlain()
    const outcome = database.write(async (tx) => {
      await add('one')(tx)
      await add('one')(tx)
    })
    await expect(outcome).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' })
    expect(await texts(database)).toEqual([])
  })

  it('has parts that fail alone, one within another, and what was to be told of them is not', async () => {
    const { database } = openPlain()
    const told: string[] = []
    await database.write(async (tx) => {
      await add('one')(tx)
      await tx.attempt(async () => {
        await add('two')(tx)
        const inner = tx.attempt(async () => {
          await add('three')(tx)
          tx.afterCommit(() => told.push('three'))
          throw new RangeError('inner')
        })
        await expect(inner).rejects.toThrow('inner')
        tx.afterCommit(() => told.push('two'))
      })
      await expect(tx.attempt(() => add('one')(tx))).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' })
      await add('four')(tx)
    })
    expect(await texts(database)).toEqual(['one', 'two', 'four'])
    await expect.poll(() => told).toEqual(['two'])
  })

  it('gives back what it computed, and the number of rows that a statement changed', async () => {
    const { database } = openPlain()
    expect(await database.write(add('one'))).toBe(1)
    expect(await database.write(async (tx) => [await tx.run('DELETE FROM notes'), await tx.run('DELETE FROM notes')])).toEqual([1, 0])
  })

  it('sees its own writes, and nobody else sees them before it is committed', async () => {
    const { database, second } = openPlain()
    const other = second()
    const seen = await database.write(async (tx) => {
      await add('one')(tx)
      const outside = other.prepare('SELECT count(*) AS n FROM notes').get()
      return { inside: await tx.get('SELECT count(*) AS n FROM notes'), outside }
    })
    expect(seen).toEqual({ inside: { n: 1 }, outside: { n: 0 } })
    expect(other.prepare('SELECT count(*) AS n FROM notes').get()).toEqual({ n: 1 })
  })

  it('is durable when it resolves: a reader that asks afterwards sees it', async () => {
    const { database } = openPlain()
    for (let i = 0; i < 20; i++) {
      await database.write(add(`note ${i}`))
      expect(await texts(database)).toHaveLength(i + 1)
    }
  })

  it('that reads has one snapshot: a write that is committed meanwhile is seen by the next one', async () => {
    const { database, second } = openPlain()
    const other = second()
    const counts = await database.read(async (tx) => {
      const before = await tx.get<{ n: number }>('SELECT count(*) AS n FROM notes')
      other.prepare("INSERT INTO notes (text) VALUES ('meanwhile')").run()
      return [before?.n, (await tx.get<{ n: number }>('SELECT count(*) AS n FROM notes'))?.n]
    })
    expect(counts).toEqual([0, 0])
    expect(await texts(database)).toEqual(['meanwhile'])
  })

  it('that reads cannot write: its connection is read-only', async () => {
    const { database } = openPlain()
    const outcome = database.read((tx) => add('forged')(tx as WriteTx))
    await expect(outcome).rejects.toMatchObject({ because: 'io' })
    expect(await texts(database)).toEqual([])
  })
})

describe('group commit', () => {
  it('units that arrive in one turn share one transaction: the file changes once', async () => {
    const { database, second } = openPlain()
    const watcher = second()
    const version = () => watcher.pragma('data_version', { simple: true })
    const before = version()
    const seen = new Set<unknown>()
    const units = Array.from({ length: 30 }, (_, i) => database.write(add(`note ${i}`)).then(() => seen.add(version())))
    await Promise.all(units)
    expect(seen.size).toBe(1)
    expect([...seen][0]).not.toBe(before)
    expect(await texts(database)).toHaveLength(30)
  })

  it('none of the batch is told of success before the commit that makes it durable', async () => {
    const { database, second } = openPlain()
    const watcher = second()
    const count = () => (watcher.prepare('SELECT count(*) AS n FROM notes').get() as { n: number }).n
    const atResolution = await Promise.all(Array.from({ length: 10 }, (_, i) => database.write(add(`note ${i}`)).then(count)))
    expect(atResolution).toEqual(Array(10).fill(10))
  })

  it('a unit that fails is rolled back alone: its neighbours stand', async () => {
    const { database } = openPlain()
    const outcomes = await Promise.allSettled([
      database.write(add('first')),
      database.write(async (tx) => {
        await add('gone')(tx)
        throw new Error('no')
      }),
      database.write(add('first')),
      database.write(add('last')),
    ])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(await texts(database)).toEqual(['first', 'last'])
  })

  it('units run in the order in which they came, over batches too', async () => {
    const { database } = openPlain()
    const names = Array.from({ length: 150 }, (_, i) => `note ${i}`)
    await Promise.all(names.map((name) => database.write(add(name))))
    expect(await texts(database)).toEqual(names)
  })
})

describe('a unit that awaits something other than its transaction', () => {
  const refusal = /awaited something other than its transaction/

  it('is refused, and nothing of it is kept: it would hold the transaction open for everybody', async () => {
    const { database } = openPlain()
    const neighbour = database.write(add('neighbour'))
    const outcome = database.write(async (tx) => {
      await add('strayed')(tx)
      await pause(5)
    })
    await expect(outcome).rejects.toThrow(refusal)
    await neighbour
    expect(await texts(database)).toEqual(['neighbour'])
  })

  it('is refused at once, so that a unit that waits for another unit does not wait for ever', async () => {
    const { database } = openPlain()
    await expect(database.write(() => database.write(add('inner')))).rejects.toThrow(refusal)
    await expect(database.read(() => database.read((tx) => tx.all('SELECT 1')))).rejects.toThrow(refusal)
    await database.write(add('after'))
    expect(await texts(database)).toEqual(['inner', 'after'])
  })

  it('finds its transaction closed when it comes back', async () => {
    const { database } = openPlain()
    let late: Promise<unknown> | undefined
    const outcome = database.write((tx) => {
      late = pause(20).then(() => add('late')(tx))
      return late
    })
    await expect(outcome).rejects.toThrow(refusal)
    await expect(late).rejects.toThrow('used after its unit of work had ended')
    expect(await texts(database)).toEqual([])
  })

  it('is refused when it only reads, too', async () => {
    const { database } = openPlain()
    await expect(database.read(() => pause(5))).rejects.toThrow(refusal)
    expect(await texts(database)).toEqual([])
  })
})

describe('a handle', () => {
  it('is of no use once its unit has ended, whether that went well or not', async () => {
    const { database } = openPlain()
    const kept: WriteTx[] = []
    await database.write(async (tx) => void kept.push(tx))
    await database.read(async (tx) => void kept.push(tx as WriteTx))
    await database
      .write(async (tx) => {
        kept.push(tx)
        throw new Error('no')
      })
      .catch(() => undefined)
    expect(kept).toHaveLength(3)
    for (const tx of kept) {
      await expect(add('late')(tx)).rejects.toThrow('used after its unit of work had ended')
      await expect(tx.get('SELECT 1')).rejects.toThrow('used after its unit of work had ended')
      await expect(tx.all('SELECT 1')).rejects.toThrow('used after its unit of work had ended')
    }
  })
})

describe('what is to happen after the commit', () => {
  it('happens once the unit is durable, before its caller goes on, and never when it is rolled back', async () => {
    const { database, second } = openPlain()
    const other = second()
    const happened: unknown[] = []
    await database.write(async (tx) => {
      tx.afterCommit(() => happened.push(other.prepare('SELECT count(*) AS n FROM notes').get()))
      await add('one')(tx)
    })
    happened.push('caller')
    await database
      .write(async (tx) => {
        tx.afterCommit(() => happened.push('rolled back'))
        throw new Error('no')
      })
      .catch(() => undefined)
    expect(happened).toEqual([{ n: 1 }, 'caller'])
  })
})

describe('durability', () => {
  it('synchronous=FULL holds on the writing connection, after reads and writes as at the beginning', async () => {
    const { database } = openPlain()
    const synchronous = () => database.write((tx) => tx.get('PRAGMA synchronous'))
    expect(await synchronous()).toEqual({ synchronous: 2 })
    await database.write(add('one'))
    await texts(database)
    await database.write((tx) => tx.all('SELECT * FROM notes'))
    expect(await synchronous()).toEqual({ synchronous: 2 })
  })

  it('which is no matter of course: left alone, the driver falls back to NORMAL in WAL mode', () => {
    const connection = new Sqlite(join(temporaryFolder(), 'left-alone.db'))
    onTestFinished(() => void connection.close())
    connection.pragma('journal_mode = WAL')
    connection.prepare('SELECT count(*) FROM sqlite_master').get()
    expect(connection.pragma('synchronous', { simple: true })).toBe(1)
  })

  it('foreign keys are enforced', async () => {
    const { database } = openPlain()
    expect(await database.write((tx) => tx.get('PRAGMA foreign_keys'))).toEqual({ foreign_keys: 1 })
  })

  it('a copy made while writes go on is whole and sound', async () => {
    const { database } = openPlain()
    await database.write(async (tx) => {
      for (let i = 0; i < 2000; i++) await add(`${i} ${'x'.repeat(500)}`)(tx)
    })
    const copy = join(temporaryFolder(), 'copy.db')
    const writes = Array.from({ length: 20 }, (_, i) => pause(i).then(() => database.write(add(`during ${i}`))))
    await Promise.all([database.backup(copy), ...writes])
    const opened = new Sqlite(copy, { readonly: true })
    onTestFinished(() => void opened.close())
    expect(opened.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(opened.prepare('SELECT count(*) AS n FROM notes').get()).toSatisfy(({ n }: { n: number }) => n >= 2000 && n <= 2020)
  })
})

describe('a store that cannot write now', () => {
  it('waits for another program that holds the write lock, without holding anybody up', async () => {
    const { database, second } = openPlain()
    const other = second()
    other.exec('BEGIN IMMEDIATE')
    const write = database.write(add('patient'))
    let ticks = 0
    const ticking = setInterval(() => ticks++, 5)
    await pause(120)
    clearInterval(ticking)
    expect(ticks).toBeGreaterThan(5)
    expect(await texts(database)).toEqual([])
    other.exec('COMMIT')
    await write
    expect(await texts(database)).toEqual(['patient'])
  })

  it('says after a few seconds that it is locked, having changed nothing, and works again once the lock is gone', async () => {
    const { database, second } = openPlain()
    const other = second()
    other.exec('BEGIN IMMEDIATE')
    const outcomes = await Promise.allSettled([database.write(add('one')), database.write(add('two'))])
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailable', because: 'locked' } })
    other.exec('COMMIT')
    await database.write(add('three'))
    expect(await texts(database)).toEqual(['three'])
  })

  it('says that the disk is full, having changed nothing, and works again when there is room', async () => {
    const { database } = openPlain()
    const limit = async (pages: number) => void (await database.write((tx) => tx.get(`PRAGMA max_page_count = ${pages}`)))
    const { pages } = await database.write((tx) =>
      tx.get<{ pages: number }>('PRAGMA page_count').then((row) => ({ pages: Object.values(row ?? {})[0] as number })),
    )
    await limit(pages + 2)
    const outcome = database.write(async (tx) => {
      for (let i = 0; i < 100; i++) await add(`${i} ${'x'.repeat(1000)}`)(tx)
    })
    await expect(outcome).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(outcome).rejects.toMatchObject({ because: 'full', message: expect.stringContaining('disk is full') as string })
    expect(await texts(database)).toEqual([])
    await limit(1_000_000)
    await database.write(add('room'))
    expect(await texts(database)).toEqual(['room'])
  })

  it('tells the neighbours in the batch of a full disk the truth: who is told of success is there', async () => {
    const { database } = openPlain()
    await database.write((tx) => tx.get('PRAGMA max_page_count = 4'))
    const big = (name: string) => async (tx: WriteTx) => {
      for (let i = 0; i < 30; i++) await add(`${name} ${i} ${'x'.repeat(1000)}`)(tx)
    }
    const outcomes = await Promise.allSettled([database.write(add('before')), database.write(big('big')), database.write(add('after'))])
    const told = ['before', 'big', 'after'].filter((_, i) => outcomes[i]?.status === 'fulfilled')
    expect(outcomes[1]).toMatchObject({ status: 'rejected', reason: { because: 'full' } })
    expect(await texts(database)).toEqual(told)
  })

  it('lets a mistake in a statement be what it is, and not the disk’s fault', async () => {
    const { database } = openPlain()
    await expect(database.write((tx) => tx.run('INSERT INTO nowhere VALUES (1)'))).rejects.toThrow('no such table')
  })
})

describe('closing', () => {
  it('drains: what was asked before is done, and told', async () => {
    const { database, second } = openPlain()
    const writes = Array.from({ length: 200 }, (_, i) => database.write(add(`note ${i}`)))
    const read = database.read((tx) => tx.get('SELECT 1 AS one'))
    await database.close()
    expect((await Promise.allSettled(writes)).every((outcome) => outcome.status === 'fulfilled')).toBe(true)
    expect(await read).toEqual({ one: 1 })
    expect(second().prepare('SELECT count(*) AS n FROM notes').get()).toEqual({ n: 200 })
  })

  it('refuses what is asked from then on, even while it drains', async () => {
    const { database } = openPlain()
    const before = database.write(add('before'))
    const closing = database.close()
    const late = [database.write(add('late')), database.read((tx) => tx.all('SELECT 1'))]
    for (const each of late) await expect(each).rejects.toMatchObject({ name: 'StoreUnavailable', because: 'closed' })
    await before
    await closing
    await expect(database.write(add('later'))).rejects.toMatchObject({ because: 'closed' })
    await expect(database.read((tx) => tx.all('SELECT 1'))).rejects.toMatchObject({ because: 'closed' })
  })

  it('may be asked for twice, and leaves no write-ahead log behind', async () => {
    const { database, file } = openPlain()
    await database.write(add('one'))
    await Promise.all([database.close(), database.close()])
    await database.close()
    expect(existsSync(`${file}-wal`)).toBe(false)
  })
})

describe('remembered reads', () => {
  it('ask the engine once for each statement with each of its parameters, a text apart from a number', async () => {
    const { database } = openPlain()
    await database.write(add('one'))
    await database.read(async (tx) => {
      const asked: unknown[][] = []
      const counting = {
        get(sql: string, ...params: SqlValue[]) {
          asked.push(params)
          return tx.get(sql, ...params)
        },
        all(sql: string, ...params: SqlValue[]) {
          asked.push(params)
          return tx.all(sql, ...params)
        },
      } as ReadTx
      const seen = remembered(counting)
      const kinds = []
      for (const param of ['1', 1, '1', 1, null]) kinds.push(await seen.get('SELECT typeof(?) AS kind', param))
      expect(kinds).toEqual(['text', 'real', 'text', 'real', 'null'].map((kind) => ({ kind })))
      expect(asked).toEqual([['1'], [1], [null]])
      expect(await seen.all('SELECT typeof(?) AS kind', '1')).toEqual([{ kind: 'text' }])
      expect(asked).toHaveLength(4)
    })
  })
})
