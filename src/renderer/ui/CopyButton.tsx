import { useEffect, useState } from 'react'
import { toastError } from '../stores/toasts.ts'
import { Button, IconButton } from './Button.tsx'
import { copyText } from './copy.ts'

const SAID_FOR_MS = 1_800

/** Copies `text`. `what` completes "Copy …" for the label: "Copy base URL". With `showLabel` the label is on the button. */
export function CopyButton({
  text,
  what,
  showLabel = false,
  variant,
  onCopied,
}: {
  text: string | (() => string)
  what: string
  showLabel?: boolean
  variant?: 'quiet' | 'secondary' | 'primary'
  onCopied?: () => void
}) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SAID_FOR_MS)
    return () => clearTimeout(timer)
  }, [copied])

  const press = async (): Promise<void> => {
    if (await copyText(typeof text === 'string' ? text : text())) {
      setCopied(true)
      onCopied?.()
    } else toastError(`The ${what} could not be copied`, 'The browser refused. Select the text and copy it by hand.')
  }
  const icon = copied ? 'check' : 'copy'
  return (
    <>
      {showLabel ? (
        <Button icon={icon} size="small" variant={variant ?? 'secondary'} onPress={() => void press()}>
          {copied ? 'Copied' : `Copy ${what}`}
        </Button>
      ) : (
        <IconButton
          icon={icon}
          label={copied ? 'Copied' : `Copy ${what}`}
          variant={variant === 'secondary' ? 'secondary' : 'quiet'}
          onPress={() => void press()}
        />
      )}
      <span role="status" className="visually-hidden">
        {copied ? `${what} copied` : ''}
      </span>
    </>
  )
}
