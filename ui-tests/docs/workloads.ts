import { execFileSync } from 'node:child_process';

/** What a user does in their lab. */
export interface Work {
  /** Share of a core, while they compute and while they think. */
  readonly burst: number;
  readonly rest: number;
  /** Memory grows by so many MiB every ten seconds, up to the maximum, then starts over. */
  readonly growMiB: number;
  readonly mostMiB: number;
  /** What they save each time. */
  readonly saveMiB: number;
  /** Whose results they fetch; their container is in the same network. */
  readonly from: string | null;
  /** Whether they are in front of it: then the hub is told, as a lab does. */
  readonly present: boolean;
  /** How long, in seconds. */
  readonly seconds: number;
}

const BEAT_SECONDS = 2;

const programOf = (what: Work): string =>
  [
    'import datetime, json, os, time, urllib.request',
    `what = json.loads(${JSON.stringify(JSON.stringify(what))})`,
    'folder = "/home/jovyan/work"',
    'held = []',
    'def ask(url, body=None, token=None):',
    '    try:',
    '        request = urllib.request.Request(url, data=body, method="POST" if body else "GET")',
    '        if token: request.add_header("Authorization", "token " + token)',
    '        urllib.request.urlopen(request, timeout=5).read()',
    '    except OSError: pass',
    'end = time.time() + what["seconds"]',
    'beat = 0',
    'while time.time() < end:',
    `    began, computes = time.time(), beat % 30 < 11`,
    `    until = began + ${BEAT_SECONDS} * (what["burst"] * (0.6 + 0.4 * (beat * 7 % 5) / 4) if computes else what["rest"])`,
    '    while time.time() < until: pass',
    '    if beat % 5 == 0:',
    '        if len(held) * what["growMiB"] >= what["mostMiB"]: held.clear()',
    '        held.append(bytearray(os.urandom(1024)) * 1024 * what["growMiB"])',
    '    if beat % 15 == 7:',
    '        with open(folder + "/results.bin", "ab") as file:',
    '            file.write(os.urandom(what["saveMiB"] * 1024 * 1024))',
    '            file.flush()',
    '            os.fsync(file.fileno())',
    '    if what["from"] and beat % 10 < 4: ask("http://" + what["from"] + ":9000/paper.bin")',
    '    if beat % 6 == 0: ask(os.environ["JUPYTERHUB_API_URL"])',
    '    if what["present"] and beat % 10 == 0:',
    '        now = datetime.datetime.now(datetime.timezone.utc).isoformat()',
    '        seen = {"last_activity": now, "servers": {"": {"last_activity": now}}}',
    '        ask(os.environ["JUPYTERHUB_ACTIVITY_URL"], json.dumps(seen).encode(), os.environ["JUPYTERHUB_API_TOKEN"])',
    `    time.sleep(max(0, began + ${BEAT_SECONDS} - time.time()))`,
    '    beat += 1',
  ].join('\n');

const inside = (container: string, program: string): void => {
  execFileSync('docker', ['exec', '-d', container, 'python3', '-c', program]);
};

/** Starts the workload of a user. */
export const work = (container: string, what: Work): void => {
  inside(container, programOf(what));
};

/** A lab from which others fetch a megabyte at a time. */
export const share = (container: string): void => {
  const program = [
    'import http.server, os',
    'os.chdir("/home/jovyan/work")',
    'open("paper.bin", "wb").write(os.urandom(1024 * 1024))',
    'class Quiet(http.server.SimpleHTTPRequestHandler):',
    '    def log_message(self, *words): pass',
    'http.server.ThreadingHTTPServer(("", 9000), Quiet).serve_forever()',
  ];
  inside(container, program.join('\n'));
};

/** A user allocates more memory than the limit of their lab. */
export const exceedMemory = (container: string): void => {
  inside(container, 'held = [bytearray(b"x" * 2**20) for _ in range(2000)]');
};

/** The running containers of a platform's network, by user name. */
export const containersOf = (network: string): ReadonlyMap<string, string> => {
  const format = '{{.Label "perijove.user"}} {{.Names}}';
  const lines = execFileSync(
    'docker',
    ['ps', '--filter', `network=${network}`, '--format', format],
    {
      encoding: 'utf8',
    },
  ).split('\n');
  return new Map(
    lines.flatMap(line => {
      const [user, name] = line.trim().split(' ');
      return user === undefined || name === undefined ? [] : [[user, name] as const];
    }),
  );
};
