import type { Configuration } from 'electron-builder'

/** Installers of the desktop app, for `npm run dist`. What is packed is out/ and the few packages that package.json calls dependencies. */
const configuration: Configuration = {
  appId: 'app.muster.desktop',
  productName: 'Muster',
  directories: { output: 'dist' },
  files: ['out/**', 'package.json'],
  // better-sqlite3 carries a prebuilt N-API binary that serves every Node and Electron, but not from inside an archive.
  npmRebuild: false,
  asarUnpack: ['**/*.node'],
  publish: null,
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: { target: ['AppImage', 'tar.gz'], category: 'Network' },
  mac: { target: ['dmg', 'zip'], category: 'public.app-category.developer-tools' },
  win: { target: ['nsis'] },
}

export default configuration
