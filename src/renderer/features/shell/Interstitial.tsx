import type { ReactNode } from 'react'
import { useDocumentTitle } from '../../ui/Page.tsx'
import { Brand } from './Brand.tsx'
import styles from './Interstitial.module.css'

/** A screen in place of the console, when the console cannot be shown. */
export function Interstitial({ title, children }: { title: string; children: ReactNode }) {
  useDocumentTitle(title)
  return (
    <main className={styles.screen}>
      <div className={styles.panel}>
        <Brand />
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}
