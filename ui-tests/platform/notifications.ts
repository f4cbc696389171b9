import { expect, type Locator, type Page } from '@playwright/test';
import { callAs } from './users';

/** Sends a message to everyone from a page of the hub; answers its id. */
export const send = async (hub: Page, message: string, more: object = {}): Promise<string> => {
  const sent = await callAs(hub, 'POST', '/notifications', {
    message,
    audience: { to: 'all' },
    ...more,
  });
  expect(sent.status).toBe(201);
  return (sent.body['sent'] as { id: string }).id;
};

/** The delivery state of a notification for the user of this page; undefined for other recipients. */
export const deliveryState = async (hub: Page, id: string): Promise<unknown> => {
  const { body } = await callAs(hub, 'GET', '/notifications?since=0');
  return (body['notifications'] as { id: string; state: string }[]).find(one => one.id === id)
    ?.state;
};

/** A message as a toast in a lab. */
export const toast = (page: Page, words: string): Locator =>
  page.locator('.jp-toastContainer .Toastify__toast', { hasText: words });

/** JupyterLab's bell. */
export const bell = (page: Page): Locator => page.locator('.jp-Notification-Status');

/** The list of the bell, when it is open. */
export const inBell = (page: Page, words: string): Locator =>
  page.locator('.jp-Notification-List-Item', { hasText: words });

/** Our panel with all notifications. */
export const centre = (page: Page): Locator => page.locator('.perijove-Centre');

/** Dismisses all notifications for the next test. */
export const dismissAll = async (hub: Page): Promise<void> => {
  const { body } = await callAs(hub, 'GET', '/notifications?since=0');
  for (const { id, state } of body['notifications'] as { id: string; state: string }[]) {
    if (state !== 'dismissed') {
      await callAs(hub, 'POST', `/notifications/${id}/ack`, { state: 'dismissed' });
    }
  }
};
