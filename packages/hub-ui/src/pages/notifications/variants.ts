import type { NotificationVariant as Variant } from '@perijove/contracts';

/** The looks in the order in which they are offered. The wire's own list would bring zod along. */
export const variants: readonly Variant[] = [
  'info',
  'success',
  'warning',
  'error',
  'in-progress',
  'default',
];
