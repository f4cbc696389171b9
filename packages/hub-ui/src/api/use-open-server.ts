import { useMutation } from '@tanstack/react-query';
import { useNotices } from '../components/NoticesProvider';
import { useServices } from '../app/context';

/** A server, by its owner and its name; the default one has none. */
interface Lab {
  readonly user: string;
  readonly server: string;
}

/** Opens somebody else's lab in this tab, once the service has written down who did. */
export const useVisit = (): ((lab: Lab) => void) => {
  const { client } = useServices();
  const { showError } = useNotices();
  const { mutate } = useMutation({
    mutationFn: ({ user, server }: Lab) =>
      server === ''
        ? client('visitServer', { params: { user } })
        : client('visitNamedServer', { params: { user, server } }),
    onSuccess: ({ url }) => {
      window.location.assign(url);
    },
    onError: showError,
  });
  return mutate;
};
