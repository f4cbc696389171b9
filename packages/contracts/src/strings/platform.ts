/** Requests, JupyterHub, and smaller parts of the platform. */
export const platform = {
  requests: {
    /** @param first - the first problem, if it is known */
    invalid: (what: string, first: { path: string; message: string } | undefined) => {
      if (first === undefined) return `The ${what} is not valid`;
      const { path, message } = first;
      return `The ${what} is not valid: ${path === '' ? '' : `${path}: `}${message}`;
    },
    parts: {
      body: 'request',
      query: 'query',
      inAddress: (name: string) => `${name} in the address`,
    },
    tooLarge: 'The request is too large. Nothing was changed.',
    noJson: 'The request body is not valid JSON.',
    wantsJson: 'The request body must be application/json.',
    wantsUtf8: 'The request body must be JSON in UTF-8.',
    unreadable: 'The request could not be read.',
    badAddress: 'The address is not valid.',
    noAddress: 'This API has no such endpoint.',
    nothingHere: 'There is nothing here.',
    unknownPage: 'The cursor is not valid. Start again with the first page.',
    ourFault: 'Something went wrong on our side. Nothing of yours was lost.',
    outdatedPage: 'This page is out of date. Nothing was changed. Reload it and try again.',
    tooMany: (seconds: number) =>
      `Too many requests. Nothing was changed. Try again in ${seconds} s.`,
    pagesOnly: 'This is a page for browsers. Open it in its own tab.',
  },
  health: {
    full: {
      data: "The disk with the platform's data is full.",
      engine: 'The disk with servers and volumes is full.',
    },
  },
  signIn: {
    unknownToken: 'JupyterHub does not know this token.',
    tooManyTokens: (seconds: number) =>
      `Too many invalid tokens from this address. Try again in ${seconds} s.`,
    tokenMayNot: 'This token has no access to Perijove.',
    notAccepted: 'JupyterHub did not accept the sign-in. Try again.',
    pageOnly: 'Only pages of Perijove can do this, not tokens. Nothing was changed.',
    signOutOnPage: 'Sign out on a page of Perijove.',
  },
  foreignHost: {
    title: "This is not the platform's address",
    message:
      'This platform is not configured for this host name and rejected the request. Nothing was changed. Open the platform at the address that you were given. If you operate it, add the name to PERIJOVE_ALLOWED_HOSTS.',
  },
  starting: {
    title: 'Starting',
    page: 'The platform is starting. This page reloads automatically.',
    answer: 'The platform is starting. Try again in a moment.',
  },
  /** In HTML. */
  pagesNotBuilt:
    'The pages of Perijove were not built. Run <code>npm run build</code> and load this page again.',
  connections: {
    mayNot: 'This page is not allowed to connect.',
    hubAway: 'JupyterHub does not answer. Reconnecting…',
    restarts: 'The platform is restarting. Reconnecting…',
    tooMany: 'Too many open pages. Close some and reload.',
  },
  hub: {
    awayUnchanged: 'JupyterHub does not answer. Nothing was changed. Try again.',
    refusedSilently: 'JupyterHub refused the request without a reason.',
    answered: (status: number) => `JupyterHub answered ${status}.`,
    serverStopping: 'The server is stopping. Start it when it has stopped.',
    groupsNotAllowed:
      'JupyterHub does not allow Perijove to change groups. The service needs the scope admin:groups.',
    groupExists: (group: string) => `The group ${group} already exists.`,
    /** @param refusal - JupyterHub's own words, without a full stop */
    nobodyMoved: (refusal: string) => `${refusal}. No members were added or removed.`,
    browserSignedOut: 'That browser is no longer signed in.',
    accountPageOnly: 'Only your account page can do this.',
  },
  /** Why a response from outside cannot be used; each ends a sentence. */
  outgoing: {
    unreachable: 'its server does not answer',
    tooSlow: 'its server takes too long',
    tooLarge: 'the response is too large',
    packed: 'the response is compressed although that was not requested',
    credentials: 'the address contains a user name or password',
    leadsAstray: 'its server redirects to an address that is not allowed',
  },
  announcement: {
    endsInPast: 'The end time is in the past. Choose a later one.',
    tooManyListen: 'Too many open pages. Try again later.',
  },
  branding: {
    noPicture: 'This image is not configured.',
    /** Why a configured image cannot be shown; follows the colon of `problems.asset`. */
    why: {
      tooLarge: 'it is larger than 2 MB',
      noFile: 'it is not a file',
      noImage: 'it is not an SVG, PNG, JPEG, GIF, WebP or ICO image',
      noAddress: 'it is not a file:// or http(s):// address',
      answered: (status: number) => `its server answered ${status}`,
    },
  },
  preferences: { peopleOnly: 'Services have no preferences. Use the token of a user.' },
  internal: {
    wrongSecret: 'The secret of the internal API is missing or wrong.',
    badStart: 'The spawner request is not valid.',
    badReport: 'The hub report is not valid.',
    badNews: 'This is not an account event.',
    badTail: 'tail is a number from 1 to 1000.',
    badName: 'This is not the name of a user or a server.',
    badHours: 'hours must be a number above 0 and at most 8760.',
    neverStarted: 'This server was never started.',
    noAddress: 'The internal API has no such endpoint.',
  },
} as const;
