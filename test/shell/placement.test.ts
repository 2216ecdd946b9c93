import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeWindow } from '../../src/main/electron/placement.ts'

const primary = { x: 0, y: 24, width: 1920, height: 1056 }
const left = { x: -1280, y: 0, width: 1280, height: 1024 }

describe('where the window goes', () => {
  it('is the middle of the primary display the first time', () => {
    expect(placeWindow(null, [primary, left])).toEqual({ x: 320, y: 132, width: 1280, height: 840 })
  })

  it('is where it was', () => {
    const there = { x: -1200, y: 50, width: 1000, height: 700 }
    expect(placeWindow(there, [primary, left])).toEqual(there)
  })

  it('is the primary display when the one it was on is gone', () => {
    expect(placeWindow({ x: -1200, y: 50, width: 1000, height: 700 }, [primary])).toEqual({ x: 320, y: 132, width: 1280, height: 840 })
  })

  it('is inside a display that has become smaller', () => {
    const small = { x: 0, y: 0, width: 1024, height: 600 }
    expect(placeWindow({ x: 100, y: 100, width: 1600, height: 900 }, [small])).toEqual({ x: 0, y: 0, width: 1024, height: 600 })
  })

  it('is wholly on one display, whatever was remembered', () => {
    const pixels = fc.integer({ min: -5_000, max: 5_000 })
    const size = fc.integer({ min: 1, max: 5_000 })
    fc.assert(
      fc.property(fc.record({ x: pixels, y: pixels, width: size, height: size }), (remembered) => {
        const placed = placeWindow(remembered, [primary, left])
        return [primary, left].some(
          (area) =>
            placed.x >= area.x &&
            placed.y >= area.y &&
            placed.x + placed.width <= area.x + area.width &&
            placed.y + placed.height <= area.y + area.height,
        )
      }),
    )
  })
})
