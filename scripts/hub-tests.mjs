// The tests of the hub's side, and which of them run a second time: on the JupyterHub before the one
// that ships.
import { readdirSync, readFileSync } from 'node:fs';
import { at } from './setup/root.mjs';

/**
 * Tests on a real hub whose subject is the same on every JupyterHub: they need one only to reach
 * what they try.
 */
const SAME_ON_EVERY_HUB = {
  'test_another_language_on_a_hub.py': 'our texts; the pages themselves are in test_pages_on_a_hub',
  'test_lockout_on_a_hub.py': 'our count of wrong passwords',
  'test_log_loss_on_a_hub.py': 'the files that processes write their log to',
  'test_native_options_on_a_hub.py': 'options of NativeAuthenticator, of the same version here',
  'test_sign_up_budget_on_a_hub.py': 'our sign-up page and its budget',
};

/** One that never names JupyterHub, nor anything made of it, is about plain values. */
const aboutJupyterHub = (file, text) =>
  file.endsWith('_on_a_hub.py') || /jupyterhub|Perijove(?:Spawner|Authenticator)/i.test(text);

/** All tests of the hub's side, in the order of their names. */
export const hubTests = () =>
  readdirSync(at('hub/tests'))
    .filter(file => /^test_.*\.py$/.test(file))
    .sort();

/** Those that tell one JupyterHub from another. */
export const formerHubTests = () =>
  hubTests()
    .filter(file => !(file in SAME_ON_EVERY_HUB))
    .filter(file => aboutJupyterHub(file, readFileSync(at('hub/tests', file), 'utf8')));
