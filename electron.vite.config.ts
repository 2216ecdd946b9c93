import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/**
 * React Aria empties its announcer by assigning markup, which the policy of our pages (require-trusted-types-for) refuses: a number field
 * whose arrow keys are used would take the whole screen down.
 */
const announcerWithoutMarkup = {
  name: 'announcer-without-markup',
  transform(code: string, id: string) {
    if (!/dist[\\/]private[\\/]live-announcer[\\/]LiveAnnouncer\.m?js$/.test(id)) return
    if (!code.includes(".innerHTML = ''")) throw new Error(`${id} no longer empties itself by markup: this plugin can go`)
    return code.replaceAll(".innerHTML = ''", ".textContent = ''")
  },
}

/** Three programs: the main process (beside it the command line, of which the headless service is one, and what examines a backup in a thread
 * of its own), the preload, the screens. */
export default defineConfig({
  main: {
    build: {
      sourcemap: false,
      rolldownOptions: {
        input: { index: 'src/main/index.ts', cli: 'src/main/cli/index.ts', examine: 'src/main/store/backup/worker.ts' },
      },
    },
  },
  preload: {
    build: {
      sourcemap: false,
      // A sandboxed preload is one CommonJS file that may require nothing but "electron".
      externalizeDeps: false,
      rolldownOptions: { input: { index: 'src/preload/index.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    plugins: [
      react(),
      announcerWithoutMarkup,
      // electron-vite makes addresses relative, for file: pages; ours come from an origin and have deep paths.
      { name: 'absolute-base', config: () => ({ base: '/' }) },
    ],
    build: {
      sourcemap: false,
      // electron-vite leaves the screens unminified unless told.
      minify: true,
      // A data: URL would need a hole in the Content-Security-Policy.
      assetsInlineLimit: 0,
      // Loaded from the same machine: one file is no slower than many.
      chunkSizeWarningLimit: 2000,
    },
  },
})
