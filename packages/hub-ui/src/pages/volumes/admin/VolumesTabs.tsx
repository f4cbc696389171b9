import { Link } from 'react-router';
import { t } from '../../../i18n';

/** The sections of the volumes page. Only administrators have more than one. */
export type VolumesTab = 'mine' | 'all' | 'trash';

const targets: Readonly<Record<VolumesTab, string>> = {
  mine: '.',
  all: '?tab=all',
  trash: '?tab=trash',
};
const tabs = Object.keys(targets) as readonly VolumesTab[];

/** Reads the section out of the address. */
export const tabOf = (params: URLSearchParams): VolumesTab =>
  tabs.find(tab => tab === params.get('tab')) ?? 'mine';

/** The way from section to section. */
export const VolumesTabs = ({ tab }: { readonly tab: VolumesTab }) => (
  <nav className="nav nav-underline pj-tabs" aria-label={t('volumes:tabs.label')}>
    {tabs.map(name => (
      <Link
        key={name}
        className={`nav-link ${name === tab ? 'active' : ''}`}
        aria-current={name === tab ? 'page' : undefined}
        to={targets[name]}
      >
        {t(`volumes:tabs.${name}`)}
      </Link>
    ))}
  </nav>
);
