import type { AnnouncementVariant } from '@perijove/contracts';

const variants: Readonly<Record<AnnouncementVariant, string>> = {
  info: 'Information',
  success: 'Good news',
  warning: 'Warning',
  danger: 'Serious',
};

/** Texts of the editor of announcements. */
export const strings = {
  title: 'Announcement',
  lead: 'Stands above every page, for everybody, on the sign-in page too.',
  message: 'Message',
  variant: 'Look',
  until: 'Until (may be empty)',
  put: 'Put up',
  replace: 'Replace',
  takeDown: 'Take down',
  isUp: 'The announcement is up, on every open page.',
  isDown: 'The announcement is down.',
  left: (count: number) => `${count} characters left`,
  variants,
} as const;
