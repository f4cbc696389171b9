import { useSearchParams } from 'react-router';
import { PageHeader } from '../../components/PageHeader';
import { useMe } from '../../app/context';
import { BinTab } from './admin/TrashTab';
import { Everyone } from './admin/AllVolumesTab';
import { strings as admin } from './admin/strings';
import { tabOf, VolumesTabs } from './admin/VolumesTabs';
import { PersonVolumes } from './UserVolumes';
import { strings } from './strings';

/** One's own volumes; for administrators everybody's, and the bin. */
export const VolumesPage = () => {
  const { name, may } = useMe();
  const [params] = useSearchParams();
  const tab = may.administer ? tabOf(params) : 'mine';
  const tabs = may.administer ? <VolumesTabs tab={tab} /> : null;
  const person = params.get('person');
  if (tab === 'mine') return <PersonVolumes user={name} others={false} tabs={tabs} />;
  if (tab === 'everyone' && person !== null && person !== '') {
    return <PersonVolumes key={person} user={person} others tabs={tabs} />;
  }
  return (
    <>
      <PageHeader
        title={strings.title}
        lead={tab === 'bin' ? admin.bin.lead : admin.everyone.lead}
      />
      {tabs}
      {tab === 'bin' ? <BinTab /> : <Everyone />}
    </>
  );
};
