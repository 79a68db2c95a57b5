/**
 * What other programs put into the environment under names that look like our settings. A server that
 * refused to start over them could not run in Kubernetes or from some shells.
 */

export type Environment = Readonly<Record<string, string | undefined>>;

/** An environment with our own settings only, and a sentence on each thing that was left out or changed. */
export interface CleanEnvironment {
  environment: Environment;
  warnings: readonly string[];
}

/** Longest name of a process: as long as a label of a DNS name, and so the name of most pods. */
export const PROCESS_NAME_MAX = 63;

/**
 * Kubernetes describes each service of the namespace in every container's environment: for one called
 * "quickpong" these names and QUICKPONG_PORT, for "quickpong-metrics" QUICKPONG_METRICS_PORT.
 * See https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
 */
const SERVICE_LINK =
  /^QUICKPONG_(\w+_)?(SERVICE_(HOST|PORT(_\w+)?)|PORT_\d+_(TCP|UDP|SCTP)(_\w+)?)$/;
const SERVICE_ADDRESS = /^(tcp|udp|sctp):\/\//;

/** Leaves out what is not meant for us. `hostname` is this machine's own name. */
export function cleanEnvironment(environment: Environment, hostname: string): CleanEnvironment {
  const own: Record<string, string | undefined> = { ...environment };
  const warnings: string[] = [];
  const links = Object.keys(own).filter((name) => isServiceLink(name, own[name]));
  for (const name of links) delete own[name];
  if (links.length > 0) {
    const names = links.sort().join(", ");
    warnings.push(`Ignored, since Kubernetes sets them for its services: ${names}.`);
  }
  const { HOST: host, QUICKPONG_PROCESS: processName } = own;
  if (host && isMachinesName(host.trim(), hostname)) {
    delete own["HOST"];
    const instead = "Set it to an IP address to listen on that one alone.";
    warnings.push(
      `Ignored: HOST=${host} is this machine's name, as some shells set it. ${instead}`,
    );
  }
  const short = processName && shorten(processName.trim());
  if (short && short !== processName.trim()) {
    own["QUICKPONG_PROCESS"] = short;
    warnings.push(`QUICKPONG_PROCESS=${processName} is too long: this process is called ${short}.`);
  }
  return { environment: own, warnings };
}

const isServiceLink = (name: string, value = ""): boolean =>
  SERVICE_LINK.test(name) ||
  (name.startsWith("QUICKPONG_") && name.endsWith("_PORT") && SERVICE_ADDRESS.test(value));

/** With or without its domain; tcsh and zsh put the name into HOST. "localhost" is an address to us. */
const isMachinesName = (host: string, hostname: string): boolean =>
  host !== "localhost" && (host === hostname || host === hostname.split(".", 1)[0]);

/** The end of a pod's name is what tells it from others. */
const shorten = (name: string): string =>
  name.length <= PROCESS_NAME_MAX
    ? name
    : name.slice(-PROCESS_NAME_MAX).replace(/^[^A-Za-z\d]+/, "");
