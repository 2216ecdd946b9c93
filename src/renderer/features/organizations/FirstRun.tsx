import type { SubmitEvent } from 'react'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { useDocumentTitle } from '../../ui/Page.tsx'
import { Brand } from '../shell/Brand.tsx'
import { OrganizationFields, useOrganizationForm } from './OrganizationForm.tsx'
import styles from './FirstRun.module.css'

/** X1: nothing is here yet. One form, and it leads to the set-up steps of the chosen identity provider. */
export function FirstRun() {
  const form = useOrganizationForm()
  useDocumentTitle('Welcome')
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (form.isValid && !form.isPending) form.submit()
  }
  return (
    <main className={styles.screen}>
      <div className={styles.panel}>
        <Brand />
        <div className={styles.words}>
          <h1>Name the first organization</h1>
          <p>
            Muster takes in the users and groups that an identity provider pushes to this machine, and keeps your teams in step with them.
            Each organization has its own endpoint, token and group catalog.
          </p>
        </div>
        <form onSubmit={submit} className={styles.form} noValidate>
          <OrganizationFields form={form} />
          {form.error && <ErrorNotice error={form.error} />}
          <div>
            <Button type="submit" variant="primary" isPending={form.isPending} isDisabled={!form.isValid}>
              Create organization
            </Button>
          </div>
        </form>
        <ol className={styles.next} aria-label="What happens next">
          <li>Copy the endpoint address into your identity provider.</li>
          <li>Generate a token for it. The token is shown once.</li>
          <li>Watch the first request arrive, and the groups with it.</li>
        </ol>
      </div>
    </main>
  )
}
