import type { Page } from '@playwright/test';

/** Errors of a page: blocked scripts and failed ones. */
export const consoleErrors = (page: Page): string[] => {
  const found: string[] = [];
  page.on('console', message => {
    if (/content security policy/i.test(message.text())) found.push(message.text());
  });
  page.on('pageerror', error => {
    found.push(String(error));
  });
  return found;
};
