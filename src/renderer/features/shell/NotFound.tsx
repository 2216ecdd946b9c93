import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { ButtonLink } from '../../ui/TextLink.tsx'

/** An address that leads nowhere, or no longer does. */
export function NotFound({ what = 'screen' }: { what?: string }) {
  useDocumentTitle('Not found')
  return (
    <Page title="Not found">
      <EmptyState icon="search" title={`There is no such ${what}`} action={<ButtonLink to={paths.start}>Go to the start</ButtonLink>}>
        The address may be mistyped, or what it led to has been removed or renamed since.
      </EmptyState>
    </Page>
  )
}
