/** IPC channel names: the only values that the preload imports. */
export const INVOKE_CHANNEL = 'muster:invoke'
export const EVENT_CHANNEL = 'muster:event'
