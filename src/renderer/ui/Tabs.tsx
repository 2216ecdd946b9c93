import { useState } from 'react'
import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'
import styles from './Tabs.module.css'

export interface TabItem<K extends string> {
  id: K
  label: string
  content: ReactNode
}

/** A few views of one thing. */
export function Tabs<K extends string>({
  label,
  items,
  selected,
  onSelect,
}: {
  label: string
  items: readonly TabItem<K>[]
  selected: K
  onSelect: (id: K) => void
}) {
  return (
    <AriaTabs
      className={styles.tabs}
      selectedKey={selected}
      onSelectionChange={(key) => {
        const item = items.find((each) => each.id === key)
        if (item) onSelect(item.id)
      }}
    >
      <TabList aria-label={label} className={styles.list}>
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className={styles.tab}>
            {item.label}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className={styles.panel}>
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}

/** A view of one `T`, for a table of them: a new view is a line there. */
export interface TabOf<T> {
  id: string
  label: string | ((subject: T) => string)
  content: (subject: T) => ReactNode
}

/** The views of one thing, from their table. The first is shown first, unless the caller keeps which one is. */
export function TabsOf<T>({
  label,
  subject,
  tabs,
  selected,
  onSelect,
}: {
  label: string
  subject: T
  tabs: readonly [TabOf<T>, ...TabOf<T>[]]
  selected?: string | null
  onSelect?: (id: string) => void
}) {
  const [own, setOwn] = useState(tabs[0].id)
  const wanted = onSelect ? selected : own
  return (
    <Tabs
      label={label}
      selected={tabs.find(({ id }) => id === wanted)?.id ?? tabs[0].id}
      onSelect={onSelect ?? setOwn}
      items={tabs.map((tab) => ({
        id: tab.id,
        label: typeof tab.label === 'string' ? tab.label : tab.label(subject),
        content: tab.content(subject),
      }))}
    />
  )
}
