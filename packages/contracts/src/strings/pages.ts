/** Smaller parts of the pages, each with a group of its own. */
export const pages = {
  announcement: {
    endsInPast: 'The end lies in the past. Choose a later one.',
    tooManyListen: 'Too many pages listen. Please ask again later.',
    /** To whom it is said, in the audit trail. */
    everyone: 'everyone',
  },
  branding: {
    noPicture: 'No such picture is set.',
    /** Why a configured picture cannot be shown; stands behind the colon of `problems.asset`. */
    why: {
      tooLarge: 'it is larger than 2 MB',
      noFile: 'it is not a file',
      noImage: 'it is not an SVG, PNG, JPEG, GIF, WebP or ICO image',
      noAddress: 'it is not a file:// or http(s):// address',
      answered: (status: number) => `its server answered ${status}`,
    },
  },
  preferences: { peopleOnly: 'Only people have preferences.' },
  signIns: { ownPageOnly: 'Only the page of your account can do this.' },
} as const;
