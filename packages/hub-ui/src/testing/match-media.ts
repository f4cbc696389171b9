const ignore = () => undefined;

/** jsdom has no screen to ask about; Bootstrap's drawers ask. None of its breakpoints matches. */
window.matchMedia = media => {
  // Bootstrap's hook listens in the old way, which newer types no longer want to see.
  const nothing = { matches: false, media, addListener: ignore, removeListener: ignore };
  return nothing as unknown as MediaQueryList;
};
