import type { NameError } from './list/listed-users';
import { t } from '../../../i18n';

/** What is wrong with a name, to be read after it. */
export const nameErrorText = (wrong: NameError): string => {
  switch (wrong.kind) {
    case 'empty':
    case 'long':
    case 'hidden':
    case 'marks':
      return t(`users:wrong.${wrong.kind}`);
    case 'character':
      return wrong.character.trim() === ''
        ? t('users:wrong.space')
        : t('users:wrong.character', { character: wrong.character });
    case 'edge':
      return t('users:wrong.edge', { character: wrong.character });
    case 'twice':
    case 'name_taken':
    case 'bad_name':
      return t(`users:reason.${wrong.kind}`);
  }
};
