import type { Settings } from "../../src/config.ts";
import { createBotToken } from "./transport/bot-token.ts";

/** Asks Microsoft for the bot's token. @throws {BotCredentialsError} when it refuses them */
export async function checkTeams(settings: Settings): Promise<string> {
  const token = createBotToken({
    loginUrl: settings.TEAMS_LOGIN_URL ?? "https://login.microsoftonline.com",
    directory: settings.TEAMS_TENANT_ID ?? "botframework.com",
    appId: settings.TEAMS_APP_ID!,
    secret: settings.TEAMS_APP_PASSWORD!,
    scope: "https://api.botframework.com/.default",
  });
  await token();
  return `app ${settings.TEAMS_APP_ID}`;
}
