/** What Teams allows, in one place. Sources: Microsoft's Teams bot documentation, and what its servers were seen to refuse. */
export const limits = {
  /** A message may hold about 100 KB of UTF-16; Microsoft asks to stay below 80 KB. */
  messageBytes: 80 * 1024,
  /** The largest activity taken in; Teams itself stops people at 28 KB of text. */
  requestBytes: 256 * 1024,
  citations: 20,
  citationNameCharacters: 80,
  citationAbstractCharacters: 160,
  /** Microsoft asks for a pause of 1.5 s to 2 s between the chunks of a stream. */
  chunkIntervalMs: 1_500,
  /** A stream must end within two minutes; the rest is left for the final message to arrive. */
  streamMs: 110_000,
  /** An informative status is one line. */
  statusCharacters: 1_000,
  sendTimeoutMs: 15_000,
  sendAttempts: 5,
  retryBaseMs: 1_000,
  retryCeilingMs: 30_000,
  /** Statuses that Microsoft says to try again with a growing pause. */
  retryStatuses: [412, 429, 502, 504] as readonly number[],
  /** Sources that the card lists; the text cites all of them. */
  cardSources: 20,
  cardQuoteCharacters: 300,
  /** Of what a reader writes about an answer. */
  commentCharacters: 4_000,
  rosterPageSize: 500,
  /** Beyond 20 pages nobody can vouch that no outsider is in a conversation. */
  rosterPages: 20,
  /** Conversations checked to learn what one person may read, most recently seen first. */
  conversationsPerPerson: 50,
  /** Answers about people and channels that are remembered, of each kind. */
  remembered: 50_000,
  /** One attempt at a request to Microsoft Graph. */
  graphTimeoutMs: 30_000,
  graphRetries: 3,
  /** A longer `Retry-After` than this is not waited for within a request. */
  graphPatienceMs: 5_000,
  /** The longest that Graph is left alone after it throttled. */
  graphHoldCeilingMs: 5 * 60_000,
  /** Entries of a page, for drives and members; Graph allows 999 members and 1,000 items. */
  graphPageSize: 200,
  /** Larger files are not fetched; the parser refuses them as well. */
  fileBytes: 50 * 1024 * 1024,
  downloadTimeoutMs: 120_000,
  downloadAttempts: 4,
  /** Addresses that a download may lead through. */
  downloadHops: 4,
  /** Folders above a file; SharePoint's paths of 400 characters have fewer. */
  folderDepth: 100,
  /** Indexed channels that one person is looked for in, most recently seen first, and how many at once. */
  indexedChannelsPerPerson: 200,
  channelChecksAtOnce: 8,
  /** Files of one person's chat. */
  uploadsPerPerson: 200,
  /** Failures that the card of sources lists. */
  cardFailures: 10,
} as const;
