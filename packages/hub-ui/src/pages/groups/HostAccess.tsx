import type { GroupPower } from '@perijove/contracts';
import { t } from '../../i18n';

/** Marks a group whose members' labs have power over the host. */
export const HostAccessBadge = ({ power }: { readonly power: GroupPower }) => (
  <span className="pj-host-access" title={t(`groups:power.${power}.title`)}>
    {t(`groups:power.${power}.mark`)}
  </span>
);

/** Says in full what such a group gives. */
export const HostAccessWarning = ({ power }: { readonly power: GroupPower }) => (
  <section className="pj-card pj-host-access-warning" aria-labelledby="host-access-title">
    <h2 id="host-access-title">{t(`groups:power.${power}.title`)}</h2>
    <p className="mb-0">{t(`groups:power.${power}.text`)}</p>
  </section>
);
