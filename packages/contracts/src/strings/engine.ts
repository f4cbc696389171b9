/** What Docker is asked to do, as it stands in "Docker could not …". */
const doing = {
  answer: 'answer',
  closeNetwork: 'close the network of the labs',
  describeItself: 'describe itself',
  downloadImage: (image: string) => `download the image ${image}`,
  fillVolume: 'fill a volume',
  listContainers: 'list containers',
  listGpuProbes: 'list GPU probes',
  listHelpers: 'list helper containers',
  lookAtContainer: 'look at a container',
  lookAtNetwork: 'look at the network of the labs',
  lookForGpu: 'look for a GPU',
  lookForImage: (image: string) => `look for the image ${image}`,
  lookForVolume: 'look for a volume',
  lookIntoVolume: 'look into a volume',
  makeHelper: 'make a helper container',
  joinNetwork: (network: string) => `connect a server to the network ${network}`,
  makeNetwork: (network: string) => `make the network ${network}`,
  makeServer: (server: string) => `make the server ${server}`,
  measureServer: 'measure a server',
  measureVolumes: (count: number) =>
    count === 1 ? 'measure a volume' : `measure ${count} volumes`,
  openVolumes: 'open new volumes to their users',
  readGpuProbe: 'read what the GPU probe says',
  readLog: 'read the log of a server',
  removeGpuProbe: 'remove the GPU probe',
  removeHelper: 'remove a helper container',
  removeServer: (server: string) => `remove the server ${server}`,
  removeVolume: (volume: string) => `remove the volume ${volume}`,
  startServer: (server: string) => `start the server ${server}`,
  stopServer: (server: string) => `stop the server ${server}`,
  tellEvents: 'tell its events',
  tellVersion: 'tell its version',
};
type Doing = typeof doing;

/** A key of the table, and what it is done to where the text names it. */
type Task = {
  [What in keyof Doing]: Doing[What] extends (of: infer Of) => string
    ? { readonly what: What; readonly of: Of }
    : { readonly what: What };
}[keyof Doing];

const inWords = (task: Task): string => {
  const text = doing[task.what];
  // The type of a task has put the two together.
  return typeof text === 'string' ? text : text(('of' in task ? task.of : '') as never);
};

