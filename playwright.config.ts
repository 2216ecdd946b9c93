import { defineConfig } from '@playwright/test'
import { chromiumArguments, findChromium } from './test/support/chromium.ts'

const executablePath = findChromium()

export default defineConfig({
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  forbidOnly: process.env['CI'] !== undefined,
  fullyParallel: false,
  workers: 2,
  // On a machine that others load too, a browser may miss a deadline: tried again, and reported as flaky.
  retries: process.env['CI'] === undefined ? 0 : 2,
  // Generous: a slow, busy machine is not a failure.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { args: chromiumArguments, ...(executablePath === undefined ? {} : { executablePath }) },
  },
  projects: [
    // Chromium against the real headless service.
    { name: 'e2e', testDir: 'test/e2e' },
    // The Electron main entry, preload and screens, on the stand-in for Electron's API or on Electron itself.
    { name: 'electron', testDir: 'test/electron' },
  ],
})
