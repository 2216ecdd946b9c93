import { useState } from 'react'
import { HostName, LONGEST_CERTIFICATE } from '../../../../shared/console/service.ts'
import { useCommand } from '../../../client/queries.ts'
import { toast } from '../../../stores/toasts.ts'
import { FormDialog } from '../../../ui/Dialog.tsx'
import { NumberInput, TextField } from '../../../ui/Field.tsx'

/** A self-signed certificate for the names under which others call this machine. */
export function GenerateDialog({ suggested, replaces, onClose }: { suggested: readonly string[]; replaces: boolean; onClose: () => void }) {
  const [text, setText] = useState(suggested.join('\n'))
  const [days, setDays] = useState(398)
  const generate = useCommand('service.generateCertificate')
  const names = text.split(/[\s,;]+/).filter((name) => name !== '')
  const wrong = names.find((name) => !HostName.safeParse(name).success)
  const error = wrong === undefined ? undefined : `${wrong} is neither a host name nor an IP address.`
  return (
    <FormDialog
      title="Generate certificate"
      intro={`Self-signed, ECDSA on P-256. Identity providers in the cloud refuse such a certificate; the ones on a network of one’s own can be told to trust it.${
        replaces ? ' It takes the place of the one that is kept.' : ''
      }`}
      submitLabel="Generate certificate"
      isPending={generate.isPending}
      error={generate.error}
      canSubmit={names.length > 0 && error === undefined && Number.isInteger(days)}
      onSubmit={() =>
        generate.mutate(
          { names, days },
          {
            onSuccess: () => {
              toast('Certificate generated')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField
        label="Names and addresses"
        value={text}
        onChange={setText}
        error={error}
        description="One a line: everything that stands in an endpoint address that is used."
        rows={5}
        mono
        autoFocus
      />
      <NumberInput label="Valid for" unit="days" value={days} onChange={setDays} minValue={1} maxValue={LONGEST_CERTIFICATE} />
    </FormDialog>
  )
}
