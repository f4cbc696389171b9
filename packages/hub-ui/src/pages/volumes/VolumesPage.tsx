import { useSearchParams } from 'react-router';
import { PageHeader } from '../../components/PageHeader';
import { useMe } from '../../app/context';
import { TrashTab } from './admin/TrashTab';
import { AllVolumesTab } from './admin/AllVolumesTab';
import { tabOf, VolumesTabs } from './admin/VolumesTabs';
import { UserVolumes } from './UserVolumes';
import { t } from '../../i18n';

/** One's own volumes; for administrators everyone's, and the trash. */
export const VolumesPage = () => {
  const { name, can } = useMe();
  const [params] = useSearchParams();
  const tab = can.administer ? tabOf(params) : 'mine';
  const tabs = can.administer ? <VolumesTabs tab={tab} /> : null;
  const user = params.get('user');
  if (tab === 'mine') return <UserVolumes user={name} others={false} tabs={tabs} />;
  if (tab === 'all' && user !== null && user !== '') {
    return <UserVolumes key={user} user={user} others tabs={tabs} />;
  }
  return (
    <>
      <PageHeader
        title={t('volumes:title')}
        lead={tab === 'trash' ? t('volumes:trash.lead') : t('volumes:all.lead')}
      />
      {tabs}
      {tab === 'trash' ? <TrashTab /> : <AllVolumesTab />}
    </>
  );
};
