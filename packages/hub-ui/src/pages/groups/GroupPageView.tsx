import type { GroupView } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import { Link } from 'react-router';
import { PageHeader } from '../../components/PageHeader';
import { EmptyState, PageLoading, PageProblem } from '../../components/PageStates';
import { AddMembers } from './AddMembers';
import { DeleteGroupDialog } from './dialogs/DeleteGroupDialog';
import { LimitsCard } from './LimitsCard';
import { MembersSection } from './MembersSection';
import type { GroupPageViewProps } from './page-props';
import { HostAccessWarning } from './HostAccess';
import { t } from '../../i18n';

const Back = () => (
  <p className="pj-back">
    <Link to="?">{t('groups:back')}</Link>
  </p>
);

/** A group that is not there, or not any more. */
export const GroupNotFound = () => (
  <>
    <Back />
    <PageHeader title={t('groups:title')} />
    <EmptyState title={t('groups:gone.title')} text={t('groups:gone.text')}>
      <Link className="btn btn-outline-secondary" to="?">
        {t('groups:back')}
      </Link>
    </EmptyState>
  </>
);

/** The view of one group. */
export const GroupPageView = (props: GroupPageViewProps) => {
  const { name, group } = props;
  if (group.kind === 'ready') return <Ready {...props} data={group.data} />;
  return (
    <>
      <Back />
      <PageHeader title={name} />
      {group.kind === 'loading' ? (
        <PageLoading rows={6} />
      ) : (
        <PageProblem problem={group.problem} retry={group.retry} />
      )}
    </>
  );
};

const Ready = (props: GroupPageViewProps & { readonly data: GroupView }) => {
  const { data, defaults, busy, searchUsers, commands, onlyOutdated, onOnlyOutdated } = props;
  const { name, members, power, outdated, problem, can } = data;
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <Back />
      <PageHeader title={name} lead={t('groups:members', { count: members })}>
        {can.delete && (
          <Button
            variant="outline-danger"
            onClick={() => {
              setDeleting(true);
            }}
          >
            {t('groups:remove.button')}
          </Button>
        )}
      </PageHeader>
      <div className="pj-sections">
        {power !== null && <HostAccessWarning power={power} />}
        {problem !== null && (
          <p className="pj-large mb-0" role="alert">
            {problem}
          </p>
        )}
        {outdated > 0 && (
          <div className="pj-hint pj-group-hint" role="status">
            <span>{t('groups:restart.hint', { count: outdated })}</span>
            {!onlyOutdated && (
              <Button
                size="sm"
                variant="outline-secondary"
                onClick={() => {
                  onOnlyOutdated(true);
                }}
              >
                {t('groups:restart.show')}
              </Button>
            )}
          </div>
        )}
        <LimitsCard
          name={name}
          limits={data.limits}
          defaults={defaults}
          canChange={can.limit}
          busy={busy}
          onSave={limits => {
            commands.setLimits(name, limits);
          }}
        />
        <div>
          <h2 className="h5">{t('groups:member.title')}</h2>
          {can.fill && (
            <AddMembers
              group={name}
              power={power}
              searchUsers={searchUsers}
              busy={busy}
              onAdd={users => {
                commands.addMembers(name, users);
              }}
            />
          )}
          <MembersSection {...props} canFill={can.fill} />
        </div>
      </div>
      {deleting && (
        <DeleteGroupDialog
          group={data}
          busy={busy}
          onClose={() => {
            setDeleting(false);
          }}
          onConfirm={() => {
            setDeleting(false);
            commands.remove(name);
          }}
        />
      )}
    </>
  );
};
