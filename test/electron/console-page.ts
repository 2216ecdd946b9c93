import type { BrowserContext, Page } from '@playwright/test'

/** How the console's origin reads in Chromium: as it is on Electron, translated on the stand-in. */
const ORIGINS = ['app://muster/', 'https://muster.app.stand-in.invalid/']

export function isConsole(page: Page): boolean {
  return ORIGINS.some((origin) => page.url().startsWith(origin))
}

/** The page that matches, as soon as it has come to the address that makes it match. */
export async function pageOf(context: BrowserContext, matches: (page: Page) => boolean): Promise<Page> {
  const arrives = async (page: Page): Promise<boolean> => {
    await page.waitForURL(() => matches(page)).catch(() => undefined)
    return matches(page)
  }
  for (const page of context.pages()) if (matches(page)) return page
  return Promise.any([
    ...context.pages().map(async (page) => ((await arrives(page)) ? page : Promise.reject(new Error('another page')))),
    context.waitForEvent('page', { predicate: arrives }),
  ])
}
