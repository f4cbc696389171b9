import type { Me } from '@perijove/contracts';
import { createContext, useContext, useEffect, useState } from 'react';
import type { Services } from './services';

/** Provides the services to the pages. */
export const ServicesContext = createContext<Services | null>(null);

/** Provides who is signed in. */
export const MeContext = createContext<Me | null>(null);

/** The services of this page. Throws outside of the application. */
export const useServices = (): Services => {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('useServices needs a ServicesContext around it.');
  return services;
};

/** Who is signed in. Throws where nobody is known yet. */
export const useMe = (): Me => {
  const me = useContext(MeContext);
  if (me === null) throw new Error('useMe needs a MeContext around it.');
  return me;
};

/** How often figures are read again that are pushed to administrators only. */
const FALLBACK_MS = 15_000;

/**
 * When the figures of other users are to be read again. A reader who looks after some users hears
 * of every change of theirs, but of no measurements: those go to administrators alone.
 */
export const useFallbackInterval = (): number | false =>
  useMe().can.administer ? false : FALLBACK_MS;

/** The server's time in epoch milliseconds, renewed every `stepMs` while the page is looked at. */
export const useNow = (stepMs: number): number => {
  const { clock } = useServices();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const tick = (): void => {
      if (document.visibilityState === 'visible') setNow(clock.now());
    };
    const timer = setInterval(tick, stepMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [clock, stepMs]);
  return now;
};
