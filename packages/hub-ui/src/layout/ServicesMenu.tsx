import { useQuery } from '@tanstack/react-query';
import Dropdown from 'react-bootstrap/Dropdown';
import { useServices } from '../app/context';
import { t } from '../i18n';

interface ViewProps {
  readonly services: readonly { readonly name: string; readonly url: string }[];
}

/** The view of the menu; nothing where there is nothing to open. */
export const ServicesMenuView = ({ services }: ViewProps) =>
  services.length === 0 ? null : (
    <Dropdown>
      <Dropdown.Toggle as="button" type="button" className="nav-link pj-services">
        {t('layout:services')}
      </Dropdown.Toggle>
      <Dropdown.Menu>
        {services.map(({ name, url }) => (
          <Dropdown.Item key={name} href={url} className="text-truncate" title={name}>
            {name}
          </Dropdown.Item>
        ))}
      </Dropdown.Menu>
    </Dropdown>
  );

/** Other services of the hub that this user may open. */
export const ServicesMenu = () => {
  const { queries } = useServices();
  const { data } = useQuery(queries.services());
  return <ServicesMenuView services={data?.services ?? []} />;
};
