/** Shorter "secrets" protect nothing, and hiding every "s" would hide the log. */
const SHORTEST_SECRET = 4;

/**
 * A function that puts `[secret]` in the place of each secret, in the forms in which a secret travels: as it is,
 * inside JSON, and inside an address.
 */
export function maskSecrets(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  // Longest first: a secret that holds another is hidden whole.
  const ordered = [...new Set(forms)].sort((one, other) => other.length - one.length);
  return (text) => ordered.reduce((masked, secret) => masked.replaceAll(secret, "[secret]"), text);
}
