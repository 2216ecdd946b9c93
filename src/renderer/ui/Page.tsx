import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { create } from 'zustand'
import styles from './Page.module.css'

/** What the screen on show calls itself, for the breadcrumb. */
export const useScreenName = create<{ name: string | null }>(() => ({ name: null }))

/** "Teams · Acme · Muster" in the window's title while the screen is shown. */
export function useDocumentTitle(...parts: string[]): void {
  const title = [...parts, 'Muster'].join(' · ')
  const name = parts[0] ?? null
  useEffect(() => {
    document.title = title
    useScreenName.setState({ name })
  }, [title, name])
}

/** A screen: its one h1, what it is for, its actions, its content. */
export function Page({
  title,
  intro,
  badges,
  actions,
  children,
  width = 'full',
}: {
  title: string
  intro?: ReactNode
  badges?: ReactNode
  actions?: ReactNode
  children: ReactNode
  width?: 'full' | 'reading'
}) {
  return (
    <div className={styles.page} data-width={width}>
      <div className={styles.head}>
        <div className={styles.words}>
          <div className={styles.titleLine}>
            <h1>{title}</h1>
            {badges}
          </div>
          {intro && <p className={styles.intro}>{intro}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  )
}

/** A framed part of a screen with a title of its own. */
export function Card({
  title,
  aside,
  children,
  flush = false,
}: {
  title?: string
  aside?: ReactNode
  children: ReactNode
  flush?: boolean
}) {
  return (
    <section className={styles.card} data-flush={flush || undefined} aria-label={title}>
      {title && (
        <div className={styles.cardHead}>
          <h2>{title}</h2>
          {aside}
        </div>
      )}
      <div className={styles.cardBody}>{children}</div>
    </section>
  )
}
