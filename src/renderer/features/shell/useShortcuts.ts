import { useEffect } from 'react'
import { offeredActions, useOfferedActions, useShellDialog } from '../../stores/actions.ts'
import { usePreferences } from '../../stores/preferences.ts'
import { keyReader } from '../../ui/keys.ts'

const TYPES_INTO = 'input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"], [role="combobox"]'

/** Does what the keys of an offered action say. Keys without Ctrl or Command do nothing while one types, or in front of a dialog. */
export function useShortcuts(): void {
  useEffect(() => {
    const reader = keyReader()
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return
      const isCombination = event.ctrlKey || event.metaKey
      if (!isCombination && (!usePreferences.getState().singleKeys || isBusy(event))) return
      if (isCombination && isAsking()) return
      const actions = offeredActions(useOfferedActions.getState().offers).filter((action) => action.keys !== undefined)
      const keys = reader.press(
        event,
        actions.map((action) => action.keys ?? ''),
        event.timeStamp,
      )
      if (keys === null) return
      event.preventDefault()
      actions.find((action) => action.keys === keys)?.run()
    }
    // Capture: React Aria stops the key events of the controls that it manages.
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])
}

function isBusy(event: KeyboardEvent): boolean {
  if (event.target instanceof Element && event.target.closest(TYPES_INTO) !== null) return true
  return isAsking()
}

/** Something in front waits for an answer; the palette itself may be closed by its own keys. */
function isAsking(): boolean {
  if (useShellDialog.getState().open === 'palette') return false
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null
}
