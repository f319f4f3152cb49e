/** Which servers Docent talks to on behalf of Teams: replies carry a token, so they never go to a stranger. */

/** Hosts of the Bot Connector, worldwide and in government clouds. */
const CONNECTOR_HOSTS = [
  /^smba\.trafficmanager\.net$/,
  /^(?:[a-z0-9-]+\.)*botframework\.com$/,
  /^(?:[a-z0-9-]+\.)*botframework\.azure\.us$/,
  /^smba\.infra\.(?:gcc\.teams\.microsoft\.com|gov\.teams\.microsoft\.us|dod\.teams\.microsoft\.us)$/,
];

/** Whether an address is this machine. */
export function isLoopback(hostOrAddress: string): boolean {
  const host = hostOrAddress.replace(/^\[|\]$/g, "").replace(/^::ffff:/, "");
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * Whether replies may be sent to `serviceUrl`: Microsoft's connector over https, or, where the caller allows it, a
 * stand-in on this machine.
 */
export function mayServe(serviceUrl: string, options: { loopback: boolean }): boolean {
  const url = URL.parse(serviceUrl);
  if (!url || url.username || url.password) return false;
  if (isLoopback(url.hostname)) return options.loopback;
  return (
    url.protocol === "https:" && url.port === "" && CONNECTOR_HOSTS.some((host) => host.test(url.hostname))
  );
}
