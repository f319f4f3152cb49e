import fc from "fast-check";
import { SECRET_FORMATS } from "../../../src/safety/filters/secret-formats.ts";
import { secrets } from "../../../src/safety/filters/secrets.ts";
import { checkText, redacted } from "./check-text.ts";

/** Built from pieces, so that no scanner of this repository takes a made-up token for a leak. */
const token = (...parts: string[]): string => parts.join("");
const HEX = "9f8e7d6c5b4a39281706f5e4d3c2b1a0";
const MIXED = "q8Zr2Lw9Vt6Xk1BnMd4Js7Hf0Gc3Pa5Ye2Ru8Ti";

describe("credentials", () => {
  test("at least fifty vendor formats are known", () => {
    expect(new Set(SECRET_FORMATS.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(50);
  });

  test.each([
    ["AWS access key", token("AKIA", "Z7Q2MNB4XKLP3RTY")],
    ["AWS secret key", token("aws_secret_access_key = ", MIXED, "T")],
    ["GitHub token", token("ghp", "_", MIXED.slice(0, 36))],
    ["GitLab token", token("glpat", "-", "x8ZrLw9Vt6Xk1BnMd4Js")],
    ["Slack token", token("xoxb", "-281746350918-", "2817463509182-", "q8Zr2Lw9Vt6Xk1BnMd4Js7Hf")],
    [
      "Slack webhook",
      token("https://hooks.slack.com/", "services/T0ZW5D80S/BJMG7F8E2/", "SwE1Ze4IrUWrqXRPlxpHzgSk"),
    ],
    ["Stripe key", token("sk", "_live_", "4eC39HqLyjWDarjtT1zdp7dc")],
    ["SendGrid key", token("SG", ".z26CDoCz1grGA93gsYiApa.", "qW2JdcuflaUNUv5s40LLqsBMw5IRKnfWxpHYhyr81qd")],
    ["npm token", token("npm", "_", MIXED.slice(0, 36))],
    ["DigitalOcean token", token("dop", "_v1_", HEX, HEX)],
    ["Shopify token", token("shpat", "_", HEX)],
    ["Mailchimp key", token(HEX, "-us12")],
    [
      "private key",
      token("-----BEGIN RSA PRIVATE", " KEY-----\nMIIEpAIBAAKCAQ\n-----END RSA PRIVATE", " KEY-----"),
    ],
    ["password", "the staging password is Winter2031!"],
    ["password", "DB_PASSWORD=s3cr3tP4ss"],
    ["password", token("postgres://app:", "Zk3hs8dKq2", "@db.internal:5432/prod")],
    ["access token", token("Authorization: Bearer ", MIXED)],
    ["key", token('"client_secret": "', "aZ8kLm3nQp7rSt2vXy5w", '"')],
  ])("finds: %s", (kind, text) => {
    const finding = checkText(secrets, `please use ${text} today`);
    expect(finding.flagged).toBe(true);
    expect(finding.spans?.map((span) => span.replacement)).toContain(`[secret removed: ${kind}]`);
  });

  test.each([
    "commit 5d94960aa1b2c3d4e5f60718293a4b5c6d7e8f90",
    "request 123e4567-e89b-42d3-a456-426614174000",
    "arn:aws:iam::123456789012:role/service-role/Reader",
    token("AKIA", "IOSFODNN7EXAMPLE"),
    token("sk", "-", "x".repeat(32)),
    "export TOKEN=<your token>",
    "API_KEY=" + "$" + "{API_KEY}",
    "password: ********",
    "Your password must have at least 12 characters and 1 symbol.",
    "The password is kept in 1Password.",
    "image sha256:891e98517ce5d97a0eb3b79a7c9fdafd7f256bbd164beb8c8e244b7a8ca48a0f",
    "integrity sha512-9x8Yz7Wv6Ut5Sr4Qp3On2Ml1Kj0IhGfEdCbA9z8y7x6w5v4u3t2s1r0q==",
    "https://docs.example.org/d/1A2b3C4d5E6f7G8h9I0jKlMnOpQrStUvWxYz0123456/edit",
    "secret: process.env.SECRET_KEY",
  ])("leaves alone: %s", (text) => {
    expect(checkText(secrets, text)).toMatchObject({ flagged: false, score: 0 });
  });

  test("what is found can be cut out, wherever it stands", () => {
    const upperAndDigits = fc.string({
      unit: fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
      minLength: 16,
      maxLength: 16,
    });
    fc.assert(
      fc.property(
        fc.lorem({ maxCount: 8 }),
        upperAndDigits,
        fc.lorem({ maxCount: 8 }),
        (before, key, after) => {
          fc.pre(new Set(key).size > 5 && !/X{4}|EXAMPLE|SAMPLE/.test(key));
          const text = `${before} AKIA${key} ${after}`;
          const finding = checkText(secrets, text);
          for (const { start, end } of finding.spans ?? [])
            expect(0 <= start && start < end && end <= text.length).toBe(true);
          expect(redacted(text, finding)).not.toContain(key);
        },
      ),
    );
  });
});
