import { CopyField } from '../../ui/CopyField.tsx'
import { OnceDialog } from '../tokens/OnceDialog.tsx'

/** The secret that signs, once. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <OnceDialog title="Copy the signing secret now" what="secret" onClose={onClose}>
      <p>
        This is the only time that it is shown. The receiver verifies with it that messages come from here; libraries for Standard Webhooks
        take it as it is.
      </p>
      <CopyField value={secret} what="signing secret" />
    </OnceDialog>
  )
}
