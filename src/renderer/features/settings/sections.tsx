import type { ReactNode } from 'react'
import { AboutSection } from './about/AboutSection.tsx'
import { Appearance } from './Appearance.tsx'
import { ApplicationTokens } from './ApplicationTokens.tsx'
import { BackupsSection } from './backups/BackupsSection.tsx'
import { LogSection } from './LogSection.tsx'
import { OrganizationSection } from './OrganizationSection.tsx'
import { WebhooksSection } from '../webhooks/WebhooksSection.tsx'
import { ServiceSection } from './ServiceSection.tsx'
import { TlsSection } from './tls/TlsSection.tsx'

export interface Section {
  /** Behind `/settings/`. */
  readonly path: string
  readonly label: string
  readonly element: ReactNode
}

/** The sections of Settings in their order. To add one: a component that renders cards, and a line here. */
export const sections: readonly Section[] = [
  { path: 'service', label: 'Service', element: <ServiceSection /> },
  { path: 'tls', label: 'TLS', element: <TlsSection /> },
  { path: 'backups', label: 'Backups', element: <BackupsSection /> },
  { path: 'log', label: 'Request log', element: <LogSection /> },
  { path: 'webhooks', label: 'Webhooks', element: <WebhooksSection /> },
  { path: 'organization', label: 'Organization', element: <OrganizationSection /> },
  { path: 'applications', label: 'Application tokens', element: <ApplicationTokens /> },
  { path: 'appearance', label: 'Appearance', element: <Appearance /> },
  { path: 'about', label: 'About & diagnostics', element: <AboutSection /> },
]
