import './client/without-eval.ts'
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { followService } from './client/live.ts'
import { queryClient } from './client/queries.ts'
import { RoutedContext } from './features/shell/routed.ts'
import { SignedOut } from './features/shell/SignedOut.tsx'
import { hasRoute, router } from './routes.tsx'
import { useLive } from './stores/live.ts'
import { ConfirmHost } from './ui/ConfirmHost.tsx'
import { followAppearance } from './ui/theme.ts'
import { Toasts } from './ui/Toasts.tsx'

function Console() {
  const isSignedOut = useLive((state) => state.connection === 'signed-out')
  if (isSignedOut) return <SignedOut />
  return (
    <>
      <RoutedContext value={hasRoute}>
        <RouterProvider router={router} />
      </RoutedContext>
      <ConfirmHost />
      <Toasts />
    </>
  )
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
followAppearance()
followService()
createRoot(root).render(
  <StrictMode>
    <I18nProvider locale="en-GB">
      <QueryClientProvider client={queryClient}>
        <Console />
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
)
