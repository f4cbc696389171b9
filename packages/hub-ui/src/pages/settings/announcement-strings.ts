import type { AnnouncementVariant } from '@perijove/contracts';

const variants: Readonly<Record<AnnouncementVariant, string>> = {
  info: 'Info',
  success: 'Success',
  warning: 'Warning',
  danger: 'Error',
};

/** Texts of the editor of announcements. */
export const strings = {
  title: 'Announcement',
  lead: 'Shown to all users at the top of every page, including the sign-in page.',
  message: 'Message',
  variant: 'Type',
  until: 'Until (optional)',
  put: 'Publish',
  replace: 'Replace',
  takeDown: 'Remove',
  isUp: 'Announcement published.',
  isDown: 'Announcement removed.',
  left: (count: number) => `${count} characters left`,
  variants,
} as const;
