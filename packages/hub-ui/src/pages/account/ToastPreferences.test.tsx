import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../testing/render';
import { ToastPreferences } from './ToastPreferences';

it('saves quiet hours, and takes them back', async () => {
  const onSave = jest.fn();
  const preferences = { quietHours: null, importantOnly: false, language: 'fr' };
  renderPage(<ToastPreferences preferences={preferences} busy={false} onSave={onSave} />);
  expect(screen.queryByLabelText('From')).toBeNull();
  await userEvent.click(screen.getByLabelText(/^Quiet hours/));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(onSave).toHaveBeenLastCalledWith({
    importantOnly: false,
    quietHours: { from: '22:00', until: '07:00' },
    language: 'fr',
  });
  await userEvent.click(screen.getByLabelText(/^Quiet hours/));
  await userEvent.click(screen.getByLabelText('Warnings and errors only'));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(onSave).toHaveBeenLastCalledWith({
    importantOnly: true,
    quietHours: null,
    language: 'fr',
  });
});
