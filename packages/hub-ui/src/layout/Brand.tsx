import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useServices } from '../app/context';
import { BrandMark } from '../components/BrandMark';
import { t } from '../i18n';

/** The organisation's logo where there is one that loads, Perijove's own mark otherwise. */
export const Brand = () => {
  const { queries } = useServices();
  const { data } = useQuery(queries.branding());
  const [broken, setBroken] = useState<string | null>(null);
  const logoUrl = data?.logoUrl ?? null;
  return (
    <Link className="navbar-brand pj-brand" to="/">
      {logoUrl === null || logoUrl === broken ? (
        <BrandMark />
      ) : (
        <img
          src={logoUrl}
          alt=""
          height={30}
          onError={() => {
            setBroken(logoUrl);
          }}
        />
      )}
      <span>{data?.name ?? t('layout:product')}</span>
      {data !== undefined && data.stage !== null && (
        <span className="pj-stage" data-colour={data.stage.colour}>
          <span className="visually-hidden">{t('layout:stage')} </span>
          {data.stage.label}
        </span>
      )}
    </Link>
  );
};
