import { useEffect, useRef, useState } from 'react'
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  Text,
  TextField,
} from 'react-aria-components'
import type { Organization } from '../../../shared/console/organizations.ts'
import { openShellDialog } from '../../stores/actions.ts'
import { Icon } from '../../ui/icons.tsx'
import { Keycaps } from '../../ui/Keycaps.tsx'
import { usePaletteSections } from './palette-sections.ts'
import styles from './Palette.module.css'

/** Everything by name: what can be done here, every screen, every organization, and its groups, teams and people. */
export function Palette({ organizations, organization }: { organizations: readonly Organization[]; organization: Organization | null }) {
  const [text, setText] = useState('')
  const { sections, isSearching } = usePaletteSections(text, organizations, organization)
  const list = useRef<HTMLDivElement>(null)
  // As in Picker: what scrolls is reachable by itself, but not as a prop, or Autocomplete could not steer it.
  useEffect(() => list.current?.setAttribute('tabindex', '0'), [])

  const choose = (key: string | number): void => {
    const item = sections.flatMap((section) => section.items).find((each) => each.id === key)
    if (!item) return
    openShellDialog(null)
    // After the dialog has given the focus back: what is done may take it.
    setTimeout(item.run)
  }
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && openShellDialog(null)} className={styles.overlay}>
      <Modal className={styles.modal}>
        <Dialog aria-label="Search and commands" className={styles.dialog}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            {/* No SearchField: there the first Escape clears, here it closes. */}
            <TextField aria-label="Search screens, actions, groups, teams and people" type="search" autoFocus className={styles.search}>
              <Icon name="search" size={18} />
              <Input
                className={styles.input}
                autoComplete="off"
                spellCheck="false"
                placeholder={organization ? `Search ${organization.name}, or type what to do` : 'Type what to do'}
              />
            </TextField>
            <ListBox
              aria-label="Results"
              ref={list}
              className={styles.list}
              items={sections}
              selectionMode="none"
              onAction={choose}
              renderEmptyState={() => <p className={styles.empty}>{isSearching ? 'Searching…' : 'Nothing goes by that name here.'}</p>}
            >
              {(section) => (
                <ListBoxSection id={section.id} className={styles.section}>
                  <Header className={styles.heading}>{section.label}</Header>
                  <Collection items={section.items}>
                    {(item) => (
                      <ListBoxItem id={item.id} textValue={item.label} className={styles.item}>
                        <Icon name={item.icon} />
                        <Text slot="label" className={styles.label}>
                          {item.label}
                        </Text>
                        {item.description && (
                          <Text slot="description" className={styles.description}>
                            {item.description}
                          </Text>
                        )}
                        {item.keys && <Keycaps keys={item.keys} />}
                      </ListBoxItem>
                    )}
                  </Collection>
                </ListBoxSection>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
