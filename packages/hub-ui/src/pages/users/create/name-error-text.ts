import { strings } from '../strings';
import type { Wrong } from './list/listed-users';

const words = strings.wrong;

/** What is wrong with a name, to be read after it. */
export const wrongText = (wrong: Wrong): string => {
  switch (wrong.kind) {
    case 'empty':
    case 'long':
    case 'hidden':
    case 'marks':
      return words[wrong.kind];
    case 'character':
      return wrong.character.trim() === '' ? words.space : words.character(wrong.character);
    case 'edge':
      return words.edge(wrong.character);
    case 'twice':
    case 'name_taken':
    case 'bad_name':
      return strings.reason[wrong.kind];
  }
};
