import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { hubRootOf } from '../app/base-path';
import { useServices } from '../app/context';

/**
 * Follows the language that the account prefers, which arrives with the live view: this browser
 * remembers it, and a page that was opened in another language loads again. A choice that is made
 * elsewhere later shows with the next load: something may be half written here.
 */
export const useAccountLanguage = (hubUrl: string | undefined): void => {
  const { queries, language } = useServices();
  const { data } = useQuery({ ...queries.preferences(), enabled: false });
  const choice = data?.language;
  const first = useRef(true);
  useEffect(() => {
    if (choice === undefined || hubUrl === undefined) return;
    const other = language.remember(choice, hubRootOf(hubUrl));
    if (first.current && other) language.reload();
    first.current = false;
  }, [choice, hubUrl, language]);
};
