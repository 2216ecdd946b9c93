/**
 * `npm run bench [-- --quick] [--json] [--only TEXT] [--profile DIR]`: a real `muster serve` and a client in a process of its own, held in
 * the same run against a bare node:http server under the same load and against bare better-sqlite3 statements.
 */
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { type Case, cases, GROUP_SIZES } from './cases.ts'
import type { Ran } from './client.ts'
import type { Directory } from './directory.ts'
import { bareSqlite, type Client, fill, purges, screens, startBareHttp, type Server, startClient, startMuster } from './processes.ts'
import { type Screens, median, percentile, purgeText, type Result, screensText, table } from './report.ts'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    profile: { type: 'string' },
  },
})

/** The quick run is for seeing that it runs, and for the largest of changes: a tenth of the directory, one short round of each case. */
const plan = options.quick
  ? {
      small: 1_000,
      large: 10_000,
      rounds: 1,
      ms: 400,
      warmUp: 100,
      sizes: GROUP_SIZES.filter((size) => size <= 10_000),
      purge: { teams: 20, members: 1_000 },
    }
  : { small: 1_000, large: 100_000, rounds: 3, ms: 1_500, warmUp: 500, sizes: GROUP_SIZES, purge: { teams: 100, members: 10_000 } }

const say = (text: string): void => void process.stderr.write(`${text}\n`)
const unique = Date.now().toString(36)
let turns = 0

/** A filled folder is kept and copied: filling takes minutes, and depends on the schema and on what is filled in. */
async function filled(users: number, sizes: readonly number[], into: string): Promise<Directory> {
  const recipe = ['fill.ts', 'directory.ts'].map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
  const version = createHash('sha256')
    .update(JSON.stringify([migrations, recipe, sizes]))
    .digest('hex')
    .slice(0, 10)
  const kept = resolve('.cache', 'bench', `${users}-${version}`)
  if (!existsSync(kept)) {
    say(`Filling a directory of ${users.toLocaleString('en')} users; it is kept for the next time.`)
    const unfinished = `${kept}.new`
    rmSync(unfinished, { recursive: true, force: true })
    mkdirSync(unfinished, { recursive: true })
    await fill(unfinished, users, sizes)
    renameSync(unfinished, kept)
  }
  cpSync(kept, into, { recursive: true })
  return JSON.parse(readFileSync(join(into, 'bench.json'), 'utf8')) as Directory
}

/** In a closed loop each of the workers gets an answer every mean time: a label's rate when only it is asked. */
const rateOf = (times: readonly number[], concurrency: number): number =>
  (concurrency * 1_000 * times.length) / times.reduce((sum, each) => sum + each, 0)

interface Round {
  readonly ran: Ran
  readonly bareRate: number
  /** ms of the service's processor time for a request. */
  readonly cpu: number
}

async function measure(one: Case, client: Client, muster: Server, bareUrl: string): Promise<Round[]> {
  const order = (ms: number) => ({ kind: 'case' as const, name: one.name, on: one.on, ms, unique: `${unique}-${turns++}` })
  const warm = await client.run(order(plan.warmUp))
  if (warm === undefined) throw new Error('the client ran nothing')
  const bare = (ms: number) => client.run({ kind: 'bare', base: bareUrl, ms, shape: warm.shape })
  await bare(plan.warmUp / 2)
  const rounds: Round[] = []
  for (let round = 0; round < plan.rounds; round++) {
    const before = muster.cpu()
    const ran = await client.run(order(plan.ms))
    const used = muster.cpu() - before
    const beside = await bare(plan.ms / 2)
    if (ran === undefined || beside === undefined) throw new Error('the client ran nothing')
    const requests = Object.values(ran.times).reduce((sum, times) => sum + times.length, 0)
    rounds.push({ ran, bareRate: rateOf(beside.times['bare'] ?? [], one.concurrency), cpu: used / requests })
  }
  return rounds
}

type Statements = Awaited<ReturnType<typeof bareSqlite>>

