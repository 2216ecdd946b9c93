import { useState } from 'react'
import type { InputOf } from '../../../shared/console/contract.ts'
import { invoke, InvocationError } from '../../client/client.ts'
import { toast, toastError } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { saveFile } from '../../ui/save-file.ts'

type Format = InputOf<'activity.exportRequests'>['format']

const formats: readonly Format[] = ['csv', 'json', 'har']

/** L1: takes along the requests that the filters on screen leave. */
export function ExportRequests({ filters }: { filters: Omit<InputOf<'activity.exportRequests'>, 'format'> }) {
  const [busy, setBusy] = useState<Format | null>(null)
  const save = (format: Format): void => {
    setBusy(format)
    invoke('activity.exportRequests', { ...filters, format })
      .then(
        (file) => {
          saveFile(file.fileName, file.mediaType, file.text)
          const count = `${file.requests.toLocaleString('en')} ${file.requests === 1 ? 'request' : 'requests'}`
          toast(`${count} exported`, file.truncated ? 'There are older ones: narrow the search or the filters to export them.' : undefined)
        },
        (error: unknown) => {
          if (!(error instanceof InvocationError)) throw error
          toastError(error.message, error.hint)
        },
      )
      .finally(() => setBusy(null))
  }
  return formats.map((format) => (
    <Button key={format} size="small" isPending={busy === format} onPress={() => save(format)}>
      {`Export ${format.toUpperCase()}`}
    </Button>
  ))
}
