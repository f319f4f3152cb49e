import { setTimeout as sleep } from "node:timers/promises";
import { readMessage } from "../../../adapters/teams/receive/read-message.ts";
import type { AskId } from "../../../src/conversation/ask.ts";
import {
  APP_ID,
  inChannel,
  message,
  startTeamsDocent,
  TENANT,
  type TeamsDocent,
} from "../../stand-ins/teams-docent.ts";
import { answering } from "../../stand-ins/teams-scripted-turns.ts";

let docent: TeamsDocent;
beforeEach(async () => {
  docent = await startTeamsDocent();
});
afterEach(() => docent.stop());

const post = (change: object) => docent.post(message(docent.microsoft, change));

test("a private message becomes an ask of that person, in private", async () => {
  await post({});
  expect(docent.turns.asks[0]).toMatchObject({
    tenant: "acme",
    platform: "teams",
    person: "teams:ana-object-id",
    audience: { kind: "private", person: "teams:ana-object-id" },
    conversation: "teams:a:chat-with-ana",
    question: "How long is parental leave?",
  });
});

test("in a channel the audience is the channel, the conversation its thread, the question without the mention", async () => {
  await post(inChannel);
  expect(docent.turns.asks[0]).toMatchObject({
    audience: { kind: "channel", channel: "teams:19:general@thread.tacv2" },
    conversation: "teams:19:general@thread.tacv2;messageid=1690000000000",
    question: "How long is parental leave?",
  });
});

test.each(["channel", "groupChat"])(
  "in a %s Docent answers only when it is mentioned",
  async (conversationType) => {
    const conversation = { ...inChannel.conversation, conversationType };
    await post({ ...inChannel, conversation, entities: [] });
    const someoneElse = [{ type: "mention", text: "<at>Ben</at>", mentioned: { id: "29:ben", name: "Ben" } }];
    await post({ ...inChannel, conversation, id: "2", entities: someoneElse });
    expect(docent.turns.asks).toEqual([]);
    await post({ ...inChannel, conversation, id: "3" });
    expect(docent.turns.asks).toHaveLength(1);
  },
);

test("what Teams makes of a text is undone", () => {
  const read = (change: object) => readMessage(message(docent.microsoft, change) as never);
  expect(read({ text: "a&nbsp;&lt;b&gt; &amp;amp; &#39;c&#x27; &#x110000; &#xD800;" })).toBe(
    "a <b> &amp; 'c' &#x110000; &#xD800;",
  );
  expect(read({ text: "<p>one<br/>two</p>", textFormat: "xml" })).toBe("one\ntwo");
  expect(read({ text: "is 1 < 2 and 3 > 2?" })).toBe("is 1 < 2 and 3 > 2?");
  expect(
    read({
      text: "<at>Docent</at> what does <at>Ben</at> do?",
      entities: [
        ...inChannel.entities,
        { type: "mention", text: "<at>Ben</at>", mentioned: { id: "29:b", name: "Ben" } },
      ],
    }),
  ).toBe("what does Ben do?");
});

test("a redelivery is acknowledged and causes nothing", async () => {
  const statuses = [];
  for (let time = 0; time < 3; time++) statuses.push((await post({})).status);
  await docent.turns.settled();
  expect(statuses).toEqual([200, 200, 200]);
  expect(docent.turns.asks).toHaveLength(1);
  expect(docent.microsoft.activities().filter(({ body }) => body.attachments)).toHaveLength(1);
});

test("Teams is answered as soon as the ask is durable, before the answer", async () => {
  let release = () => {};
  const durable = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = await startTeamsDocent({
    beforeDurable: () => durable,
    script: (ask) => answering(ask, {}, 300),
  });
  let acknowledged = false;
  const posted = slow.post(message(slow.microsoft)).then((response) => {
    acknowledged = true;
    return response;
  });
  await sleep(100);
  expect(acknowledged).toBe(false);
  release();
  expect((await posted).status).toBe(200);
  expect(slow.microsoft.activities().some(({ body }) => body.attachments)).toBe(false);
  await slow.stop();
  expect(slow.microsoft.activities().some(({ body }) => body.attachments)).toBe(true);
});

test("an addressed message without a question gets a hint", async () => {
  await post({ ...inChannel, text: "<at>Docent</at> " });
  await docent.teams.stop();
  expect(docent.turns.asks).toEqual([]);
  expect(docent.microsoft.activities()[0]?.body.text).toContain("Ask me something");
});

test.each(["messageReaction", "messageUpdate", "messageDelete", "event", "typing", "endOfConversation"])(
  "%s is acknowledged and causes nothing",
  async (type) => {
    expect((await post({ type })).status).toBe(200);
    expect(docent.turns.asks).toEqual([]);
    expect(docent.microsoft.calls).toEqual([]);
  },
);

test("a new chat is greeted once, however often Teams says so", async () => {
  const added = { type: "conversationUpdate", membersAdded: [{ id: `28:${APP_ID}` }] };
  await post(added);
  await post(added);
  await post({ type: "installationUpdate", action: "add" });
  await docent.teams.stop();
  expect(docent.microsoft.activities().map(({ body }) => body.text)).toEqual([
    expect.stringContaining("Hello, I am Docent"),
  ]);
});

