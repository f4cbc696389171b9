import { TextDecoder, TextEncoder } from 'node:util';

// React Router expects both at import time; jsdom has neither.
Object.assign(globalThis, { TextDecoder, TextEncoder });
