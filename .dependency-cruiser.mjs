/** The one-way imports of the design: adapters → conversation → rooms → storage and operations. */
const rooms = "access|retrieval|models|safety|documents";

export default {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      comment: "A cycle means that two things are one thing, or that a type stands in the wrong room.",
      from: {},
      to: { circular: true },
    },
    {
      name: "core-knows-no-adapter",
      severity: "error",
      comment: "Only the composition root puts adapters and core together.",
      from: { path: "^src/", pathNot: "^src/app\\.ts$" },
      to: { path: "^adapters/" },
    },
    {
      name: "rooms-do-not-look-up",
      severity: "error",
      comment: "Rooms are used by the conversation; they never import it, nor the composition above it.",
      from: { path: `^src/(${rooms}|storage|operations)/` },
      to: { path: "^src/(conversation|audit)/|^src/(app|cli|main)\\.ts$" },
    },
    {
      name: "conversation-does-not-look-up",
      severity: "error",
      from: { path: "^src/conversation/" },
      to: { path: "^src/(audit)/|^src/(app|cli|main)\\.ts$" },
    },
    {
      name: "foundations-import-no-room",
      severity: "error",
      comment: "storage and operations are at the bottom.",
      from: { path: "^src/(storage|operations)/" },
      to: { path: `^src/(${rooms})/` },
    },
    {
      name: "adapters-do-not-know-each-other",
      severity: "error",
      from: { path: "^adapters/([^/]+)/" },
      to: { path: "^adapters/[^/]+/", pathNot: "^adapters/$1/" },
    },
    {
      name: "only-the-guard-releases",
      severity: "error",
      comment:
        "Outside src/safety, Released is a type and ownWords a template; `release` is the guard's alone.",
      from: { pathNot: "^src/safety/" },
      to: { path: "^src/safety/release-key\\.ts$" },
    },
    {
      name: "only-the-ledger-restores",
      severity: "error",
      comment:
        "Stored replies were released before they were stored; nothing else may become Released this way.",
      from: { pathNot: "^src/conversation/stored-reply\\.ts$" },
      to: { path: "^src/safety/restore-released\\.ts$" },
    },
    {
      name: "one-botbuilder-file",
      severity: "error",
      comment: "The Bot Framework SDK is archived: one file holds it, so that one file replaces it.",
      from: { path: "^(src|adapters)/", pathNot: "^adapters/teams/transport\\.ts$" },
      to: { path: "botbuilder|botframework" },
    },
    {
      name: "one-graph-file",
      severity: "error",
      comment: "Tokens for Microsoft Graph are made and sent in one file.",
      from: { path: "^(src|adapters)/", pathNot: "^adapters/teams/graph\\.ts$" },
      to: { path: "@microsoft/microsoft-graph-client|@azure/identity" },
    },
    {
      name: "not-to-dev-dependency",
      severity: "error",
      from: { path: "^(src|adapters)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^/assets/marked\\.js$" },
    },
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