function summed({ one, rounds }: Measured, statements: readonly Statements[]): Result[] {
  const labels = Object.keys(rounds[0]?.ran.times ?? {})
  const bare = median(statements.map((each) => each[one.against]))
  return labels.map((what) => {
    const times = rounds.map(({ ran }) => ran.times[what] ?? [])
    const rates = times.map((each) => rateOf(each, one.concurrency))
    const rate = median(rates)
    return {
      what,
      users: plan[one.on],
      atOnce: one.concurrency,
      rate,
      p50: median(times.map((each) => percentile(each, 0.5))),
      p99: median(times.map((each) => percentile(each, 0.99))),
      cpu: median(rounds.map((round) => round.cpu)),
      ofBareHttp: median(rates.map((each, i) => each / (rounds[i]?.bareRate ?? Number.NaN))),
      ofBareSqlite: rate / bare,
      against: one.against,
    }
  })
}

interface Measured {
  readonly one: Case
  readonly rounds: readonly Round[]
}

/** The console in a browser, on the large directory. */
async function seen(place: string): Promise<Screens> {
  const folder = join(place, 'screens')
  const directory = await filled(plan.large, plan.sizes, folder)
  say(`The console in a browser (${plan.large.toLocaleString('en')} users) …`)
  const muster = await startMuster(folder, undefined)
  const found = await screens(muster, directory, plan.rounds)
  await muster.stop()
  return found
}

async function run(place: string): Promise<Result[]> {
  const wanted = cases.filter(({ name }) => name.includes(options.only) && !leftOut(name))
  const bare = await startBareHttp()
  const measured: Measured[] = []
  const statements = [await bareSqlite(place, plan.ms)]
  for (const on of ['small', 'large'] as const) {
    const these = wanted.filter((each) => each.on === on)
    if (these.length === 0) continue
    const folder = join(place, on)
    const directory = await filled(plan[on], on === 'small' ? [10] : plan.sizes, folder)
    const muster = await startMuster(folder, options.profile === undefined ? undefined : resolve(options.profile))
    const client = startClient()
    await client.run({ kind: 'prepare', base: muster.url + directory.mount, directory })
    for (const one of these) {
      say(`${one.name} (${plan[on].toLocaleString('en')} users) …`)
      measured.push({ one, rounds: await measure(one, client, muster, bare.url) })
    }
    client.stop()
    await muster.stop()
    statements.push(await bareSqlite(place, plan.ms))
  }
  await bare.stop()
  return measured.flatMap((each) => summed(each, statements))
}

/** Groups that the quick run's directory is too small for. */
function leftOut(name: string): boolean {
  return GROUP_SIZES.some((size) => !plan.sizes.includes(size) && name.endsWith(` of ${size.toLocaleString('en')}`))
}

const place = mkdtempSync(join(tmpdir(), 'muster-bench-'))
try {
  const before = loadavg()[0] ?? 0
  const results = await run(place)
  const purged = 'purge'.includes(options.only) ? await purges(join(place, 'purge'), plan.purge.teams, plan.purge.members, plan.rounds) : []
  const browser = 'screens'.includes(options.only) ? await seen(place) : undefined
  const after = loadavg()[0] ?? 0
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    node: process.version,
    loadBefore: before,
    loadAfter: after,
  }
  if (options.json)
    process.stdout.write(`${JSON.stringify({ machine, quick: options.quick, results, purged, screens: browser }, null, 2)}\n`)
  else {
    process.stdout.write(`\n${table(results)}\n\n`)
    if (browser !== undefined) process.stdout.write(`${screensText(browser)}\n\n`)
    for (const each of purged) process.stdout.write(`${purgeText(each)}\n`)
    process.stdout.write(
      `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; load ${before.toFixed(1)} before and ${after.toFixed(1)} after.\n`,
    )
    process.stdout.write(
      `Medians of ${plan.rounds} round(s) of ${plan.ms} ms; client and servers share the cores. "of bare HTTP": to a node:http server that does\n`,
    )
    process.stdout.write(
      'nothing, under the same load in the same rounds; "of bare SQLite": to commits of one inserted row (synchronous=FULL), or to selects by\n',
    )
    process.stdout.write(
      'an indexed text, alone in one process; "CPU ms": processor time of the service for one request. On a machine that is busy otherwise read the ratios, not the rates.\n',
    )
    if (before > machine.cores) process.stdout.write('This machine was busy when the run began: its rates are too low.\n')
  }
} finally {
  rmSync(place, { recursive: true, force: true })
}
