/** Addresses that mean this machine, or all of its addresses. */
const HERE = [undefined, "0.0.0.0", "::", "127.0.0.1", "::1"];

/**
 * The address, such as http://localhost:2567, at which a program on this machine reaches a server that
 * listens on `host`. `self` is what this machine calls itself.
 */
export function localAddress(host: string | undefined, port: number, self = "localhost"): string {
  if (host === "::1") return `http://${self === "localhost" ? self : "[::1]"}:${port}`;
  const name = HERE.includes(host) ? self : host?.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
