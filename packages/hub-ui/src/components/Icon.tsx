import type { JSX } from 'react';

const shapes = {
  play: <path d="M5 3.5v9l7.5-4.5z" fill="currentColor" stroke="none" />,
  stop: <rect x="4" y="4" width="8" height="8" rx="1.5" fill="currentColor" stroke="none" />,
  restart: <path d="M12.8 8A4.8 4.8 0 1 1 11 4.3M11.2 1.8v2.7H8.5" />,
  open: (
    <path d="M9 3h4v4M13 3 7.5 8.5M11 9.5V12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1h2.5" />
  ),
  clock: <path d="M8 4.5V8l2.3 1.6M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z" />,
  pulse: <path d="M1.5 8.5h3l2-5 3 9 2-4h3" />,
  disk: (
    <path d="M2.5 4c0-1.1 2.5-2 5.5-2s5.5.9 5.5 2v8c0 1.1-2.5 2-5.5 2s-5.5-.9-5.5-2zM2.5 4c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2M2.5 8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2" />
  ),
  server: (
    <path d="M2.5 3.5c0-.6.4-1 1-1h9c.6 0 1 .4 1 1v2c0 .6-.4 1-1 1h-9c-.6 0-1-.4-1-1zM2.5 10.5c0-.6.4-1 1-1h9c.6 0 1 .4 1 1v2c0 .6-.4 1-1 1h-9c-.6 0-1-.4-1-1zM5 4.5h.01M5 11.5h.01" />
  ),
  undo: <path d="M3 6h6.5a3.5 3.5 0 1 1 0 7H6M5.5 3.5 3 6l2.5 2.5" />,
  send: <path d="M14 2 7 9M14 2 9.5 14 7 9 2 6.5z" />,
  bell: (
    <path d="M8 2a4 4 0 0 0-4 4c0 4-1.5 5-1.5 5h11S12 10 12 6a4 4 0 0 0-4-4ZM6.8 13.5a1.3 1.3 0 0 0 2.4 0" />
  ),
  sun: (
    <path d="M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1.2v1.3M8 13.5v1.3M1.2 8h1.3M13.5 8h1.3M3.2 3.2l.9.9M11.9 11.9l.9.9M3.2 12.8l.9-.9M11.9 4.1l.9-.9" />
  ),
  moon: <path d="M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1Z" />,
  auto: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 2.2a5.8 5.8 0 0 1 0 11.6z" fill="currentColor" stroke="none" />
    </>
  ),
  user: (
    <path d="M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8ZM2.8 13.8c.4-2.6 2.5-4 5.2-4s4.8 1.4 5.2 4" />
  ),
  more: (
    <g fill="currentColor" stroke="none">
      <circle cx="8" cy="3" r="1.4" />
      <circle cx="8" cy="8" r="1.4" />
      <circle cx="8" cy="13" r="1.4" />
    </g>
  ),
  search: <path d="M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.7 10.7 14 14" />,
  close: <path d="m3.5 3.5 9 9M12.5 3.5l-9 9" />,
  check: <path d="m3 8.5 3.2 3.2L13 4.8" />,
  up: <path d="M8 13V3M4 7l4-4 4 4" />,
  down: <path d="M8 3v10M4 9l4 4 4-4" />,
} as const satisfies Record<string, JSX.Element>;

/** The name of a drawing. */
export type IconName = keyof typeof shapes;

/** A small drawing beside words. It is never the only carrier of a meaning. */
export const Icon = ({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    className="pj-icon"
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
);
