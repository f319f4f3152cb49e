import { OAuth2Client } from "google-auth-library";

export interface PushIdentity {
  /** What the subscription puts into its tokens; the push endpoint's address unless it was set otherwise. */
  readonly audience: string;
  /** The service account that the subscription signs as. */
  readonly serviceAccount: string;
  /** Another server in place of https://www.googleapis.com/oauth2/v1/certs: PEM keys by key id, in JSON. */
  readonly keysUrl?: string;
}

/** Why a push is not accepted; `status` is what Pub/Sub is told. */
export class PushRefused extends Error {
  override name = "PushRefused";
  readonly status: 401 | 403 | 503;

  constructor(status: 401 | 403 | 503, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/**
 * Checks the OIDC token of a push: signed by Google, for this audience, not expired, and by the subscription's own
 * service account (anybody can have Google sign a token for any audience).
 * @throws {PushRefused} 401 without a good token, 403 for somebody else's, 503 when Google's keys cannot be fetched.
 */
export function pushTokens({
  audience,
  serviceAccount,
  keysUrl,
}: PushIdentity): (header?: string) => Promise<void> {
  const google = new OAuth2Client(
    keysUrl ? { endpoints: { oauth2FederatedSignonPemCertsUrl: keysUrl } } : undefined,
  );
  return async (header) => {
    const token = /^Bearer (\S+)$/i.exec(header ?? "")?.[1];
    if (!token)
      throw new PushRefused(
        401,
        "the request carries no token: create the subscription with --push-auth-service-account",
      );
    await google.getFederatedSignonCerts().catch((error: unknown) => {
      throw new PushRefused(503, "Google's keys cannot be fetched: check the network", { cause: error });
    });
    const claims = await google.verifyIdToken({ idToken: token, audience }).then(
      (ticket) => ticket.getPayload(),
      (error: unknown) => {
        throw new PushRefused(
          401,
          "the token is not good: check GCS_PUSH_AUDIENCE and this machine's clock",
          {
            cause: error,
          },
        );
      },
    );
    if (claims?.email !== serviceAccount || claims.email_verified !== true)
      throw new PushRefused(403, "the token is another account's: check GCS_PUSH_SERVICE_ACCOUNT");
  };
}
