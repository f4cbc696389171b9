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
import { strings } from './strings';
import { ThemeSwitch } from './ThemeSwitch';
import { UserMenu } from './UserMenu';

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
      aria-label={strings.places}
      expanded={open}
      onToggle={setOpen}
    >
      <div className="container-fluid pj-container">
        <Brand />
        <Navbar.Toggle aria-controls="pj-nav" label={strings.menu} />
        <Navbar.Collapse id="pj-nav">
          <Nav className="me-auto">
            <NavLink className="nav-link" to="/" end onClick={close}>
              {strings.home}
            </NavLink>
            <NavLink className="nav-link" to="/volumes" onClick={close}>
              {strings.volumes}
            </NavLink>
            <NavLink className="nav-link" to="/notifications" onClick={close}>
              {strings.notifications}
              {unread > 0 && (
                <Badge pill bg="primary" className="ms-1">
                  <span aria-hidden="true">{unread}</span>
                  <span className="visually-hidden">{strings.unread(unread)}</span>
                </Badge>
              )}
            </NavLink>
            {me.can.users && (
              <NavLink className="nav-link" to="/activity" onClick={close}>
                {strings.activity}
              </NavLink>
            )}
            {me.can.users && (
              <NavLink className="nav-link" to="/users" onClick={close}>
                {strings.users}
                {pending > 0 && (
                  <Badge pill bg="primary" className="ms-1">
                    <span aria-hidden="true">{pending}</span>
                    <span className="visually-hidden">{strings.pending(pending)}</span>
                  </Badge>
                )}
              </NavLink>
            )}
            {me.can.groups && (
              <NavLink className="nav-link" to="/groups" onClick={close}>
                {strings.groups}
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
