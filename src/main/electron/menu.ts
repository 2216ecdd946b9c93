import { app, Menu, shell } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import { openOutside } from './external.ts'

export interface MenuActions {
  readonly openConsole: () => void
  readonly copyScimUrl: () => void
  readonly dataDir: string
}

const GUIDES = [
  { label: 'Okta: SCIM Provisioning', address: 'https://help.okta.com/en-us/content/topics/apps/apps_app_integration_wizard_scim.htm' },
  {
    label: 'Entra ID: SCIM Provisioning',
    address: 'https://learn.microsoft.com/en-us/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups',
  },
]

export function setMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(actions)))
}

function template({ openConsole, copyScimUrl, dataDir }: MenuActions): MenuItemConstructorOptions[] {
  const isMac = process.platform === 'darwin'
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { id: 'open-console', label: 'Open Console', accelerator: 'CmdOrCtrl+N', click: openConsole },
        { id: 'copy-scim-url', label: 'Copy SCIM URL', accelerator: 'CmdOrCtrl+Shift+C', click: copyScimUrl },
        { id: 'open-data-folder', label: 'Open Data Folder', click: () => void shell.openPath(dataDir) },
        { type: 'separator' },
        { role: 'close' },
        ...(isMac ? [] : [{ role: 'quit', label: 'Quit Muster', accelerator: 'Ctrl+Q' } as const]),
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        // An installed Muster shows secrets once; its pages are not to be looked into by whoever passes the screen.
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        ...GUIDES.map(({ label, address }) => ({ label, click: () => openOutside(address) })),
        ...(isMac ? [] : [{ type: 'separator' } as const, { role: 'about', label: 'About Muster' } as const]),
      ],
    },
  ]
}
