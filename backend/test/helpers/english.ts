import { renderDeep } from '../../src/lib/catalog.js';
import type { Unrendered } from '../../src/lib/text.js';

/** A value with its texts as a reader of English sees them. */
export const english = <T>(value: Unrendered<T>): T => renderDeep(value, 'en') as T;
