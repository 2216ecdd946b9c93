import { useState } from 'react'
import { useCommand } from '../../../client/queries.ts'
import { toast } from '../../../stores/toasts.ts'
import { FormDialog } from '../../../ui/Dialog.tsx'
import { TextField } from '../../../ui/Field.tsx'

/** A certificate of an authority, pasted as PEM; it is checked before it takes the place of another. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [certificate, setCertificate] = useState('')
  const [key, setKey] = useState('')
  const bring = useCommand('service.importCertificate')
  return (
    <FormDialog
      title="Use own certificate"
      intro="It is checked that key and certificate belong together, that the chain is whole and in order, and that it is valid now. The key is kept in the data folder, for its owner only, and is never shown again."
      submitLabel="Use certificate"
      isPending={bring.isPending}
      error={bring.error}
      canSubmit={certificate.trim() !== '' && key.trim() !== ''}
      onSubmit={() =>
        bring.mutate(
          { certificate, key },
          {
            onSuccess: () => {
              toast('Certificate kept')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
      size="large"
    >
      <TextField
        label="Certificate chain"
        value={certificate}
        onChange={setCertificate}
        description="PEM: the certificate of this service first, those of its issuers after it."
        placeholder="-----BEGIN CERTIFICATE-----"
        rows={7}
        mono
        autoFocus
      />
      <TextField
        label="Private key"
        value={key}
        onChange={setKey}
        description="PEM, without a passphrase."
        placeholder="-----BEGIN PRIVATE KEY-----"
        rows={5}
        mono
      />
    </FormDialog>
  )
}
