import { expect, it } from 'vitest'
import { tellOfBackup, tellOfDisk } from '../../src/main/domain/problems/upkeep.ts'
import type { Change } from '../../src/main/domain/change.ts'
import { ADMIN, newWorld } from '../support/world.ts'

const GIB = 1024 ** 3

async function watched() {
  const world = newWorld()
  const acme = await world.organization('acme')
  const tell = (work: (change: Change) => Promise<void>) => world.domain.change({ actor: ADMIN }, work)
  return {
    tell,
    open: () => world.problems(acme),
    disk: (free: number, total = 100 * GIB) => tell((change) => tellOfDisk(change, '/data', { free, total })),
  }
}

it('a disk that fills is a problem of the whole instance, an error when writes are about to be refused, and over when there is space', async () => {
  const { open, disk } = await watched()
  await disk(5 * GIB)
  expect(await open()).toEqual([])
  await disk(GIB / 2)
  expect(await open()).toMatchObject([{ kind: 'disk-low', severity: 'warning', organizationId: null }])
  await disk(GIB / 32)
  expect(await open()).toMatchObject([{ kind: 'disk-low', severity: 'error', count: 2 }])
  await disk(50 * GIB)
  expect(await open()).toEqual([])
})

it('a system that does not tell of its disk is no problem', async () => {
  const { open, tell } = await watched()
  await tell((change) => tellOfDisk(change, '/data', null))
  expect(await open()).toEqual([])
})

it('X4: a backup that fails is a problem until one is made', async () => {
  const { open, tell } = await watched()
  await tell((change) => tellOfBackup(change, 'no space'))
  expect(await open()).toMatchObject([{ kind: 'backup-failed', severity: 'error', cause: 'no space' }])
  await tell((change) => tellOfBackup(change, null))
  expect(await open()).toEqual([])
})
