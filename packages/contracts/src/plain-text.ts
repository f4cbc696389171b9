type Ranges = readonly (readonly [first: number, last: number])[];

/**
 * Characters that show nothing, or change how their neighbours are shown: controls, marks of writing
 * direction, fillers, tags. With them one name passes for another, and a sentence reads backwards.
 * Python has the same list, and `hub/tests/hidden_characters.json` holds both to it.
 */
const hidden: Ranges = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

/** What joins or varies characters: sentences need it for some scripts and for emoji, names do not. */
const joining: Ranges = [
  [0x200c, 0x200d],
  [0xfe00, 0xfe0f],
];

const holds = (text: string, ranges: Ranges): boolean =>
  Array.from(text).some(character => {
    const code = character.codePointAt(0) ?? 0;
    return ranges.some(([first, last]) => code >= first && code <= last);
  });

/** Whether every character of a new name can be seen and keeps to its place. */
export const isPlainName = (name: string): boolean => !holds(name, [...hidden, ...joining]);

/** Spaces that look like the one, several in a row, or any around it; and what leads elsewhere. */
const unclear = /^ | $| {2}|[^\S ]|[/\\]|^\.{1,2}$/u;

/**
 * Whether a group or a server may be made with this name: it is composed (NFC), looks like no other,
 * and is part of an address. `hub/tests/clear_names.json` holds the hub to the same rule.
 */
export const isClearName = (name: string): boolean =>
  name !== '' &&
  Array.from(name).length <= 255 &&
  name.normalize('NFC') === name &&
  !unclear.test(name) &&
  isPlainName(name);

/** The same for one line of a text, in which letters may be joined. */
export const isPlainLine = (text: string): boolean => !holds(text, hidden);

/** The same for a text, in which line breaks and tabs may stand. */
export const isPlainText = (text: string): boolean => isPlainLine(text.replace(/[\n\t]/g, ' '));
