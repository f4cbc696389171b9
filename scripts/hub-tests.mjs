// The tests of the hub, and those that also run on the previous JupyterHub.
import { readdirSync, readFileSync } from 'node:fs';
import { at } from './setup/root.mjs';

/**
 * Tests on a real hub whose subject does not depend on the version of JupyterHub.
 */
const SAME_ON_EVERY_HUB = {
  'test_another_language_on_a_hub.py': 'our texts; the pages themselves are in test_pages_on_a_hub',
  'test_lockout_on_a_hub.py': 'our count of wrong passwords',
  'test_log_loss_on_a_hub.py': 'the files that processes write their log to',
  'test_native_options_on_a_hub.py': 'options of NativeAuthenticator, of the same version here',
  'test_sign_up_budget_on_a_hub.py': 'our sign-up page and its budget',
};

/** Tests that do not mention JupyterHub are about plain values. */
const aboutJupyterHub = (file, text) =>
  file.endsWith('_on_a_hub.py') || /jupyterhub|Perijove(?:Spawner|Authenticator)/i.test(text);

/** All tests of the hub, sorted by name. */
export const hubTests = () =>
  readdirSync(at('hub/tests'))
    .filter(file => /^test_.*\.py$/.test(file))
    .sort();

/** Tests that depend on the version of JupyterHub. */
export const formerHubTests = () =>
  hubTests()
    .filter(file => !(file in SAME_ON_EVERY_HUB))
    .filter(file => aboutJupyterHub(file, readFileSync(at('hub/tests', file), 'utf8')));
