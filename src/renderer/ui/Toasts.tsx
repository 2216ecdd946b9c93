import { dismissToast, holdToasts, useToasts } from '../stores/toasts.ts'
import { Button, IconButton } from './Button.tsx'
import { Icon } from './icons.tsx'
import styles from './Toasts.module.css'

/** What has just happened, said aloud and shown for a while. Mounted once; stays reachable above dialogs. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts)
  return (
    <section className={styles.region} aria-label="Notifications" data-react-aria-top-layer="true" ref={holdWhileUsed}>
      <div aria-live="polite" aria-relevant="additions" className={styles.stack}>
        {toasts.map((toast) => (
          <div key={toast.id} className={styles.toast} data-tone={toast.tone} role={toast.tone === 'error' ? 'alert' : undefined}>
            <Icon name={toast.tone === 'error' ? 'alert' : 'check'} />
            <div className={styles.words}>
              <p className={styles.title}>{toast.title}</p>
              {toast.detail && <p className={styles.detail}>{toast.detail}</p>}
            </div>
            {toast.action && (
              <Button
                size="small"
                icon="undo"
                onPress={() => {
                  toast.action?.run()
                  dismissToast(toast.id)
                }}
              >
                {toast.action.label}
              </Button>
            )}
            <IconButton icon="close" label="Dismiss notification" onPress={() => dismissToast(toast.id)} plain />
          </div>
        ))}
      </div>
    </section>
  )
}

/** While the pointer or the focus is on them. */
function holdWhileUsed(region: HTMLElement | null): (() => void) | undefined {
  if (!region) return undefined
  const listening = new AbortController()
  for (const [name, hold] of [
    ['pointerover', true],
    ['pointerleave', false],
    ['focusin', true],
    ['focusout', false],
  ] as const)
    region.addEventListener(name, () => holdToasts(hold), { signal: listening.signal })
  return () => listening.abort()
}
