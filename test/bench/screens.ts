/**
 * `screens.ts CONSOLE SIGN_IN SLUG ROUNDS`: what an administrator waits for, in a real browser, on a service that runs already: the first
 * paint and the first row of each screen, typing in search, and scrolling the longest list from top to bottom. While it types it is also
 * asked (`SCIM TOKEN MOUNT`) to keep a stream of 200 requests a second going. Prints JSON; run as a process of its own.
 */
import { chromium } from '@playwright/test'
import { chromiumArguments, ensureChromium } from '../support/chromium.ts'
import { Connection } from './connection.ts'
import { userName } from './directory.ts'
import { median, percentile, type Screens, type Scroll } from './report.ts'

const [console = '', signIn = '', slug = '', base = '', token = '', rounds = '1'] = process.argv.slice(2)
/** The screens that are searched, and what is typed there: it finds little, but for the log, of whose rows most have it. */
const SEARCHES = { users: 'person 4242', 'group-mapping': 'team 4242', activity: 'users' }
const TYPING_PAUSE_MS = 90
const SCROLL_MS = 4_000
/** Pixels a second of somebody who looks for a row: some seventy rows. */
const READING_PACE = 3_000
const STREAM = { perSecond: 200, seconds: 6, workers: 4 }
const FRAME_MS = 1_000 / 60

const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArguments })
const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })).newPage()
const address = (screen: string): string => `${console}/organizations/${slug}/${screen}`

/** Opens a screen anew; resolves when it shows what it is about: a row of its table, or where it has none, nothing that is on its way. */
async function opened(screen: string): Promise<{ paint: number; content: number }> {
  await page.goto('about:blank')
  await page.goto(address(screen), { waitUntil: 'commit' })
  const content = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const grid = document.querySelector('main [role="grid"]')
          const row = grid?.querySelector('[role="row"][data-index="0"]')
          const shown = grid
            ? row?.textContent !== '' && row !== null && row !== undefined
            : document.querySelector('main h1') !== null && document.querySelector('main [aria-busy="true"]') === null
          if (shown) resolve(performance.now())
          else requestAnimationFrame(look)
        }
        look()
      }),
  )
  const paint = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') resolve(startTime)
        })
        observer.observe({ type: 'paint', buffered: true })
      }),
  )
  return { paint, content }
}

/** From each keystroke to the frame that shows it, ms; and from the last one to the rows that it finds. */
async function typed(screen: string, text: string): Promise<{ keys: number[]; found: number }> {
  await opened(screen)
  const search = page.getByRole('main').getByRole('searchbox').first()
  await search.click()
  await page.evaluate(() => {
    const kept = globalThis as unknown as { keys: number[] }
    kept.keys = []
    document.addEventListener(
      'input',
      (event) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => kept.keys.push(performance.now() - event.timeStamp), { once: true })
          port1.start()
          port2.postMessage(null)
        }),
      true,
    )
  })
  await search.pressSequentially(text, { delay: TYPING_PAUSE_MS })
  const found = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const began = performance.now()
        const look = (): void => {
          const grid = document.querySelector('main [role="grid"]')
          if (grid?.getAttribute('aria-label') === 'Requests') resolve(Number.NaN)
          const isNew = grid === null || (grid.getAttribute('aria-busy') !== 'true' && Number(grid.getAttribute('aria-rowcount')) < 1_000)
          if (isNew || performance.now() - began > 10_000) resolve(performance.now() - began)
          else requestAnimationFrame(look)
        }
        look()
      }),
  )
  return { keys: await page.evaluate(() => (globalThis as unknown as { keys: number[] }).keys), found }
}

