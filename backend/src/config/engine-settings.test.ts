import { withoutEffect } from './engine-settings.js';

const env = {
  PERIJOVE_LAB_MEMORY_LIMIT: '2G',
  PERIJOVE_LAB_CPU_LIMIT: '',
  DOCKER_NOTEBOOK_IMAGE: 'an/image:1',
  PERIJOVE_LAB_BIN: '/opt/labs/bin',
  PERIJOVE_NAME: 'Here',
};

it('names what was set and does nothing with local processes, by its old name as well', () => {
  expect(withoutEffect('process', env)).toEqual([
    'JUPYTERHUB_NOTEBOOK_IMAGE',
    'PERIJOVE_LAB_MEMORY_LIMIT',
  ]);
});

it('names what was set and does nothing with containers', () => {
  expect(withoutEffect('docker', env)).toEqual(['PERIJOVE_LAB_BIN']);
  expect(withoutEffect('docker', {})).toEqual([]);
});
