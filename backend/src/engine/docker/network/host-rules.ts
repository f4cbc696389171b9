/* eslint-disable no-restricted-syntax -- rules for iptables and a script for sh, no text for users */
import { isIP } from 'node:net';

/** A container on the labs' network that is no lab: the hub, the backend, what an operator put there. */
export interface Peer {
  readonly address: string;
  /** TCP ports that labs may open there; null for every port. */
  readonly ports: readonly number[] | null;
}

/** What the host's rules for the labs' network depend on. */
export interface NetworkRules {
  /** The network's bridge on the host. */
  readonly bridge: string;
  readonly chain: string;
  readonly peers: readonly Peer[];
  /** Whether labs may ask for the metadata of the machine. */
  readonly metadata: boolean;
}

/** IP version 4 or 6. */
export type Family = 4 | 6;

/**
 * Where clouds tell a machine who it is, tokens of its account included: the whole link-local block
 * (AWS, Google, Azure, OpenStack, tasks of ECS), Azure's second address, Alibaba's, Oracle's old one.
 */
const METADATA: Readonly<Record<Family, readonly string[]>> = {
  4: ['169.254.0.0/16', '168.63.129.16/32', '100.100.100.200/32', '192.0.0.192/32'],
  6: ['fd00:ec2::254/128', 'fe80::a9fe:a9fe/128'],
};

const REFUSE: Readonly<Record<Family, string>> = {
  4: 'REJECT --reject-with icmp-admin-prohibited',
  6: 'REJECT --reject-with icmp6-adm-prohibited',
};

/** A name that no shell and no iptables can misread; Docker's own names are like that. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/;

/** The chain of a network, by the first digits of its id. */
export const chainOf = (networkId: string): string => `PERIJOVE-${networkId.slice(0, 12)}`;

/**
 * The rules as `iptables-restore --noflush` reads them: the chain is replaced in one go, and nothing
 * else. Everything that comes from the labs' bridge passes the chain. It only refuses: what it
 * returns goes on through Docker's rules and the operator's. Pure.
 *
 * Addresses of metadata count as they were asked for, before any translation on the host. Their port
 * 53 stays open: several clouds have their name server there. Throws for what is no address or name.
 */
export const rulesText = (rules: NetworkRules, family: Family): string => {
  const { bridge, chain, metadata } = rules;
  if (!PLAIN.test(bridge)) throw new Error(`${bridge} cannot be the name of a bridge`);
  const peers = rules.peers.filter(({ address }) => isIP(address) === family);
  const add = (rule: string): string => `-A ${chain} ${rule}`;
  const open = peers.flatMap(({ address, ports }) => [
    add(`-o ${bridge} -s ${address} -j RETURN`),
    ...(ports === null
      ? [add(`-o ${bridge} -d ${address} -j RETURN`)]
      : ports.map(port => add(`-o ${bridge} -d ${address} -p tcp --dport ${port} -j RETURN`))),
  ]);
  const guarded = METADATA[family].flatMap(block => {
    const asked = `-m conntrack --ctorigdst ${block}`;
    return [
      ...['udp', 'tcp'].map(protocol => add(`${asked} -p ${protocol} --dport 53 -j RETURN`)),
      add(`${asked} -j ${REFUSE[family]}`),
    ];
  });
  return [
    '*filter',
    `:${chain} - [0:0]`,
    add('-m conntrack --ctstate RELATED,ESTABLISHED -j RETURN'),
    ...(metadata ? [] : guarded),
    ...open,
    add(`-o ${bridge} -j ${REFUSE[family]}`),
    'COMMIT',
    '',
  ].join('\n');
};

/** What the script below says with its exit status, beside 0. */
export const OUTCOMES = { noTool: 3, refused: 4, bridgeUnseen: 5 } as const;

/**
 * Brings the host's rules to what they should be, with the host's own iptables, the variant in which
 * Docker's chains are. Arguments: version (`iptables` or `ip6tables`), bridge, chain, rules. Chains
 * of networks that are gone go as well.
 */
export const APPLY_SCRIPT = `
PATH=/usr/sbin:/usr/bin:/sbin:/bin
name=$1 bridge=$2 chain=$3 rules=$4 tool= parent=DOCKER-USER
for try in "$name" "$name-nft" "$name-legacy"; do
  if "$try" -w 5 -n -L DOCKER-USER >/dev/null 2>&1; then tool=$try; break; fi
done
if [ -z "$tool" ] && [ "$name" = ip6tables ]; then tool=$name parent=FORWARD; fi
[ -n "$tool" ] || exit 3
printf '%s' "$rules" | "$tool-restore" -w 5 --noflush || exit 4
for from in "$parent" INPUT; do
  "$tool" -w 5 -C "$from" -i "$bridge" -j "$chain" 2>/dev/null ||
    "$tool" -w 5 -I "$from" -i "$bridge" -j "$chain" || exit 4
done
"$tool" -w 5 -S INPUT | while read -r _ _ _ other _ old; do
  case "$old" in PERIJOVE-*) ;; *) continue ;; esac
  [ -e "/sys/class/net/$other" ] && continue
  for from in "$parent" INPUT; do "$tool" -w 5 -D "$from" -i "$other" -j "$old" 2>/dev/null; done
  "$tool" -w 5 -F "$old" && "$tool" -w 5 -X "$old"
done
[ "$(cat "/proc/sys/net/bridge/bridge-nf-call-$name" 2>/dev/null)" = 1 ] || exit 5
`;
