import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import { EVENT_CHANNEL, INVOKE_CHANNEL } from '../shared/console/channels.ts'
import type { ConsoleBridge } from '../shared/console/client.ts'

const bridge: ConsoleBridge = {
  invoke: (method, input) => ipcRenderer.invoke(INVOKE_CHANNEL, method, input),
  subscribe(listener) {
    // The page never sees Electron's event object, which would hand it the sender.
    const relay = (_event: IpcRendererEvent, event: unknown): void => listener(event)
    ipcRenderer.on(EVENT_CHANNEL, relay)
    return () => void ipcRenderer.removeListener(EVENT_CHANNEL, relay)
  },
}

contextBridge.exposeInMainWorld('muster', bridge)
