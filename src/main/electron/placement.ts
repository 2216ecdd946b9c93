import type { Rectangle } from 'electron'

const WANTED = { width: 1280, height: 840 }
export const SMALLEST = { width: 720, height: 480 }

/**
 * Where the window goes: where it was, moved and shrunk to lie inside the display that shows most of it. A display that is gone, or
 * that has become smaller, must not leave the window out of reach. `workAreas` are those of the displays, the primary one first.
 */
export function placeWindow(remembered: Rectangle | null, workAreas: readonly Rectangle[]): Rectangle {
  const [primary] = workAreas
  if (primary === undefined) return remembered ?? { x: 0, y: 0, ...WANTED }
  if (remembered === null) return centred(primary)
  const best = workAreas.reduce((most, area) => (overlap(remembered, area) > overlap(remembered, most) ? area : most))
  if (overlap(remembered, best) === 0) return centred(primary)
  return inside(remembered, best)
}

function centred(area: Rectangle): Rectangle {
  const { width, height } = inside({ x: area.x, y: area.y, ...WANTED }, area)
  return { x: area.x + Math.floor((area.width - width) / 2), y: area.y + Math.floor((area.height - height) / 2), width, height }
}

function inside(bounds: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(Math.max(bounds.width, SMALLEST.width), area.width)
  const height = Math.min(Math.max(bounds.height, SMALLEST.height), area.height)
  return {
    x: Math.min(Math.max(bounds.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(bounds.y, area.y), area.y + area.height - height),
    width,
    height,
  }
}

/** In square pixels. */
function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}
