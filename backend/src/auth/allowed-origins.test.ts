import { allowedOrigins } from './allowed-origins.js';

describe('hosts of the hub', () => {
  it('are the named one and those below it, by the same protocol and port', () => {
    const isOwn = allowedOrigins('https://hub.example.org');
    for (const origin of [
      'https://hub.example.org',
      'https://ada.hub.example.org',
      'https://services.hub.example.org',
    ]) {
      expect([origin, isOwn(origin)]).toEqual([origin, true]);
    }
    for (const origin of [
      'http://ada.hub.example.org',
      'https://ada.hub.example.org:8443',
      'https://evilhub.example.org',
      'https://hub.example.org.evil.example',
      'https://example.org',
      'null',
      '',
    ]) {
      expect([origin, isOwn(origin)]).toEqual([origin, false]);
    }
  });

  it('are none where the hub has no subdomains', () => {
    expect(allowedOrigins('')('https://hub.example.org')).toBe(false);
  });
});
