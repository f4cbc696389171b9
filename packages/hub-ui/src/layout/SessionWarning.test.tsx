import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { minutesAgo, NOW, serverOf } from '../testing/samples';
import { SessionWarningView } from './SessionWarning';

const { session } = serverOf();
const onExtend = jest.fn();
const onDismiss = jest.fn();

const show = (differs: Partial<typeof session>, dismissed: string | null = null) =>
  render(
    <SessionWarningView
      session={{ ...session, reason: 'idle', warnMinutes: [30, 5], ...differs }}
      now={NOW}
      busy={false}
      dismissed={dismissed}
      onExtend={onExtend}
      onDismiss={onDismiss}
    />,
  );
const deadline = minutesAgo(-20);

describe('the warning before a server stops', () => {
  it('is not there long before', () => {
    show({ deadline: minutesAgo(-31) });
    expect(screen.queryByText(/stops at/)).toBeNull();
  });

  it('extends, and can be put away, once for each warning', async () => {
    const { rerender } = show({ deadline });
    expect(screen.getByText(/^Your server stops at .* Extend it\?$/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Extend by 1 h' }));
    expect(onExtend).toHaveBeenCalledWith(1);
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(onDismiss).toHaveBeenCalledWith(`${deadline} 30`);
    rerender(<></>);
    show({ deadline }, `${deadline} 30`);
    expect(screen.queryByText(/stops at/)).toBeNull();
    show({ deadline: minutesAgo(-4) }, `${deadline} 30`);
    expect(screen.getByText(/stops at/)).toBeTruthy();
  });

  it('says to save where nothing can be extended', () => {
    show({ deadline, extension: { usedHours: 24, availableHours: 0, maxHours: 24 } });
    expect(screen.getByText(/Save your work; your files are kept\.$/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Extend/ })).toBeNull();
  });

  it('is not given all the time where the whole allowed silence is shorter', () => {
    show({ deadline, timeoutSeconds: 1800 });
    expect(screen.queryByText(/stops at/)).toBeNull();
  });
});
