import { useState } from 'react'
import type { InputOf } from '../../../shared/console/contract.ts'
import { invoke, InvocationError } from '../../client/client.ts'
import { toast, toastError } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { saveFile } from '../../ui/save-file.ts'

type Filters = Omit<InputOf<'activity.exportAudit'>, 'format'>

/** L2: takes the trail along with the filters on screen, and has its chain checked. */
export function AuditTools({ filters }: { filters: Filters }) {
  const [busy, setBusy] = useState<'csv' | 'json' | 'verify' | null>(null)

  const doing = (what: NonNullable<typeof busy>, work: () => Promise<void>) => (): void => {
    setBusy(what)
    work()
      .catch((error: unknown) => {
        if (!(error instanceof InvocationError)) throw error
        toastError(error.message, error.hint)
      })
      .finally(() => setBusy(null))
  }

  const save = (format: 'csv' | 'json') =>
    doing(format, async () => {
      const file = await invoke('activity.exportAudit', { ...filters, format })
      saveFile(file.fileName, file.mediaType, file.text)
      const count = `${file.events.toLocaleString('en')} ${file.events === 1 ? 'event' : 'events'}`
      toast(`${count} exported`, file.truncated ? 'There are more: narrow the search or the filters to export the rest.' : undefined)
    })

  const verify = doing('verify', async () => {
    const { ok, events, broken } = await invoke('activity.verifyAudit', {})
    if (ok) toast('The audit trail is whole', `${events.toLocaleString('en')} events, each following the one before it.`)
    else if (broken !== null)
      toastError(
        'The audit trail is broken',
        `The event ${broken.id} (${broken.action}) ${broken.because === 'content' ? 'was altered' : 'does not follow the one before it'}. ${events.toLocaleString('en')} events before it are sound.`,
      )
  })

  return (
    <>
      <Button size="small" onPress={verify} isPending={busy === 'verify'}>
        Verify chain
      </Button>
      <Button size="small" onPress={save('csv')} isPending={busy === 'csv'}>
        Export CSV
      </Button>
      <Button size="small" onPress={save('json')} isPending={busy === 'json'}>
        Export JSON
      </Button>
    </>
  )
}
