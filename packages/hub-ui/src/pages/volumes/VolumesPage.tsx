import { useSearchParams } from 'react-router';
import { PageHeader } from '../../components/PageHeader';
import { useMe } from '../../app/context';
import { TrashTab } from './admin/TrashTab';
import { AllVolumesTab } from './admin/AllVolumesTab';
import { strings as admin } from './admin/strings';
import { tabOf, VolumesTabs } from './admin/VolumesTabs';
import { UserVolumes } from './UserVolumes';
import { strings } from './strings';

/** One's own volumes; for administrators everyone's, and the trash. */
export const VolumesPage = () => {
  const { name, can } = useMe();
  const [params] = useSearchParams();
  const tab = can.administer ? tabOf(params) : 'mine';
  const tabs = can.administer ? <VolumesTabs tab={tab} /> : null;
  const person = params.get('person');
  if (tab === 'mine') return <UserVolumes user={name} others={false} tabs={tabs} />;
  if (tab === 'everyone' && person !== null && person !== '') {
    return <UserVolumes key={person} user={person} others tabs={tabs} />;
  }
  return (
    <>
      <PageHeader title={strings.title} lead={tab === 'bin' ? admin.trash.lead : admin.all.lead} />
      {tabs}
      {tab === 'bin' ? <TrashTab /> : <AllVolumesTab />}
    </>
  );
};
