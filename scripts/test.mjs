/**
 * `npm test [-- PROJECT… FILE…]`: sets up, runs the whole suite (Vitest, then Playwright in Chromium) or the named part of it, and prints
 * as its last line `N passed, N failed`, counted from what the runners recorded. Plain JavaScript for Node 20 with nothing installed.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { ensureBuilt } from './setup/built.mjs'
import { endWith, runInPlace } from './setup/child.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { packageCommand, requiredNode, root, Unready } from './setup/place.mjs'

const vitestProjects = ['unit', 'property', 'conformance', 'idp', 'faults', 'security', 'tooling']
const playwrightProjects = ['e2e', 'electron']
const results = path.join(root, '.cache', 'results')

/** Sorts the arguments by the runner they concern; with none, both run everything. */
function plan(args) {
  const isBrowser = (word) =>
    playwrightProjects.includes(word) || playwrightProjects.some((name) => word.startsWith(`test/${name}`)) || word.endsWith('.spec.ts')
  const option = args.find((word) => word.startsWith('-'))
  if (option !== undefined)
    throw new Unready(`npm test takes project names and files, not ${option}; for a runner's own options call vitest or playwright.`)
  const flags = (words, projects) => words.flatMap((word) => (projects.includes(word) ? [`--project=${word}`] : [word]))
  const browser = args.filter(isBrowser)
  const node = args.filter((word) => !isBrowser(word))
  return {
    vitest: args.length === 0 || node.length > 0 ? flags(node, vitestProjects) : undefined,
    playwright: args.length === 0 || browser.length > 0 ? flags(browser, playwrightProjects) : undefined,
  }
}

function chromium() {
  const found = spawnSync(requiredNode(), [path.join(root, 'test', 'support', 'chromium.ts')], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (found.status !== 0) throw new Unready(found.stderr.trim())
  return found.stdout.trim()
}

/** What a runner recorded, or undefined when it died before it could. */
function recorded(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined
}

/** A run that ended badly with no failed test to show for it (a file that cannot be loaded, a crash, no test at all) is one failure. */
function count(run, { passed, failed, skipped }) {
  const wentWrong = run.code !== 0 || passed + failed === 0
  return { passed, failed: failed === 0 && wentWrong ? 1 : failed, skipped }
}

async function vitest(args) {
  const file = path.join(results, 'vitest.json')
  fs.rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const run = await runInPlace(requiredNode(), [packageCommand('vitest'), 'run', ...reporters, ...args], { cwd: root })
  const report = recorded(file)
  if (report === undefined) return count(run, { passed: 0, failed: 0, skipped: 0 })
  const unloadable = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return count(run, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  })
}

async function playwright(args) {
  const file = path.join(results, 'playwright.json')
  fs.rmSync(file, { force: true })
  const env = { ...process.env, CHROMIUM_PATH: chromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: file }
  const run = await runInPlace(requiredNode(), [packageCommand('playwright'), 'test', '--reporter=list,json', ...args], { cwd: root, env })
  const { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } = recorded(file)?.stats ?? {}
  return count(run, { passed: expected + flaky, failed: unexpected, skipped })
}

try {
  const say = (line) => process.stderr.write(`${line}\n`)
  const parts = plan(process.argv.slice(2))
  await ensureInstalled(say)
  await ensureBuilt(parts.playwright === undefined ? ['renderer'] : ['renderer', 'main'], say)
  fs.mkdirSync(results, { recursive: true })
  const counts = []
  if (parts.vitest !== undefined) counts.push(await vitest(parts.vitest))
  if (parts.playwright !== undefined) counts.push(await playwright(parts.playwright))
  const sum = (what) => counts.reduce((total, each) => total + each[what], 0)
  if (sum('skipped') > 0) process.stdout.write(`${sum('skipped')} skipped\n`)
  if (sum('failed') > 0) process.exitCode = 1
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`)
} catch (error) {
  endWith(error)
  process.stdout.write('0 passed, 1 failed\n')
}
