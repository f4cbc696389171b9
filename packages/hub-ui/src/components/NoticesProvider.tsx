import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import Button from 'react-bootstrap/Button';
import { Icon } from './Icon';
import { errorMessageOf } from './problem';
import { t } from '../i18n';

/** A short message about something that was just done here. */
export interface Notice {
  readonly tone: 'ok' | 'bad';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface Notices {
  readonly show: (notice: Notice) => void;
  /** Shows an error as text. */
  readonly showError: (error: unknown) => void;
}

type Shown = Notice & { readonly id: number };

const LASTS_MS = 8_000;
const MOST = 3;

const NoticesContext = createContext<Notices | null>(null);

/** The messages of this page. Throws outside of the application. */
export const useNotices = (): Notices => {
  const notices = useContext(NoticesContext);
  if (notices === null) throw new Error('useNotices needs a NoticesProvider around it.');
  return notices;
};

/** Shows messages in a corner, read out politely. One with an action stays until it is used. */
export const NoticesProvider = ({ children }: { readonly children: ReactNode }) => {
  const [shown, setShown] = useState<readonly Shown[]>([]);

  const remove = useCallback((id: number) => {
    setShown(list => list.filter(notice => notice.id !== id));
  }, []);

  const show = useCallback(
    (notice: Notice) => {
      const id = performance.now();
      setShown(list => [...list.slice(1 - MOST), { ...notice, id }]);
      if (notice.action === undefined && notice.tone === 'ok') {
        setTimeout(() => {
          remove(id);
        }, LASTS_MS);
      }
    },
    [remove],
  );

  const value = useMemo(
    () => ({
      show,
      showError: (error: unknown) => {
        show({ tone: 'bad', text: errorMessageOf(error) });
      },
    }),
    [show],
  );

  return (
    <NoticesContext.Provider value={value}>
      {children}
      <div className="pj-notices" role="region" aria-label={t('common:notices')} aria-live="polite">
        {shown.map(({ id, tone, text, action }) => (
          <div key={id} className={`pj-notice pj-notice-${tone}`}>
            <span>{text}</span>
            {action !== undefined && (
              <Button
                size="sm"
                variant="outline-secondary"
                onClick={() => {
                  remove(id);
                  action.run();
                }}
              >
                {action.label}
              </Button>
            )}
            <button
              type="button"
              className="pj-notice-close"
              aria-label={t('common:dismissNotice')}
              onClick={() => {
                remove(id);
              }}
            >
              <Icon name="close" size={12} />
            </button>
          </div>
        ))}
      </div>
    </NoticesContext.Provider>
  );
};
