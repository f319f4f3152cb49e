import { readableBy } from "../../src/access/audience.ts";
import { createMembership } from "../../src/access/create-membership.ts";
import { localDirectory, MACHINE_OWNER } from "../../src/access/local-directory.ts";
import { channelId, personId, ScopeError } from "../../src/access/scopes.ts";

const [ana, wei, olle] = ["local:ana", "local:wei", "local:olle"].map(personId) as [
  ReturnType<typeof personId>,
  ReturnType<typeof personId>,
  ReturnType<typeof personId>,
];

function office() {
  const directory = localDirectory();
  directory.add({
    people: [
      { id: "local:ana", name: "Ana", groups: ["managers"] },
      { id: "local:wei", name: "Wei", standing: "guest" },
      { id: "local:olle", name: "Olle", standing: "deactivated", groups: ["managers"] },
    ],
    channels: [
      { id: "local:general", name: "#general", members: ["local:ana"] },
      { id: "local:client", name: "#client", members: ["local:ana", "local:wei"] },
      { id: "local:partner", name: "#partner", members: ["local:ana", "local:nobody-knows"] },
      { id: "local:declared", name: "#declared", members: ["local:ana"], hasOutsiders: true },
      { id: "local:old", name: "#old", members: ["local:olle"] },
    ],
  });
  const membership = createMembership({
    sources: new Map([["local", directory]]),
    onFailure: (_id, error) => {
      throw error;
    },
  });
  const reads = async (audience: Parameters<typeof readableBy>[0]) =>
    [...(await readableBy(audience, membership))].sort();
  return { directory, reads };
}

const inChannel = (name: string) => ({ kind: "channel", channel: channelId(`local:${name}`) }) as const;

describe("the directory that docent.json declares", () => {
  test("a member reads org, their own, their groups' and their channels' documents", async () => {
    const { reads } = office();
    expect(await reads({ kind: "private", person: ana })).toEqual([
      "channel:local:client",
      "channel:local:declared",
      "channel:local:general",
      "channel:local:partner",
      "group:managers",
      "org",
      "person:local:ana",
    ]);
  });

  test("a guest reads their own and their channels' documents, never org", async () => {
    const { reads } = office();
    expect(await reads({ kind: "private", person: wei })).toEqual([
      "channel:local:client",
      "person:local:wei",
    ]);
  });

  test("somebody who left reads nothing, whatever groups and channels still name them", async () => {
    const { reads } = office();
    expect(await reads({ kind: "private", person: olle })).toEqual([]);
  });

  test("somebody whom nobody declared reads nothing; the machine's owner reads org", async () => {
    const { reads } = office();
    expect(await reads({ kind: "private", person: personId("local:nobody-knows") })).toEqual([]);
    expect(await reads({ kind: "private", person: MACHINE_OWNER })).toEqual(["org", "person:local:me"]);
  });

  test("a channel of members reads org and its own documents", async () => {
    const { reads } = office();
    expect(await reads(inChannel("general"))).toEqual(["channel:local:general", "org"]);
  });

  test.each([
    ["a guest", "client"],
    ["somebody whom nobody declared", "partner"],
    ["outsiders by declaration", "declared"],
    ["somebody who left", "old"],
  ])("a channel with %s in it reads its own documents only", async (_who, name) => {
    const { reads } = office();
    expect(await reads(inChannel(name))).toEqual([`channel:local:${name}`]);
  });

  test("a channel that nobody declared reads what was given to it and nothing else", async () => {
    const { reads } = office();
    expect(await reads(inChannel("unheard-of"))).toEqual(["channel:local:unheard-of"]);
  });

  test("a second folder cannot raise anybody's standing: an id keeps its first entry", async () => {
    const { directory, reads } = office();
    directory.add({ people: [{ id: "local:wei", name: "Wei", standing: "member" }], channels: [] });
    expect(await reads({ kind: "private", person: wei })).not.toContain("org");
  });

  test("an id without a platform is refused with the form to use", () => {
    expect(() => localDirectory().add({ people: [{ id: "ana", name: "Ana" }], channels: [] })).toThrow(
      new ScopeError('"ana" is no person: write <platform>:<id>, e.g. slack:U024BE7LH or local:ana'),
    );
  });
});
