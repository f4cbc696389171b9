import { focusIsIn, pressUntilFocused } from '../platform/keyboard';
import { centre, dismissAll, send, deliveryState, toast } from '../platform/notifications';
import { expect, test } from '../platform/branded-hub';
import { popup, reasonToStop, remainingMinutes, status } from '../platform/session';

test.describe('with the keyboard only', () => {
  test.beforeEach(({ branded: { lab } }) => lab.bringToFront());

  test('a user opens the session popup, extends the session and returns', async ({
    branded: { lab, hub },
  }) => {
    const before = await remainingMinutes(hub);
    // The status bar is the last element of the page, so Tab goes backwards.
    await pressUntilFocused(lab, 'Shift+Tab', status(lab));
    await lab.keyboard.press('Enter');
    await expect(popup(lab)).toContainText(await reasonToStop(hub));
    await expect.poll(() => focusIsIn(popup(lab))).toBe(true);
    await pressUntilFocused(lab, 'Tab', popup(lab).getByRole('button', { name: '+ 1 h' }));
    await lab.keyboard.press('Enter');
    await expect(popup(lab).getByRole('status')).toHaveText('1 h added.');
    await expect(popup(lab)).toContainText('The session was extended');
    expect(await remainingMinutes(hub)).toBeGreaterThan(before + 58);

    // The popup traps the focus.
    for (let step = 0; step < 8; step += 1) {
      await lab.keyboard.press('Tab');
      expect(await focusIsIn(popup(lab))).toBe(true);
    }
    await lab.keyboard.press('Escape');
    await expect(popup(lab)).toHaveCount(0);
    await expect(status(lab)).toBeFocused();
  });

  test('a user opens, filters and empties the notification centre', async ({
    branded: { lab, hub },
  }) => {
    await dismissAll(hub);
    await send(hub, 'Rain until noon', { autoCloseMs: 5000 });
    const dome = await send(hub, 'Dome: closed', { autoCloseMs: 5000 });
    const mirror = await send(hub, 'Dome: mirror is washed', { autoCloseMs: 5000 });
    await expect(toast(lab, 'mirror is washed')).toBeVisible();

    await lab.keyboard.press('Control+Shift+C');
    await lab.keyboard.type('Show Hub Notifications');
    await lab.keyboard.press('Enter');
    const panel = centre(lab);
    const filter = panel.getByRole('searchbox', { name: 'Filter notifications' });
    await expect(filter).toBeFocused();
    const rows = panel.getByRole('listitem');
    await expect(rows).toHaveCount(3);
    await lab.keyboard.type('dome');
    await expect(rows).toHaveCount(2);

    // The focus stays in the list as it gets shorter.
    await pressUntilFocused(lab, 'Tab', panel.getByLabel('Dismiss: Dome: mirror is washed'));
    await lab.keyboard.press('Enter');
    await expect(rows).toHaveCount(1);
    await expect(panel.getByLabel('Dismiss: Dome: closed')).toBeFocused();
    await lab.keyboard.press('Space');
    await expect(rows).toHaveCount(0);
    await expect(filter).toBeFocused();
    await expect.poll(() => deliveryState(hub, mirror)).toBe('dismissed');
    await expect.poll(() => deliveryState(hub, dome)).toBe('dismissed');

    await lab.keyboard.press('Control+a');
    await lab.keyboard.press('Backspace');
    await expect(rows).toHaveCount(1);
    await pressUntilFocused(lab, 'Shift+Tab', panel.getByRole('button', { name: 'Dismiss all' }));
    await lab.keyboard.press('Enter');
    await expect(panel).toContainText('No notifications here.');
    await expect(filter).toBeFocused();
  });

  test('a user reaches and presses the buttons of a toast', async ({ branded: { lab, hub } }) => {
    const before = await remainingMinutes(hub);
    const id = await send(hub, 'By keyboard', {
      actions: [{ kind: 'extend', hours: 1 }, { kind: 'dismiss' }],
    });
    const extend = toast(lab, 'By keyboard').getByRole('button', { name: 'Extend by 1 h' });
    await expect(extend).toBeVisible();
    await pressUntilFocused(lab, 'Shift+Tab', extend);
    await lab.keyboard.press('Enter');
    await expect(toast(lab, 'By keyboard')).toHaveCount(0);
    await expect.poll(() => remainingMinutes(hub)).toBeGreaterThan(before + 58);
    await expect.poll(() => deliveryState(hub, id)).toBe('dismissed');
  });
});
