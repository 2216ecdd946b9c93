import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { statusLines } from '../../src/main/electron/status-line.ts'
import { openMemory } from '../../src/main/electron/memory.ts'

const folder = mkdtempSync(join(tmpdir(), 'muster-memory-'))
const file = join(folder, 'window.json')
afterEach(() => rmSync(file, { force: true }))

describe('what the shell remembers', () => {
  it('is nothing at first, and from then on what was kept', () => {
    expect(openMemory(file).now).toEqual({ bounds: null, maximized: false, toldThatItKeepsRunning: false })
    openMemory(file).keep({ toldThatItKeepsRunning: true })
    openMemory(file).keep({ bounds: { x: -5, y: 6, width: 700, height: 500 } })
    expect(openMemory(file).now).toEqual({
      bounds: { x: -5, y: 6, width: 700, height: 500 },
      maximized: false,
      toldThatItKeepsRunning: true,
    })
  })

  it.each(['', 'not JSON', '[]', '{"bounds":{"x":"1"}}', '{"bounds":{"x":0,"y":0,"width":-1,"height":1},"maximized":false}'])(
    'is nothing when the file holds %j',
    (text) => {
      writeFileSync(file, text)
      expect(openMemory(file).now.bounds).toBeNull()
    },
  )

  it('goes on without a disk to keep it on', () => {
    const memory = openMemory(join(folder, 'missing', 'window.json'))
    memory.keep({ maximized: true })
    expect(memory.now.maximized).toBe(true)
  })

  it('leaves no half of a file behind', () => {
    openMemory(file).keep({ maximized: true })
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ maximized: true })
  })
})

describe('the status in the tray', () => {
  it('says what the service listens on, and when it was last asked', () => {
    const status = { scimUrl: 'http://127.0.0.1:7643', lastRequestAt: null, draining: false }
    expect(statusLines(status)).toEqual(['Listening on 127.0.0.1:7643', 'No request since the start'])
    expect(statusLines({ ...status, lastRequestAt: 1_750_000_000_000 })[1]).toMatch(/^Last request at \d/)
    expect(statusLines({ ...status, draining: true })[0]).toBe('Finishing the requests under way …')
  })
})
