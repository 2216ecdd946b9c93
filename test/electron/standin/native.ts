import { honest, KnownEvents, lacking, onlyKnown } from './honest.ts'

/** The parts of a desktop that a machine without one lacks: they hold what they are given, and show it to nobody. */

interface ItemOptions {
  id?: string
  label?: string
  type?: string
  role?: string
  enabled?: boolean
  accelerator?: string
  click?: () => void
  submenu?: ItemOptions[]
}
const ITEM_OPTIONS = ['id', 'label', 'type', 'role', 'enabled', 'accelerator', 'click', 'submenu']
/** Those that the shell uses; Electron knows more and throws for what it does not know. */
const ROLES = new Set([
  'appMenu',
  'editMenu',
  'windowMenu',
  'help',
  'close',
  'quit',
  'about',
  'reload',
  'resetZoom',
  'zoomIn',
  'zoomOut',
  'togglefullscreen',
  'toggleDevTools',
])

class MenuItem {
  readonly id: string | undefined
  readonly label: string
  readonly type: string
  readonly role: string | undefined
  readonly enabled: boolean
  readonly accelerator: string | undefined
  readonly submenu: Menu | undefined
  readonly click: () => void

  constructor(options: ItemOptions) {
    onlyKnown('MenuItem', options, ITEM_OPTIONS)
    if (options.role !== undefined && !ROLES.has(options.role)) throw lacking(`menu role ${options.role}`)
    this.id = options.id
    this.label = options.label ?? options.role ?? ''
    this.type = options.type ?? (options.submenu === undefined ? 'normal' : 'submenu')
    this.role = options.role
    this.enabled = options.enabled ?? true
    this.accelerator = options.accelerator
    this.submenu = options.submenu === undefined ? undefined : Menu.buildFromTemplate(options.submenu)
    this.click = () => {
      if (!this.enabled) throw new Error(`the menu item ${this.label} is disabled`)
      if (options.click === undefined) throw lacking(`menu role ${options.role} that can be clicked`)
      options.click()
    }
  }
}

class Menu {
  private static ofApplication: Menu | null = null
  readonly items: MenuItem[] = []

  static buildFromTemplate(template: ItemOptions[]): Menu {
    const menu = new Menu()
    menu.items.push(...template.map((options) => new MenuItem(options)))
    return honest('Menu', menu)
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.ofApplication = menu
  }

  static getApplicationMenu(): Menu | null {
    return Menu.ofApplication
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
}

class Tray extends KnownEvents {
  constructor(image: NativeImage) {
    super('Tray', ['click'])
    if (image.isEmpty()) throw new Error('Failed to load image')
  }

  setToolTip(text: string): void {
    if (typeof text !== 'string') throw new TypeError('a tool tip is a string')
  }

  setContextMenu(menu: Menu): void {
    if (menu.items.length === 0) throw lacking('tray with an empty menu')
  }

  destroy(): void {
    this.removeAllListeners()
  }
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])

class NativeImage {
  private readonly empty: boolean

  constructor(buffer: Buffer) {
    this.empty = !buffer.subarray(0, 4).equals(PNG)
  }

  isEmpty(): boolean {
    return this.empty
  }

  addRepresentation(options: { scaleFactor: number; dataURL: string }): void {
    onlyKnown('addRepresentation', options, ['scaleFactor', 'dataURL'])
    if (!options.dataURL.startsWith('data:image/png;base64,')) throw new Error('not a PNG')
  }

  setTemplateImage(isTemplate: boolean): void {
    if (isTemplate && process.platform !== 'darwin') throw lacking('template image outside macOS')
  }
}

const display = { id: 1, workArea: { x: 0, y: 0, width: 1600, height: 1000 } }
let copied = ''

/** Only a desktop can show a dialog or open a browser: test/electron/observe.cjs, which every test loads, answers for the person. */
const noDesktop = (what: string) => (): never => {
  throw lacking(`${what}, and no test took its place`)
}

const HonestMenu = honest('Menu', Menu)
const HonestTray = honest('Tray', Tray)
export { HonestMenu as Menu, HonestTray as Tray }
export const nativeImage = honest('nativeImage', { createFromBuffer: (buffer: Buffer) => honest('NativeImage', new NativeImage(buffer)) })
export const nativeTheme = honest('nativeTheme', Object.assign(new KnownEvents('nativeTheme', ['updated']), { shouldUseDarkColors: false }))
export const screen = honest('screen', { getPrimaryDisplay: () => display, getAllDisplays: () => [display] })
export const clipboard = honest('clipboard', {
  async writeText(text: string): Promise<void> {
    copied = text
  },
  readText: async (): Promise<string> => copied,
})
export const dialog = honest('dialog', { showMessageBox: noDesktop('message box'), showErrorBox: noDesktop('error box') })
export const shell = honest('shell', { openExternal: noDesktop('browser to open'), openPath: noDesktop('file manager to open') })