/** What an engine says of containers, images and volumes. */
export const engine = {
  serverExists: (server: string) => `The server ${server} exists already.`,
  unreadableDirectory: (directory: string) => `The directory ${directory} cannot be read.`,
  volumeNotMeasured: (volume: string) => `The volume ${volume} could not be measured.`,
  volumesNotMeasured: 'The volumes could not be measured.',
  measuringGivenUp: 'Measuring the volumes was given up.',
  /** Which engine runs the labs, and why. */
  chosen: {
    processes: 'Labs run as local processes, as asked for.',
    docker: (place: string) => `Labs run in containers: Docker answers at ${place}.`,
    dockerLater: (place: string) =>
      `Docker does not answer at ${place} yet; labs can start once it does.`,
    noDocker: (place: string, why: string) =>
      `Labs run as local processes, for Docker is not to be had at ${place}: ${why}`,
  },
  docker: {
    description: (version: string | null, cgroup: string) =>
      version === null
        ? `Docker of unknown version, cgroup v${cgroup}`
        : `Docker ${version}, cgroup v${cgroup}`,
    doesNotAnswer: 'Docker does not answer. Is it running?',
    noAccess: 'This account may not use the Docker socket.',
    /** Why the network of the labs could not be closed. */
    isolation: {
      noTool: "Docker's host has no iptables with Docker's chain DOCKER-USER",
      refused: "iptables on Docker's host refused the rules",
      bridgeUnseen:
        "Docker's host does not show bridged packets to iptables (net.bridge.bridge-nf-call-iptables is not 1)",
      ended: (status: number) => `a program on Docker's host ended with status ${status}`,
      badBridge: (bridge: string) => `${bridge} cannot be the name of a bridge`,
      noBridge: (driver: string) =>
        `a network of the kind ${driver} has no bridge on Docker's host`,
      noImage: 'the empty image for programs of the host was not made',
    },
    tooOld: (version: string, oldest: string) =>
      `This Docker speaks API ${version}; Docker Engine 20.10 (API ${oldest}) or newer is needed.`,
    couldNot: (task: Task, why: string) => `Docker could not ${inWords(task)}: ${why}`,
    noMemory: (task: Task) => `Docker could not ${inWords(task)}: the machine has no memory left.`,
    noSpace: (task: Task) => `Docker could not ${inWords(task)}: no space is left on its disk.`,
    tookTooLong: (task: Task) => `Docker did not ${inWords(task)} in time; it may still do so.`,
    wentAway: (task: Task) => `Docker went away while it was to ${inWords(task)}.`,
    wentAwayUnsure: (task: Task) =>
      `Docker went away while it was to ${inWords(task)}; it may have done so.`,
    nameTaken: (container: string) =>
      `A container named ${container} exists that does not belong to this deployment. Rename or remove it, then start again.`,
    removedMeanwhile: (server: string) => `The server ${server} was removed while it started.`,
    badHost: (host: string) =>
      `DOCKER_HOST "${host}" cannot be used. Give unix:///path/to/docker.sock or tcp://host:port.`,
    noCertificate: (file: string) => `DOCKER_CERT_PATH has no readable ${file}.`,
    noGateway: (network: string) =>
      `The network ${network} has no IPv4 gateway, so labs cannot reach this machine.`,
    networkVanished: (network: string) => `The network ${network} vanished while it was made.`,
    volumeStays: (volume: string) =>
      `The volume ${volume} belongs to another deployment; it stays.`,
    volumeOfCompose: (volume: string, project: string) =>
      `The volume ${volume} belongs to ${project} of Docker Compose, so it is nobody's home. Nothing was changed. ` +
      'Please tell an administrator: other names of volumes, in PERIJOVE_VOLUMES_FILE or by PERIJOVE_VOLUME_PREFIX, keep them apart.',
    volumeNotOurs: (volume: string, owner: string) =>
      `The volume ${volume} belongs to another deployment of Perijove on this Docker, ${owner}. Nothing was changed. ` +
      'Please tell an administrator: PERIJOVE_VOLUME_PREFIX and PERIJOVE_SHARED_VOLUME keep deployments apart; ' +
      `PERIJOVE_DEPLOYMENT_ID=${owner} goes on as that one after its database was lost.`,
  },
  images: {
    waiting: (downloads: number) =>
      `Waiting for ${downloads} other ${downloads === 1 ? 'download' : 'downloads'}`,
    downloading: (image: string) => `Downloading the image ${image}`,
    downloaded: (image: string, megabytes: number, all: number) =>
      `Downloading the image ${image}: ${megabytes} MB of ${all} MB`,
    givenUp: 'Nobody waited for the image any more.',
    notHere: (image: string) => `The image ${image} was not found on this machine.`,
    notFound: (image: string) =>
      `The image ${image} was not found, or its registry wants a login. Check its name, or bring it to this machine with docker pull.`,
    noRegistry: (image: string) =>
      `The image ${image} is not on this machine, and its registry does not answer. Bring it here with docker pull or docker load, or try again later.`,
    noRoom: (image: string) => `There is no room on the disk for the image ${image}.`,
    noName: (image: string) => `"${image}" is not the name of an image.`,
    noneToMeasure: 'No image is known yet with which a volume could be measured.',
  },
  processes: {
    wrongSystem: 'Local processes need Linux or macOS; use Docker instead.',
    description: (system: string) => `Local processes on ${system}`,
    noName: (name: string) => `"${name}" cannot be the name of a server or a volume.`,
    noProgram: (program: string) =>
      `The command ${program} was not found on this machine. Install it into the Python environment of Perijove.`,
    noFreePort: 'No free port was found on this machine.',
    noPorts: 'This machine gives out no ports.',
    notBegun: (server: string) => `The server ${server} did not begin in time; it may still do so.`,
    unreadableRecord: (file: string) => `${file} cannot be read as a server's record.`,
    inTheWay: (path: string) =>
      `${path} is in the way of a volume that belongs there. Nothing was changed. Move it elsewhere, then start again.`,
    volumeHeld: (volume: string, server: string) =>
      `The volume ${volume} belongs to the server ${server}.`,
    volumeNotRemoved: (volume: string) => `The volume ${volume} could not be removed.`,
    /** A line in the log of a server. */
    logCut: '[… earlier output was dropped …]',
  },
} as const;
