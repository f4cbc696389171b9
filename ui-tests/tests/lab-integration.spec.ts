import { inLab } from '../platform/galata';
import { labReady } from '../platform/lab';
import { centre, dismissAll, send, deliveryState, toast } from '../platform/notifications';
import { expect, test } from '../platform/branded-hub';
import { ADMIN, callAs } from '../platform/users';
import { expectSameTimeLeft, popup } from '../platform/session';

const CENTRE = 'perijove-notifications';

test.describe('together with the other parts of JupyterLab', () => {
  test.beforeEach(async ({ branded: { platform, lab, hub } }) => {
    await dismissAll(hub);
    await lab.bringToFront();
    await lab.goto(`${platform.url}user/${ADMIN}/lab?reset`);
    await labReady(lab);
    await (await inLab(lab)).sidebar.close('right');
  });

  test('the Hub menu has all commands, and they work', async ({ branded: { lab } }) => {
    const { menu, sidebar } = await inLab(lab);
    const items = (await menu.openLocator('Hub'))?.locator('.lm-Menu-itemLabel');
    await expect(items ?? lab.locator('none')).toHaveText([
      'Show Server Session',
      'Extend Session by 1 h',
      'Restart Server…',
      '',
      'Show Hub Notifications',
      'Dismiss All Hub Notifications',
      '',
      'Open Hub Home',
    ]);
    await lab.keyboard.press('Escape');
    await expect(lab.locator('.lm-Menu')).toHaveCount(0);
    await menu.clickMenuItem('Hub>Show Hub Notifications');
    await expect(centre(lab)).toBeVisible();
    expect(await sidebar.isTabOpen(CENTRE)).toBe(true);
    await menu.clickMenuItem('Hub>Show Server Session');
    await expect(popup(lab)).toBeVisible();
  });

  test('the centre moves to the other sidebar and keeps working', async ({
    branded: { lab, hub },
  }) => {
    const { sidebar } = await inLab(lab);
    expect(await sidebar.getTabPosition(CENTRE)).toBe('right');
    await sidebar.moveTabToLeft(CENTRE);
    await sidebar.openTab('filebrowser');
    await send(hub, 'On either side');
    const tab = sidebar.getTabLocator(CENTRE);
    await expect(tab).toHaveAttribute('data-perijove-unread', '1');
    await sidebar.openTab(CENTRE);
    await expect(sidebar.getContentPanelLocator('left')).toContainText('On either side');
    await expect(tab).not.toHaveAttribute('data-perijove-unread');
    await sidebar.moveTabToRight(CENTRE);
    await expect(sidebar.getContentPanelLocator('right')).toContainText('On either side');
  });

  test('a status bar that was hidden shows the time left again', async ({
    branded: { lab, hub },
  }) => {
    // Galata looks for the menu item where JupyterLab was before 4.6.
    const { menu, statusbar } = await inLab(lab);
    const toggle = (): Promise<void> => menu.clickMenuItem('View>Appearance>Show Status Bar');
    await toggle();
    await expect.poll(() => statusbar.isVisible()).toBe(false);
    expect(
      (await callAs(hub, 'POST', `/users/${ADMIN}/server/session/extend`, { hours: 1 })).status,
    ).toBe(200);
    await toggle();
    await expect.poll(() => statusbar.isVisible()).toBe(true);
    await expectSameTimeLeft(lab, hub);
  });

  test('notifications and theme changes do not affect a busy kernel', async ({
    branded: { lab, hub },
  }) => {
    const galata = await inLab(lab);
    const { notebook, theme } = galata;
    await notebook.createNew();
    await notebook.setCell(0, 'code', 'import time; time.sleep(4); print("measured")');
    await notebook.runCell(0, { wait: false });
    await expect(lab.locator('#jp-main-statusbar')).toContainText('| Busy');

    const id = await send(hub, 'Do not stop');
    await expect(toast(lab, 'Do not stop')).toBeVisible();
    await theme.setDarkTheme();
    await expect(toast(lab, 'Do not stop')).toBeVisible();
    await expect(lab.locator('#jp-main-statusbar')).toContainText('| Busy');
    await notebook.waitForRun(0);
    expect(await notebook.getCellTextOutput(0)).toEqual(['measured\n']);

    // JupyterLab's own list has it once, with the id of the hub.
    const listed = (await galata.notifications).filter(({ message }) => message === 'Do not stop');
    expect(listed.map(({ options }) => options.data)).toEqual([{ perijove: id }]);
    expect(await deliveryState(hub, id)).toBe('delivered');
    await theme.setLightTheme();
    await notebook.close();
  });
});
