import { strings } from '../strings';
import type { NameError } from './list/listed-users';

const t = strings.wrong;

/** What is wrong with a name, to be read after it. */
export const nameErrorText = (wrong: NameError): string => {
  switch (wrong.kind) {
    case 'empty':
    case 'long':
    case 'hidden':
    case 'marks':
      return t[wrong.kind];
    case 'character':
      return wrong.character.trim() === '' ? t.space : t.character(wrong.character);
    case 'edge':
      return t.edge(wrong.character);
    case 'twice':
    case 'name_taken':
    case 'bad_name':
      return strings.reason[wrong.kind];
  }
};
