// Runs before the first paint, so that a dark page never flashes white.
// The key is shared with the hub's own pages: light, dark or auto.
(() => {
  let choice = 'auto';
  try {
    choice = localStorage.getItem('perijove-theme') ?? 'auto';
  } catch {
    // Storage can be forbidden; the system's theme is a good answer then.
  }
  const dark =
    choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-bs-theme', dark ? 'dark' : 'light');
})();
