import type { Page } from '@playwright/test'

/** How the console's origin reads in Chromium: as it is on Electron, translated on the stand-in. */
const ORIGINS = ['app://muster/', 'https://muster.app.stand-in.invalid/']

export function isConsole(page: Page): boolean {
  return ORIGINS.some((origin) => page.url().startsWith(origin))
}
