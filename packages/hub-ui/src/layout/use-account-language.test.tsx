import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { keys } from '../api/keys';
import { ServicesContext } from '../app/context';
import type { Services } from '../app/services';
import { useAccountLanguage } from './use-account-language';

const preferences = (language: string | null) => ({
  quietHours: null,
  importantOnly: false,
  language,
});

const start = (isOther: boolean) => {
  const cache = new QueryClient();
  const language = { available: ['en', 'fr'], remember: jest.fn(() => isOther), reload: jest.fn() };
  const queries = { preferences: () => ({ queryKey: keys.preferences, queryFn: jest.fn() }) };
  const services = { queries, language } as unknown as Services;
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <ServicesContext.Provider value={services}>
      <QueryClientProvider client={cache}>{children}</QueryClientProvider>
    </ServicesContext.Provider>
  );
  renderHook(
    () => {
      useAccountLanguage('/base/hub/');
    },
    { wrapper },
  );
  const arrives = async (choice: string | null): Promise<void> => {
    await act(async () => {
      cache.setQueryData(keys.preferences, preferences(choice));
      await new Promise(resolve => setTimeout(resolve));
    });
  };
  return { language, arrives };
};

it('loads a page again that was opened in another language than the account prefers', async () => {
  const { language, arrives } = start(true);
  expect(language.remember).not.toHaveBeenCalled();
  await arrives('fr');
  expect(language.remember).toHaveBeenCalledWith('fr', '/base/');
  expect(language.reload).toHaveBeenCalledTimes(1);
});

it('leaves a page alone whose account chooses elsewhere while it is open', async () => {
  const { language, arrives } = start(false);
  await arrives(null);
  language.remember.mockReturnValue(true);
  await arrives('fr');
  expect(language.remember).toHaveBeenLastCalledWith('fr', '/base/');
  expect(language.reload).not.toHaveBeenCalled();
});
