/** The server's time, as well as this page knows it. A wrong clock here moves no deadline. */
export interface ServerClock {
  /** Epoch milliseconds by the server's clock. */
  readonly now: () => number;
  /** Learns the offset from a `serverTime` that was just received. */
  readonly sync: (serverTime: string) => void;
}

/** Makes a clock that agrees with this machine until it learns better. */
export const createServerClock = (localNow: () => number = Date.now): ServerClock => {
  let offsetMs = 0;
  return {
    now: () => localNow() + offsetMs,
    sync: serverTime => {
      const serverMs = Date.parse(serverTime);
      if (Number.isFinite(serverMs)) offsetMs = serverMs - localNow();
    },
  };
};
