import { useMutation } from '@tanstack/react-query';
import { useNotices } from '../components/NoticesProvider';
import { useServices } from '../app/context';

/** A server, by its owner and its name; the default one has none. */
interface ServerRef {
  readonly user: string;
  readonly server: string;
}

/** Opens another user's lab in this tab, once the service has written down who did. */
export const useOpenServer = (): ((lab: ServerRef) => void) => {
  const { client } = useServices();
  const { showError } = useNotices();
  const { mutate } = useMutation({
    mutationFn: ({ user, server }: ServerRef) =>
      client('visitServer', { params: { user, server } }),
    onSuccess: ({ url }) => {
      window.location.assign(url);
    },
    onError: showError,
  });
  return mutate;
};
