import type { View } from '@perijove/contracts';
import { useEffect } from 'react';
import type { LiveConnection } from '../realtime/connection';

/** Which page of the wire's list a path shows. */
export const viewOf = (pathname: string): View['page'] => {
  switch (pathname.replace(/\/$/, '')) {
    case '':
      return 'home';
    case '/activity':
      return 'activity';
    case '/notifications':
      return 'notifications';
    default:
      return 'none';
  }
};

/** Tells the service what is on the screen, so that frames nobody sees are not sent. */
export const useLiveView = (live: LiveConnection, pathname: string): void => {
  useEffect(() => {
    const tell = (): void => {
      live.setView({ page: viewOf(pathname), visible: document.visibilityState === 'visible' });
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => {
      document.removeEventListener('visibilitychange', tell);
    };
  }, [live, pathname]);
};
