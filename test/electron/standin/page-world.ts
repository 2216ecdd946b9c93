/**
 * The two halves of a page with a preload script, as source text for Chromium. `mainWorld` runs in the page's own world,
 * `isolatedWorld` in a real isolated world beside it; neither sees the other's objects. What crosses is structured-cloned by Chromium
 * (that is what CustomEvent.detail does between worlds); functions and promises cross as numbers. Both functions are sent as text,
 * so each holds all that it needs, and `portal`, which both need, is handed to them.
 */

/** What a value looks like on its way: functions and promises are replaced by numbers. */
type Crossing = unknown

interface Portal {
  readonly encode: (value: unknown) => Crossing
  readonly decode: (value: Crossing) => unknown
}

type MakePortal = (secret: string, mine: string, theirs: string) => Portal

/** Either end. Calls are synchronous, as through Electron's contextBridge: dispatching an event to the other world is. */
function portal(secret: string, mine: string, theirs: string): Portal {
  const functions: ((...args: unknown[]) => unknown)[] = []
  const promises = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let lastPromise = 0
  let result: { value: Crossing } | { error: string } | undefined
  const dispatch = document.dispatchEvent.bind(document)
  const send = (kind: string, detail: unknown): void => void dispatch(new CustomEvent(`${secret}:${theirs}:${kind}`, { detail }))
  const receive = (kind: string, listener: (detail: Record<string, unknown>) => void): void =>
    document.addEventListener(`${secret}:${mine}:${kind}`, (event) => {
      event.stopImmediatePropagation()
      listener((event as CustomEvent<Record<string, unknown>>).detail)
    })
  const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

  function encode(value: unknown): Crossing {
    if (typeof value === 'function') return { kind: 'function', id: functions.push(value as (typeof functions)[number]) - 1 }
    if (value instanceof Promise) {
      lastPromise += 1
      const id = `${mine}${lastPromise}`
      value.then(
        (settled) => send('settled', { id, value: encode(settled) }),
        (error: unknown) => send('settled', { id, error: messageOf(error) }),
      )
      return { kind: 'promise', id }
    }
    if (Array.isArray(value)) return { kind: 'list', items: value.map(encode) }
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return { kind: 'object', entries: Object.entries(value).map(([name, each]) => [name, encode(each)]) }
    }
    return { kind: 'value', value: structuredClone(value) }
  }

  function decode(crossing: Crossing): unknown {
    const { kind, id, items, entries, value } = crossing as {
      kind: string
      id: number | string
      items: Crossing[]
      entries: [string, Crossing][]
      value: unknown
    }
    if (kind === 'function') return (...args: unknown[]) => call(id as number, args)
    if (kind === 'promise') return new Promise((resolve, reject) => promises.set(id as string, { resolve, reject }))
    if (kind === 'list') return items.map(decode)
    if (kind === 'object') return Object.freeze(Object.fromEntries(entries.map(([name, each]) => [name, decode(each)])))
    return value
  }

  function call(id: number, args: unknown[]): unknown {
    result = undefined
    send('call', { id, args: args.map(encode) })
    const answer = result as { value: Crossing } | { error: string } | undefined
    if (answer === undefined) throw new Error('the other world did not answer')
    if ('error' in answer) throw new Error(answer.error)
    return decode(answer.value)
  }

  receive('call', ({ id, args }) => {
    try {
      const returned = functions[id as number]?.(...(args as Crossing[]).map(decode))
      send('result', { value: encode(returned) })
    } catch (error) {
      send('result', { error: messageOf(error) })
    }
  })
  receive('result', (answer) => (result = answer as typeof result))
  receive('settled', ({ id, value, error }) => {
    const waiting = promises.get(id as string)
    promises.delete(id as string)
    if (error === undefined) waiting?.resolve(decode(value))
    else waiting?.reject(new Error(error as string))
  })
  return { encode, decode }
}

function mainWorld(makePortal: MakePortal, secret: string): void {
  // Electron runs preload scripts in the main frame only, unless told otherwise.
  if (window !== window.top) return
  const { decode } = makePortal(secret, 'main', 'isolated')
  document.addEventListener(`${secret}:expose`, (event) => {
    event.stopImmediatePropagation()
    const { name, api } = (event as CustomEvent<{ name: string; api: Crossing }>).detail
    if (name in window) throw new Error(`Cannot bind an API on top of an existing property on the window object: ${name}`)
    Object.defineProperty(window, name, { value: decode(api), enumerable: true })
  })
}

