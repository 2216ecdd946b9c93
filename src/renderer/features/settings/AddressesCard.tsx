import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { Addresses, AddressSettings } from '../../../shared/console/service.ts'
import { useCommand } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import type { Option } from '../../ui/Choice.tsx'
import { NumberInput } from '../../ui/Field.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { Select } from '../../ui/Select.tsx'
import { whenDone } from './when-done.ts'
import styles from './Settings.module.css'

const NAMES: Record<keyof AddressSettings, string> = {
  scimHost: 'address',
  scimPort: 'SCIM port',
  consolePort: 'console port',
  insecureAddressAllowed: 'accepting an address without TLS',
  tls: 'TLS',
}

/** X5, E8: where the service listens from its next start on. */
export function AddressesCard({ addresses, mode }: { addresses: Addresses; mode: 'desktop' | 'headless' }) {
  const { next, commandLine, restartNeeded } = addresses
  const [host, setHost] = useState(next.scimHost)
  const [scimPort, setScimPort] = useState(next.scimPort)
  const [consolePort, setConsolePort] = useState(next.consolePort)
  const [accepted, setAccepted] = useState(next.insecureAddressAllowed)
  const save = useCommand('service.setAddresses')
  const readable = !isLoopback(host, addresses) && !next.tls
  const wanted = { scimHost: host, scimPort, consolePort, insecureAddressAllowed: accepted }
  const isChanged = (Object.keys(wanted) as (keyof typeof wanted)[]).some((name) => wanted[name] !== next[name])
  const canSave = isChanged && Number.isInteger(scimPort) && Number.isInteger(consolePort) && (!readable || accepted)

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!canSave || save.isPending) return
    void whenDone(save.mutateAsync(wanted), () => toast('Addresses saved', 'They hold from the next start on.'))
  }
  return (
    <Card title="Addresses" aside={restartNeeded ? <Badge tone="warning">From the next start</Badge> : undefined}>
      <form onSubmit={submit} className={styles.form} noValidate>
        {commandLine.length > 0 && (
          <Notice title="Decided by the command line of this start">
            {listed(commandLine.map((name) => NAMES[name]))}. What is saved here holds when Muster is started without these options.
          </Notice>
        )}
        <Select label="SCIM listens on" value={host} onChange={setHost} options={hostOptions(addresses)} />
        <div className={styles.pair}>
          <NumberInput
            label="SCIM port"
            unit="0 picks a free one"
            value={scimPort}
            onChange={setScimPort}
            minValue={0}
            maxValue={65_535}
            grouped={false}
          />
          {mode === 'headless' && (
            <NumberInput
              label="Console port"
              unit="on this machine only"
              value={consolePort}
              onChange={setConsolePort}
              minValue={0}
              maxValue={65_535}
              grouped={false}
            />
          )}
        </div>
        {readable && (
          <Notice tone="warning" title="Others on the network can read what is sent there">
            <p>
              Without TLS, tokens and people’s data cross the network readable. Turn TLS on, or accept it for a network that is trusted.
            </p>
            <Checkbox isSelected={accepted} onChange={setAccepted}>
              Listen there without TLS
            </Checkbox>
          </Notice>
        )}
        {save.error && <ErrorNotice error={save.error} />}
        <div>
          <Button type="submit" variant="primary" isPending={save.isPending} isDisabled={!canSave}>
            Save addresses
          </Button>
        </div>
      </form>
    </Card>
  )
}

function isLoopback(host: string, { machine }: Addresses): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.') || machine.some((each) => each.address === host && each.loopback)
}

function hostOptions({ machine, next }: Addresses): Option<string>[] {
  const options: Option<string>[] = [
    { value: '127.0.0.1', label: '127.0.0.1', description: 'This machine only. A tunnel or proxy on it reaches the service.' },
    ...machine
      .filter(({ loopback }) => !loopback)
      .map(({ address, network }) => ({ value: address, label: address, description: `Network ${network}` })),
    { value: '0.0.0.0', label: '0.0.0.0', description: 'All IPv4 addresses of this machine.' },
    { value: '::', label: '::', description: 'All addresses of this machine.' },
  ]
  return options.some(({ value }) => value === next.scimHost) ? options : [{ value: next.scimHost, label: next.scimHost }, ...options]
}

function listed(words: readonly string[]): string {
  const text = new Intl.ListFormat('en', { type: 'conjunction' }).format(words)
  return text.charAt(0).toUpperCase() + text.slice(1)
}
