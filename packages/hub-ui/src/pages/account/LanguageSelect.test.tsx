import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../testing/render';
import { LanguageSelect } from './LanguageSelect';

it('offers every language by its own name, and that of the browser', async () => {
  const onChoose = jest.fn();
  renderPage(
    <>
      <h2 id="language-title">Language</h2>
      <LanguageSelect available={['en', 'fr']} choice="en" busy={false} onChoose={onChoose} />
    </>,
  );
  const select = screen.getByRole('combobox', { name: 'Language' });
  expect(screen.getAllByRole('option').map(option => option.textContent)).toEqual([
    "Browser's language",
    'English',
    'Français',
  ]);
  await userEvent.selectOptions(select, 'Français');
  expect(onChoose).toHaveBeenLastCalledWith('fr');
  await userEvent.selectOptions(select, "Browser's language");
  expect(onChoose).toHaveBeenLastCalledWith(null);
});
