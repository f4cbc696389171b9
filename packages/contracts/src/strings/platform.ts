/** The interface itself, what comes between it and JupyterHub, and its smaller parts. */
export const platform = {
  requests: {
    /** @param first - the first thing that is wrong, if it can be told */
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
    wantsJson: 'Please send application/json.',
    wantsUtf8: 'Please send JSON in UTF-8.',
    unreadable: 'The request could not be read.',
    badAddress: 'The address is not valid.',
    noAddress: 'There is no such address in this interface.',
    nothingHere: 'There is nothing here.',
    unknownPage: 'This page of the list is not known. Begin with the first page again.',
    ourFault: 'Something went wrong on our side. Nothing of yours was lost.',
    outdatedPage: 'The page is out of date, so nothing was changed. Load it again and repeat.',
    tooMany: (seconds: number) =>
      `That were too many requests at once. This one changed nothing; try again in ${seconds} s.`,
    pagesOnly: 'This is a page for people. Open it in a tab of its own.',
  },
  health: {
    full: {
      data: "The disk with the platform's data is full.",
      engine: 'The disk with servers and volumes is full.',
    },
  },
  signIn: {
    unknownToken: 'The hub does not know this token.',
    tooManyTokens: (seconds: number) =>
      `Too many unknown tokens came from this address. Try again in ${seconds} s.`,
    tokenMayNot: 'This token may not use Perijove.',
    notAccepted: 'JupyterHub did not accept the sign-in. Try again.',
    pageOnly: 'Only a page of Perijove can do this, no token. Nothing was changed.',
    signOutOnPage: 'Sign out on a page of Perijove.',
  },
  foreignHost: {
    title: "This is not the platform's address",
    message:
      'This platform is not configured for this host name, so it did not look at the request. Nothing was changed. Open the platform at the address that you were given. If you operate it, add the name to PERIJOVE_ALLOWED_HOSTS.',
  },
  starting: {
    title: 'Starting',
    page: 'The platform is starting. This page goes on by itself.',
    answer: 'The platform is starting. Please try again.',
  },
  /** In HTML. */
  pagesNotBuilt:
    'The pages of Perijove were not built. Run <code>npm run build</code> and load this page again.',
  connections: {
    mayNot: 'This page may not connect.',
    hubAway: 'JupyterHub does not answer. Trying again.',
    restarts: 'The platform restarts. Trying again.',
    tooMany: 'Too many pages are open. Close some and reload.',
  },
  hub: {
    awayUnchanged: 'JupyterHub does not answer. Nothing was changed; try again.',
    refusedSilently: 'JupyterHub refused, and did not say why.',
    answered: (status: number) => `JupyterHub answered ${status}.`,
    serverStopping: 'The server is stopping. Start it when it has stopped.',
    groupsNotAllowed:
      'JupyterHub does not let Perijove change groups. Its service needs the scope admin:groups.',
    groupExists: (group: string) => `There is a group ${group} already.`,
    /** @param refusal - JupyterHub's own words, without a full stop */
    nobodyMoved: (refusal: string) => `${refusal}. Nobody was added or removed.`,
    browserSignedOut: 'That browser is not signed in any more.',
    accountPageOnly: 'Only the page of your account can do this.',
  },
  /** Why an answer from outside cannot be used; each ends a sentence. */
  outgoing: {
    unreachable: 'its server does not answer',
    tooSlow: 'its server takes too long',
    tooLarge: 'the answer is too large',
    packed: 'the answer is compressed, which nobody asked for',
    credentials: 'the address holds a name or a password',
    leadsAstray: 'its server leads to an address that is not allowed',
  },
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
  internal: {
    wrongSecret: 'The secret of the internal API is missing or wrong.',
    badStart: 'The request of the spawner is not valid.',
    badReport: 'The report of the hub is not valid.',
    badNews: 'This is not news of an account.',
    badTail: 'tail is a number from 1 to 1000.',
    badName: 'This is not a name of a user or a server.',
    badHours: 'Say how many hours: a number above 0, at most 8760.',
    neverStarted: 'This server was never started.',
    noAddress: 'There is no such address in the internal API.',
  },
} as const;
