import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { CopyButton } from './CopyButton.tsx'
import { jsonTokens } from './json-tokens.ts'
import styles from './CodeBlock.module.css'

/** Above this many characters the colours cost more than they give. */
const MOST_COLOURED = 60_000

/** Text as it is, in mono, scrolled on its own, with copy. `label` names it: "Response body". */
export function CodeBlock({ label, text, json = false, aside }: { label: string; text: string; json?: boolean; aside?: ReactNode }) {
  const content = useMemo(() => (json && text.length <= MOST_COLOURED ? coloured(text) : text), [json, text])
  return (
    <div className={styles.block}>
      <div className={styles.tools}>
        {aside}
        <CopyButton text={text} what={label.toLowerCase()} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable from the keyboard */}
      <pre className={styles.code} tabIndex={0} role="region" aria-label={label}>
        {content}
      </pre>
    </div>
  )
}

/** A value as JSON text. */
export function JsonBlock({ label, value }: { label: string; value: unknown }) {
  return <CodeBlock label={label} text={JSON.stringify(value, null, 2) ?? 'null'} json />
}

function coloured(text: string): ReactNode[] {
  return jsonTokens(text).map((token, index) =>
    token.kind === 'plain' ? (
      token.text
    ) : (
      <span key={index} className={styles[token.kind]}>
        {token.text}
      </span>
    ),
  )
}