test("who joins or leaves is no longer remembered as they were", async () => {
  await post({
    ...inChannel,
    type: "conversationUpdate",
    membersRemoved: [{ id: "29:ben", aadObjectId: "ben-object-id" }],
  });
  expect(docent.changed).toEqual(["teams:29:ben", "teams:ben-object-id", "teams:19:general@thread.tacv2"]);
});

describe("feedback", () => {
  const vote = (reaction: string, feedback?: string, replyToId = "activity-1") => ({
    type: "invoke",
    name: "message/submitAction",
    replyToId,
    value: { actionName: "feedback", actionValue: { reaction, feedback } },
  });
  beforeEach(async () => {
    await post({});
    await docent.turns.settled();
  });

  test.each([
    ["a thumb up", vote("like"), { kind: "helpful" }],
    [
      "Teams' own form",
      vote("dislike", '{"feedbackText":" too short "}'),
      { kind: "unhelpful", comment: "too short" },
    ],
    [
      "our form",
      vote("dislike", '{"problem":"biased-or-wrong","comment":"18 weeks"}'),
      { kind: "biased-or-wrong", comment: "18 weeks" },
    ],
    [
      "the Agents Playground, which sends bare text",
      vote("dislike", "18 weeks"),
      { kind: "unhelpful", comment: "18 weeks" },
    ],
  ])("%s is recorded and answered {}", async (_name, activity, verdict) => {
    const response = await post(activity);
    expect([response.status, await response.json()]).toEqual([200, {}]);
    expect(docent.turns.votes).toEqual([{ id: "ask_1", from: "teams:ana-object-id", verdict }]);
  });

  test("in a channel the thumbs stand under the card, and count for the answer above it", async () => {
    await post({ ...inChannel, id: "2" });
    await docent.turns.settled();
    const card = docent.microsoft.activities().at(-1);
    expect(card?.body).toMatchObject({
      attachments: [{ contentType: "application/vnd.microsoft.card.adaptive" }],
      channelData: { feedbackLoop: { type: "custom" } },
    });
    await post({ ...inChannel, ...vote("like", undefined, "activity-3") });
    expect(docent.turns.votes).toEqual([
      { id: "ask_2", from: "teams:ana-object-id", verdict: { kind: "helpful" } },
    ]);
  });

  test("on a message that is not Docent's is acknowledged and ignored", async () => {
    expect((await post(vote("like", undefined, "another"))).status).toBe(200);
    expect(docent.turns.votes).toEqual([]);
  });

  test("the form asks what was the matter only after a thumb down", async () => {
    const fetchTask = (reaction: string) => ({
      type: "invoke",
      name: "message/fetchTask",
      value: { data: { actionName: "feedback", actionValue: { reaction } } },
    });
    const inputs = async (reaction: string) => {
      const { task } = (await (await post(fetchTask(reaction))).json()) as {
        task: { value: { card: { content: { body: { id: string }[] } } } };
      };
      return task.value.card.content.body.map(({ id }) => id);
    };
    expect(await inputs("dislike")).toEqual(["problem", "comment"]);
    expect(await inputs("like")).toEqual(["comment"]);
  });

  test("a vote that is none is refused", async () => {
    expect((await post({ type: "invoke", name: "message/submitAction", value: "like" })).status).toBe(400);
  });
});

describe("buttons of the card", () => {
  const press = (data: object) => ({
    ...inChannel,
    type: "invoke",
    name: "adaptiveCard/action",
    value: { action: { type: "Action.Execute", data } },
  });

  test("“only you can see” asks again in the person's own chat, once", async () => {
    await post(inChannel);
    const button = press({ docent: "ask-privately", ask: "ask_1", question: "How long is parental leave?" });
    const response = await post(button);
    expect(await response.json()).toMatchObject({
      statusCode: 200,
      type: "application/vnd.microsoft.activity.message",
      value: "The answer is in your private chat with me.",
    });
    await post(button);
    expect(docent.turns.asks.slice(1)).toEqual([
      expect.objectContaining({
        audience: { kind: "private", person: "teams:ana-object-id" },
        conversation: "teams:a:29:ana",
        question: "How long is parental leave?",
        id: "ask_2" as AskId,
      }),
    ]);
    const opened = docent.microsoft.calls.find(({ path }) => path === "/v3/conversations");
    expect(opened?.body).toMatchObject({ members: [{ id: "29:ana" }], tenantId: TENANT, isGroup: false });
  });

  test.each([
    ["appeal", undefined, { kind: "appeal" }],
    ["appeal", "It was a quote.", { kind: "appeal", comment: "It was a quote." }],
    ["report", "  ", { kind: "biased-or-wrong" }],
    ["report", "Only about men.", { kind: "biased-or-wrong", comment: "Only about men." }],
  ])("the form of a card is recorded: %s, “%s”", async (docent_, comment, verdict) => {
    await post(inChannel);
    await docent.turns.settled();
    await post(press({ docent: docent_, ask: "ask_1", ...(comment !== undefined && { comment }) }));
    expect(docent.turns.votes).toEqual([{ id: "ask_1", from: "teams:ana-object-id", verdict }]);
  });

  test("a button of somebody else's card is refused, an unknown invoke not implemented", async () => {
    expect((await post(press({ docent: "delete-everything", ask: "1" }))).status).toBe(400);
    expect((await post({ type: "invoke", name: "task/fetch" })).status).toBe(501);
  });
});
