import { FileTrigger } from 'react-aria-components'
import { toastError } from '../../../stores/toasts.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import styles from './SchemaDialog.module.css'

/** A schema of the greatest size that may be declared is smaller than this, in bytes. */
const LARGEST_FILE = 4_000_000

/** The JSON of a SCIM Schema resource, pasted or taken from a file. */
export function SchemaJsonField({
  value,
  onChange,
  error,
}: {
  value: string
  onChange: (text: string) => void
  error: string | undefined
}) {
  const take = async (files: FileList | null): Promise<void> => {
    const file = files?.[0]
    if (file === undefined) return
    if (file.size > LARGEST_FILE) return toastError(`${file.name} is too large`, 'A schema takes some kilobytes. This is another file.')
    onChange(await file.text())
  }
  return (
    <div className={styles.json}>
      <div className={styles.file}>
        <FileTrigger acceptedFileTypes={['application/json', '.json']} onSelect={(files) => void take(files)}>
          <Button size="small">Choose file</Button>
        </FileTrigger>
        <span className="muted">or paste a SCIM Schema resource (RFC 7643 §7), as /Schemas of another service shows it.</span>
      </div>
      <TextField label="SCIM Schema resource" value={value} onChange={onChange} error={error} rows={16} mono />
    </div>
  )
}
