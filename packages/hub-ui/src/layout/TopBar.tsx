import { useQuery } from '@tanstack/react-query';
import Badge from 'react-bootstrap/Badge';
import Nav from 'react-bootstrap/Nav';
import Navbar from 'react-bootstrap/Navbar';
import { useState } from 'react';
import { NavLink } from 'react-router';
import { useMe, useServices } from '../app/context';
import { Brand } from './Brand';
import { ConnectionStatus } from './ConnectionStatus';
import { ServicesMenu } from './ServicesMenu';
import { ThemeSwitch } from './ThemeSwitch';
import { UserMenu } from './UserMenu';
import { t } from '../i18n';

/** The bar at the top: the same places, in the same order, as on the hub's own pages. */
export const TopBar = () => {
  const { queries } = useServices();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const { data: inbox } = useQuery(queries.notifications());
  const unread = inbox?.unread ?? 0;
  const { data: pending = 0 } = useQuery({
    ...queries.pendingUsers(),
    enabled: me.can.administer,
  });
  const close = (): void => {
    setOpen(false);
  };
  return (
    <Navbar
      expand="lg"
      className="pj-bar"
      aria-label={t('layout:places')}
      expanded={open}
      onToggle={setOpen}
    >
      <div className="container-fluid pj-container">
        <Brand />
        <Navbar.Toggle aria-controls="pj-nav" label={t('layout:menu')} />
        <Navbar.Collapse id="pj-nav">
          <Nav className="me-auto">
            <NavLink className="nav-link" to="/" end onClick={close}>
              {t('layout:home')}
            </NavLink>
            <NavLink className="nav-link" to="/volumes" onClick={close}>
              {t('layout:volumes')}
            </NavLink>
            <NavLink className="nav-link" to="/notifications" onClick={close}>
              {t('layout:notifications')}
              {unread > 0 && (
                <Badge pill bg="primary" className="ms-1">
                  <span aria-hidden="true">{unread}</span>
                  <span className="visually-hidden">{t('layout:unread', { count: unread })}</span>
                </Badge>
              )}
            </NavLink>
            {me.can.users && (
              <NavLink className="nav-link" to="/activity" onClick={close}>
                {t('layout:activity')}
              </NavLink>
            )}
            {me.can.users && (
              <NavLink className="nav-link" to="/users" onClick={close}>
                {t('layout:users')}
                {pending > 0 && (
                  <Badge pill bg="primary" className="ms-1">
                    <span aria-hidden="true">{pending}</span>
                    <span className="visually-hidden">
                      {t('layout:pending', { count: pending })}
                    </span>
                  </Badge>
                )}
              </NavLink>
            )}
            {me.can.groups && (
              <NavLink className="nav-link" to="/groups" onClick={close}>
                {t('layout:groups')}
              </NavLink>
            )}
            <ServicesMenu />
          </Nav>
          <ConnectionStatus />
          <ThemeSwitch />
          <UserMenu />
        </Navbar.Collapse>
      </div>
    </Navbar>
  );
};
