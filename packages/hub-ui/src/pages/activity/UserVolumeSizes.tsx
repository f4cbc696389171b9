import { useQuery } from '@tanstack/react-query';
import { loadedOf } from '../../components/loaded';
import { PageLoading } from '../../components/PageStates';
import { useNow, useServices } from '../../app/context';
import { VolumeList } from './user/VolumeList';

/** The volumes of a user one by one, read when they are looked at. */
export const UserVolumeSizes = ({ user }: { readonly user: string }) => {
  const { queries } = useServices();
  const now = useNow(60_000);
  const volumes = loadedOf(useQuery(queries.volumes(user)));
  if (volumes.kind === 'loading') return <PageLoading rows={1} />;
  if (volumes.kind === 'problem') return <p className="mb-0">{volumes.problem.text}</p>;
  return <VolumeList volumes={volumes.data.volumes} now={now} />;
};