/** Scrolls from the top down, at an even pace, to the bottom or as far as the pace leads; then waits for the last row on screen. */
async function scrolled(screen: string, pace?: number): Promise<Scroll> {
  await opened(screen)
  const { gaps, empty, last } = await page.evaluate(
    async ({ duration, distance }) => {
      const scroller = document.querySelector('main')
      if (scroller === null) throw new Error('nothing scrolls here')
      const rowsOnScreen = (): Element[] =>
        [...document.querySelectorAll('main [role="row"][data-index]')].filter((row) => {
          const { bottom, top } = row.getBoundingClientRect()
          return bottom > 200 && top < window.innerHeight
        })
      const found: number[] = []
      let unfilled = 0
      await new Promise<void>((resolve) => {
        const began = performance.now()
        let before = began
        const step = (now: number): void => {
          found.push(now - before)
          before = now
          if (rowsOnScreen().every((row) => row.textContent === '')) unfilled++
          const part = Math.min(1, (now - began) / duration)
          scroller.scrollTop = part * (distance ?? scroller.scrollHeight)
          if (part < 1) requestAnimationFrame(step)
          else resolve()
        }
        requestAnimationFrame(step)
      })
      const stopped = performance.now()
      const end = await new Promise<number>((resolve) => {
        const look = (): void => {
          const row = rowsOnScreen().at(-1)
          if ((row !== undefined && row.textContent !== '') || performance.now() - stopped > 60_000) resolve(performance.now() - stopped)
          else requestAnimationFrame(look)
        }
        look()
      })
      return { gaps: found.slice(1), empty: unfilled, last: end }
    },
    { duration: SCROLL_MS, distance: pace === undefined ? undefined : (pace * SCROLL_MS) / 1_000 },
  )
  const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / FRAME_MS) - 1), 0)
  return { frames: gaps.length, dropped, empty, worst: Math.max(...gaps), last }
}

/** A bounded stream of pushes and look-ups at an even rate. Resolves to how many were answered a second. */
async function stream(): Promise<number> {
  const connections = Array.from({ length: STREAM.workers }, () => new Connection(base, token))
  const began = performance.now()
  let answered = 0
  const work = async (connection: Connection, worker: number): Promise<void> => {
    for (let n = worker; n < STREAM.perSecond * STREAM.seconds; n += STREAM.workers) {
      const due = began + (n * 1_000) / STREAM.perSecond
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
      await connection.send({ method: 'GET', path: `/Users?filter=${encodeURIComponent(`userName eq "${userName(n)}"`)}` })
      answered++
    }
  }
  await Promise.all(connections.map(work))
  for (const connection of connections) connection.close()
  return (answered * 1_000) / (performance.now() - began)
}

async function several<T>(work: () => Promise<T>): Promise<T[]> {
  const all: T[] = []
  for (let n = 0; n < Number(rounds); n++) all.push(await work())
  return all
}

/** The screens that the navigation leads to. */
async function screensOf(): Promise<string[]> {
  await page.goto(signIn)
  await opened('users')
  const links = page.getByRole('navigation').getByRole('link')
  const paths = await links.evaluateAll((all) => all.map((link) => new URL((link as HTMLAnchorElement).href).pathname))
  return paths.flatMap((path) => /^\/organizations\/[^/]+\/(.+)$/.exec(path)?.[1] ?? [])
}

/** The one in the middle, by frames dropped. */
async function middle(pace?: number): Promise<Scroll> {
  const runs = await several(() => scrolled('users', pace))
  const run = runs.toSorted((one, other) => one.dropped - other.dropped)[Math.floor(runs.length / 2)]
  if (run === undefined) throw new Error('nothing was scrolled')
  return run
}

const all: Pick<Screens, 'screens' | 'typing'> = { screens: [], typing: [] }
for (const screen of await screensOf()) {
  const times = await several(() => opened(screen))
  all.screens.push({ screen, paint: median(times.map(({ paint }) => paint)), content: median(times.map(({ content }) => content)) })
}
for (const [screen, text] of Object.entries(SEARCHES)) {
  const quiet = await several(() => typed(screen, text))
  let rate = 0
  const streamed = await several(async () => {
    const [one, reached] = await Promise.all([typed(screen, text), stream()])
    rate = reached
    return one
  })
  const of = (runs: typeof quiet) => {
    const keys = runs.flatMap((run) => run.keys)
    return { key: median(keys), worstKey: percentile(keys, 0.99), found: median(runs.map(({ found }) => found)) }
  }
  all.typing.push({ screen, quiet: of(quiet), streamed: of(streamed), rate })
}
const found: Screens = { ...all, reading: await middle(READING_PACE), flying: await middle() }
await browser.close()
process.stdout.write(`${JSON.stringify(found)}\n`)
