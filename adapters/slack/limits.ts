/**
 * What Slack allows, as published at docs.slack.dev in November 2026 unless a line says otherwise. Everything that
 * is sent, split or waited for is measured against this table.
 */
export const slackLimits = {
  /** Slack redelivers what is not acknowledged within 3 s; the rest is for the way there and back. */
  acknowledgeMs: 2_700,
  /** How far the clock of a signed request may be from ours, both ways. */
  signatureWindowSeconds: 300,
  requestBytes: 1_000_000,

  blocksPerMessage: 50,
  /** Text and addresses in one message's blocks. `msg_blocks_too_long` was observed near 13,200. */
  messageCharacters: 11_000,
  /** Slack refuses a second table in one message. */
  tablesPerMessage: 1,
  tableRows: 100,
  tableColumns: 20,
  /** Over all cells of one table. */
  tableCharacters: 10_000,
  headerCharacters: 150,
  /** `text` beside blocks: what notifications and screen readers get. Slack advises 4,000 and cuts at 40,000. */
  notificationCharacters: 3_000,
  buttonValueCharacters: 2_000,
  urlCharacters: 3_000,
  listIndent: 8,

  /** `markdown_text` of one startStream, appendStream or stopStream call. */
  appendCharacters: 12_000,
  /** Beyond this a streamed message would no longer fit into one message. */
  streamCharacters: 10_000,
  /** appendStream allows 100 calls a minute and workspace; two readers at once stay below it. */
  appendIntervalMs: 600,
  /** chat.update allows 50 calls a minute and workspace. */
  updateIntervalMs: 3_000,

  /** A response_url works five times within thirty minutes; the last minute is left for clocks that differ. */
  responseUrlUses: 5,
  responseUrlMs: 29 * 60_000,

  /** Attempts at one call that Slack answers with 429, and the longest wait that is worth holding a turn for. */
  rateLimitAttempts: 4,
  rateLimitWaitMs: 60_000,
  requestTimeoutMs: 15_000,

  /**
   * Calls of one method a minute and workspace: Slack's tiers 3 (50+) and 4 (100+), less what answering needs.
   * https://docs.slack.dev/apis/web-api/rate-limits
   */
  callsPerMinute: { tier3: 40, tier4: 80 },
  /** conversations.history and .replies of commercial apps outside the Marketplace. */
  commercialCallsPerMinute: 1,
  commercialMessages: 15,
  /** How often one call is made again that Slack answers with 429, before its work goes back into the queue. */
  pacedAttempts: 5,

  filesPerPage: 200,
  /** conversations.history and .replies advise at most 200. */
  messagesPerPage: 200,
  /** Pages of replies to one message. */
  repliesPages: 50,
  fileBytes: 50 * 1024 * 1024,
  downloadTimeoutMs: 120_000,
  downloadHops: 3,
  /** Lines of what could not be read in one list of sources. */
  shownFailures: 12,

  suggestedPrompts: 4,
  modalTitleCharacters: 24,
  commentCharacters: 3_000,

  pageSize: 200,
  /** conversations.members and users.list take pages of up to 1,000. */
  largePageSize: 1_000,
  /** 20 pages: 4,000 channels of a person, 20,000 members of a channel or workspace. More counts as unknown. */
  pages: 20,
  /** Members of a channel whom the workspace's list of people does not know, looked up one by one. */
  strangers: 20,

  /**
   * How many questions of a kind are asked within a minute before what was said up to `busyMaxAgeMs` ago has to do:
   * half of what Slack allows (users.info and conversations.members 100, users.conversations 50, usergroups.list 20),
   * for bursts.
   */
  usersInfoPerMinute: 50,
  membersPerMinute: 50,
  usersConversationsPerMinute: 25,
  usergroupsListPerMinute: 10,
  busyMaxAgeMs: 60_000,
  /** The same for the list of a person's channels, which only says where to search. */
  busyListMaxAgeMs: 60 * 60_000,
  /** For each page of users.list, which is allowed 20 times a minute. */
  listingMaxAgeMs: 60_000,
  /** A larger workspace is not listed again every minute because many people ask; each is asked about alone. */
  listingPagesWhenBusy: 5,
  /** People and channels remembered. */
  remembered: 50_000,
  /** Channels whose members are remembered, at some 60 bytes for each member. */
  rememberedRosters: 1_000,
} as const;
