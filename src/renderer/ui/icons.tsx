import type { ReactElement } from 'react'

/** Drawn on a 16 px grid with a 1.5 px stroke, so that they sit on a line of text. */
const shapes = {
  activity: <path d="M1.75 8.25h2.7L6.4 3.5l3.2 9 1.95-4.25h2.7" />,
  alert: (
    <>
      <path d="M8 2.2 14.3 13H1.7L8 2.2Z" />
      <path d="M8 6.5v3M8 11.3v.05" />
    </>
  ),
  attributes: <path d="M2.25 3.75h5M2.25 8h3M2.25 12.25h5M10 3.75h3.75M8 8h5.75M10 12.25h3.75" />,
  arrowUp: <path d="M8 12.75v-9.5M4.25 7 8 3.25 11.75 7" />,
  arrowDown: <path d="M8 3.25v9.5M4.25 9 8 12.75 11.75 9" />,
  check: <path d="m3 8.4 3.2 3.2L13 4.8" />,
  chevronDown: <path d="m4 6.25 4 4 4-4" />,
  chevronRight: <path d="m6.25 4 4 4-4 4" />,
  chevronsUpDown: <path d="m4.75 6.25 3.25-3.5 3.25 3.5M4.75 9.75 8 13.25l3.25-3.5" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8.5" rx="1.5" />
      <path d="M10.5 3.5v-.25A1.25 1.25 0 0 0 9.25 2h-5.5A1.25 1.25 0 0 0 2.5 3.25v6.5c0 .69.56 1.25 1.25 1.25" />
    </>
  ),
  eye: (
    <>
      <path d="M1.5 8S3.8 3.75 8 3.75 14.5 8 14.5 8 12.2 12.25 8 12.25 1.5 8 1.5 8Z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  eyeOff: (
    <>
      <path d="M6.2 4.05A6 6 0 0 1 8 3.75C12.2 3.75 14.5 8 14.5 8a11 11 0 0 1-1.6 2.1M10 11.95a6 6 0 0 1-2 .3C3.8 12.25 1.5 8 1.5 8a11.3 11.3 0 0 1 2.4-2.75" />
      <path d="m2.25 2.25 11.5 11.5" />
    </>
  ),
  groups: (
    <>
      <rect x="2" y="2.5" width="5" height="4.25" rx="1" />
      <rect x="9" y="9.25" width="5" height="4.25" rx="1" />
      <path d="M4.5 6.75v3.1c0 .85.65 1.5 1.5 1.5h3" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M8 7.4v3.5M8 5.1v.05" />
    </>
  ),
  key: (
    <>
      <circle cx="5.25" cy="10.75" r="3" />
      <path d="m7.5 8.5 5.75-5.75M10.75 5.25l2 2" />
    </>
  ),
  link: (
    <>
      <path d="M6.75 9.25a2.9 2.9 0 0 0 4.1 0l2.05-2.05a2.9 2.9 0 0 0-4.1-4.1l-.9.9" />
      <path d="M9.25 6.75a2.9 2.9 0 0 0-4.1 0L3.1 8.8a2.9 2.9 0 0 0 4.1 4.1l.9-.9" />
    </>
  ),
  moon: <path d="M13.25 9.6A5.75 5.75 0 0 1 6.4 2.75a5.75 5.75 0 1 0 6.85 6.85Z" />,
  organizations: <path d="M3.25 13.75V2.75h6v11M9.25 6.25h3.5v7.5M1.75 13.75h12.5M5.25 5.5h2M5.25 8.25h2M5.25 11h2" />,
  orphan: (
    <>
      <circle cx="8" cy="4.75" r="2.25" />
      <path d="M3.5 13.25c.2-2.5 2-4 4.5-4 1 0 1.85.25 2.55.65" />
      <path d="m11 11.25 2.75 2.75M13.75 11.25 11 14" />
    </>
  ),
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  pencil: <path d="m2.75 13.25.65-2.9 7.1-7.1a1.3 1.3 0 0 1 1.85 0l.4.4a1.3 1.3 0 0 1 0 1.85l-7.1 7.1-2.9.65Z" />,
  play: <path d="M4.75 3.2v9.6L12.5 8 4.75 3.2Z" />,
  plus: <path d="M8 3.25v9.5M3.25 8h9.5" />,
  refresh: <path d="M13.25 2.75v3.5h-3.5M12.9 6.1A5.4 5.4 0 1 0 13.4 9" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.25 3.25" />
    </>
  ),
  settings: (
    <>
      <path d="M2 4.5h6.25M12 4.5h2M2 11.5h2M7.75 11.5H14" />
      <circle cx="10" cy="4.5" r="1.8" />
      <circle cx="6" cy="11.5" r="1.8" />
    </>
  ),
  teams: (
    <>
      <circle cx="6" cy="5.25" r="2.25" />
      <path d="M1.75 13.25c.15-2.6 1.75-4.1 4.25-4.1s4.1 1.5 4.25 4.1M10.6 3.15a2.25 2.25 0 0 1 0 4.2M12 9.5c1.35.6 2.15 1.85 2.25 3.75" />
    </>
  ),
  trash: <path d="M2.75 4.25h10.5M6.25 4V2.75h3.5V4M4 4.25l.6 9h6.8l.6-9M6.7 6.9v3.7M9.3 6.9v3.7" />,
  users: (
    <>
      <circle cx="8" cy="5" r="2.5" />
      <path d="M3 13.5c.2-2.9 2.1-4.5 5-4.5s4.8 1.6 5 4.5" />
    </>
  ),
  overview: (
    <>
      <rect x="2" y="2" width="5" height="6.5" rx="1" />
      <rect x="9" y="2" width="5" height="3.5" rx="1" />
      <rect x="2" y="10.5" width="5" height="3.5" rx="1" />
      <rect x="9" y="7.5" width="5" height="6.5" rx="1" />
    </>
  ),
  workspace: (
    <>
      <rect x="1.75" y="4.75" width="12.5" height="8.75" rx="1.25" />
      <path d="M5.5 4.5V3.25c0-.55.45-1 1-1h3c.55 0 1 .45 1 1V4.5M1.75 8.5h12.5M8 7.75v1.5" />
    </>
  ),
  shield: <path d="M8 1.9 13 3.7v3.9c0 3.1-2 5.3-5 6.5-3-1.2-5-3.4-5-6.5V3.7L8 1.9ZM5.75 7.9l1.6 1.6 2.9-3.2" />,
  members: (
    <>
      <rect x="1.75" y="3" width="12.5" height="10" rx="1.25" />
      <circle cx="5.6" cy="7" r="1.5" />
      <path d="M3.4 10.9c.2-1.2 1-1.9 2.2-1.9s2 .7 2.2 1.9M10 6.5h2M10 9.5h2" />
    </>
  ),
  plug: <path d="M5.75 1.75v3M10.25 1.75v3M3.75 4.75h8.5v2.5a4.25 4.25 0 0 1-8.5 0v-2.5ZM8 11.5v2.75" />,
  flask: <path d="M6.25 1.9h3.5M6.75 2v4.1L2.9 12.4a1.1 1.1 0 0 0 .95 1.7h8.3a1.1 1.1 0 0 0 .95-1.7L9.25 6.1V2M4.9 9.5h6.2" />,
  sidebar: (
    <>
      <rect x="2" y="2.75" width="12" height="10.5" rx="1.25" />
      <path d="M6.25 2.75v10.5" />
    </>
  ),
  undo: <path d="M5.5 2.75 2.5 5.75l3 3M2.75 5.75h6.5a3.75 3.75 0 1 1 0 7.5H6" />,
  download: <path d="M8 2.25v8M4.75 7.25 8 10.5l3.25-3.25M2.75 13.25h10.5" />,
  keyboard: (
    <>
      <rect x="1.5" y="3.75" width="13" height="8.5" rx="1.25" />
      <path d="M4.25 6.5v.05M6.75 6.5v.05M9.25 6.5v.05M11.75 6.5v.05M5 9.5h6" />
    </>
  ),
} satisfies Record<string, ReactElement>

export type IconName = keyof typeof shapes

/** Decoration beside words: hidden from screen readers. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[name]}
    </svg>
  )
}
