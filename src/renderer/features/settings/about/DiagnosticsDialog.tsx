import { useQuery } from '../../../client/queries.ts'
import { toast } from '../../../stores/toasts.ts'
import { Button } from '../../../ui/Button.tsx'
import { CodeBlock } from '../../../ui/CodeBlock.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorNotice } from '../../../ui/Notice.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'

/** What would be given away, to be read before it is. */
export function DiagnosticsDialog({ onClose }: { onClose: () => void }) {
  const bundle = useQuery('service.diagnostics', { entries: 100 })
  const { data } = bundle
  const save = (): void => {
    if (data === undefined) return
    saveFile(data.fileName, 'application/json', `${data.text}\n`)
    toast('Diagnostics saved', data.fileName)
    onClose()
  }
  return (
    <Dialog
      title="Diagnostics"
      size="large"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Close</Button>
          <Button variant="primary" onPress={save} isDisabled={data === undefined}>
            Save diagnostics
          </Button>
        </>
      }
    >
      <p>This is all of it. Names are replaced by marks such as #1f2e3d4c, which mean nothing outside of this text.</p>
      {bundle.error && <ErrorNotice error={bundle.error} retry={() => void bundle.refetch()} />}
      {data === undefined && !bundle.error && <SkeletonLines count={8} />}
      {data && <CodeBlock label="Diagnostics" text={data.text} json />}
    </Dialog>
  )
}
