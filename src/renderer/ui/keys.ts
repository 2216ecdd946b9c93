/** A key press, as much of it as shortcuts look at. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

const SEQUENCE_MS = 1_500

/** "mod+k" for Ctrl or Command with K, else the character; null for a press that no shortcut begins with. */
export function stepOf({ key, ctrlKey, metaKey, altKey }: KeyPress): string | null {
  if (altKey || (key.length !== 1 && !ctrlKey && !metaKey)) return null
  return ctrlKey || metaKey ? `mod+${key.toLowerCase()}` : key.toLowerCase()
}

export interface KeyReader {
  /** Takes in one press; answers the keys (of `known`) that it completes, or null. */
  press(press: KeyPress, known: readonly string[], now: number): string | null
}

/** Reads single keys and sequences ("g t") that are pressed within a second and a half. */
export function keyReader(): KeyReader {
  let begun: { steps: string; at: number } | null = null
  return {
    press(press, known, now) {
      const step = stepOf(press)
      if (step === null) {
        if (press.key !== 'Shift') begun = null
        return null
      }
      const before = begun !== null && now - begun.at < SEQUENCE_MS ? begun.steps : null
      begun = null
      const steps = before === null ? step : `${before} ${step}`
      if (known.includes(steps)) return steps
      if (known.some((keys) => keys.startsWith(`${steps} `))) {
        begun = { steps, at: now }
        return null
      }
      return before !== null && known.includes(step) ? step : null
    },
  }
}

/** "mod+k" as keycaps: ["Ctrl", "K"], on a Mac ["⌘", "K"]; "g t" as ["G", "then", "T"]. */
export function keycaps(keys: string, isMac: boolean): { key: string; isWord: boolean }[] {
  return keys.split(' ').flatMap((step, index) => {
    const parts = step.split('+').map((part) => ({ key: part === 'mod' ? (isMac ? '⌘' : 'Ctrl') : part.toUpperCase(), isWord: false }))
    return index === 0 ? parts : [{ key: 'then', isWord: true }, ...parts]
  })
}

/** "Control+K" for `aria-keyshortcuts`; undefined for sequences, which it cannot say. */
export function ariaKeys(keys: string): string | undefined {
  if (keys.includes(' ')) return undefined
  return keys.startsWith('mod+') ? `Control+${keys.slice(4).toUpperCase()} Meta+${keys.slice(4).toUpperCase()}` : keys.toUpperCase()
}

export const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent)