/** The name of the binding through which the isolated world, and only that, reaches the stand-in. */
export const BINDING = '__standInIpc'
export const ISOLATED_WORLD = 'Electron Isolated Context'

/** What the stand-in calls in the isolated world. */
export interface IsolatedWorld {
  settle(id: number, answer: { value?: unknown; error?: string }): void
  deliver(channel: string, args: unknown[]): void
}

type Preload = (require: (name: string) => unknown, module: object, exports: object) => void

function isolatedWorld(makePortal: MakePortal, secret: string, binding: string, preload: Preload): void {
  if (window !== window.top) return
  const { encode } = makePortal(secret, 'isolated', 'main')
  const toShell = (globalThis as unknown as Record<string, (payload: string) => void>)[binding]
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const listeners = new Map<string, ((event: object, ...args: unknown[]) => void)[]>()
  let last = 0

  /** Electron clones what crosses; the stand-in sends JSON, and refuses what would come out of it as something else. */
  const onlyData = (value: unknown): void => {
    if (typeof value === 'function' || typeof value === 'symbol') throw new Error('An object could not be cloned.')
    if (typeof value !== 'object' || value === null) return
    const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
    if (!isPlain) throw new Error(`the stand-in for Electron carries plain data only, and this is ${value.constructor.name}`)
    Object.values(value).forEach(onlyData)
  }
  const missing = (name: string, part: object): object =>
    new Proxy(part, {
      get(target, property) {
        if (property in target) return Reflect.get(target, property) as unknown
        throw new Error(`the stand-in for Electron has no ${name}.${String(property)} in preload scripts`)
      },
    })
  const ipcRenderer = missing('ipcRenderer', {
    invoke(channel: string, ...args: unknown[]) {
      last += 1
      const id = last
      args.forEach(onlyData)
      toShell?.(JSON.stringify({ id, channel, args: args.map((value) => (value === undefined ? {} : { value })) }))
      return new Promise((resolve, reject) => {
        const explained = (error: Error): void => reject(new Error(`Error invoking remote method '${channel}': ${error.message}`))
        waiting.set(id, { resolve, reject: explained })
      })
    },
    on(channel: string, listener: (event: object, ...args: unknown[]) => void) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    },
    removeListener(channel: string, listener: (event: object, ...args: unknown[]) => void) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((each) => each !== listener),
      )
    },
  })
  const contextBridge = missing('contextBridge', {
    exposeInMainWorld(name: string, api: unknown) {
      document.dispatchEvent(new CustomEvent(`${secret}:expose`, { detail: { name, api: encode(api) } }))
    },
  })
  const world: IsolatedWorld = {
    settle(id, { value, error }) {
      const call = waiting.get(id)
      waiting.delete(id)
      if (error === undefined) call?.resolve(value)
      else call?.reject(new Error(error))
    },
    deliver(channel, args) {
      for (const listener of listeners.get(channel) ?? []) listener({}, ...args)
    },
  }
  Object.defineProperty(globalThis, `${binding}World`, { value: world })

  // A sandboxed preload script can load Electron and nothing of its own.
  const load = (name: string): unknown => {
    if (name === 'electron') return missing('electron', { contextBridge, ipcRenderer })
    throw new Error(`module not found: ${name}`)
  }
  const exported = {}
  preload(load, { exports: exported }, exported)
}

/** The text for the page's own world. */
export function mainWorldSource(secret: string): string {
  return `(${mainWorld.toString()})(${portal.toString()}, ${JSON.stringify(secret)})`
}

/** The text for the isolated world, with a preload script in it. */
export function isolatedWorldSource(secret: string, preload: string): string {
  // Electron, too, makes the text of a preload script the body of a function.
  const wrapped = `function (require, module, exports) {${preload}\n}`
  return `(${isolatedWorld.toString()})(${portal.toString()}, ${JSON.stringify(secret)}, ${JSON.stringify(BINDING)}, ${wrapped})`
}
