import { useSyncExternalStore } from 'react';
import { useServices } from '../app/context';
import { StatusMark } from '../components/StatusMark';
import { t } from '../i18n';

/** Says when pushed state stopped arriving, and nothing while all is well. */
export const ConnectionStatus = () => {
  const { live } = useServices();
  const status = useSyncExternalStore(live.subscribe, live.status);
  return (
    <div className="pj-connection" role="status" title={t('layout:reconnectingLong')}>
      {status === 'lost' && <StatusMark tone="busy" label={t('layout:reconnecting')} />}
    </div>
  );
};
