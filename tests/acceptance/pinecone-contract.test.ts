/** The stand-in for Pinecone speaks as Pinecone does: requests and answers are held against Pinecone's OpenAPI. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { openPineconeBench } from "../retrieval/indexes.ts";
import { ACME, documentId, passage, put, query } from "../retrieval/passages.ts";
import type { PineconeRequest } from "../stand-ins/pinecone.ts";
import { describeWithData } from "./shared-data.ts";

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { content: { "application/json": { schema: object } } };
  readonly responses: Readonly<Record<string, { content?: { "application/json": { schema: object } } }>>;
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: unknown;
}

describeWithData("Pinecone's OpenAPI", (shared) => {
  const api = (name: string): OpenApi =>
    parse(readFileSync(join(shared, "specs", "pinecone", name), "utf8")) as OpenApi;
  const data = api("data-2026-04.yaml");
  const control = api("control-2026-04.yaml");

  /** OpenAPI 3.0 has words that JSON Schema does not, and Pinecone's has some in the wrong place: both are let be. */
  const validator = (schema: object, { components }: OpenApi): ValidateFunction =>
    new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile({
      ...schema,
      components,
    } as object);

  const problems = ({ method, path, body, response, status, query: asked }: PineconeRequest): string[] => {
    const name = path.startsWith("/indexes/") ? "/indexes/{index_name}" : path;
    const spec = name.startsWith("/indexes") ? control : data;
    const operation = spec.paths[name]?.[method.toLowerCase()];
    if (!operation) return [`${method} ${path} is not of Pinecone's API`];
    const names = new Set(operation.parameters?.map((parameter) => parameter.name));
    const unknown = [...asked.keys()]
      .filter((key) => !names.has(key))
      .map((key) => `unknown parameter ${key}`);
    const check = (what: string, schema: object | undefined, value: unknown) => {
      if (!schema) return value === undefined ? [] : [`${what} where there is none`];
      const validate = validator(schema, spec);
      return validate(value)
        ? []
        : (validate.errors ?? []).map((error) => `${what}${error.instancePath} ${error.message}`);
    };
    const answer = operation.responses[status] ?? operation.responses[`${String(status)[0]}XX`];
    return [
      ...unknown,
      // The client writes indexes as version 2026-07 has them, which is not published as OpenAPI.
      ...(path === "/indexes"
        ? []
        : check("request", operation.requestBody?.content["application/json"].schema, body)),
      ...check("response", answer?.content?.["application/json"].schema, response),
    ];
  };

  test("a whole day of Docent sends and gets what Pinecone knows", async () => {
    const bench = await openPineconeBench({ dimension: 4, metric: "dotproduct" });
    const { index, pinecone } = bench;
    const many = Array.from({ length: 12 }, (_, ordinal) => passage("guide", `part ${ordinal}`, { ordinal }));
    await put(index, { leave: "parental leave", empty: "" });
    await index.replace(ACME, documentId("guide"), many);
    const missing = await index.missingVectors(ACME, "m", 5);
    await index.putVectors(
      ACME,
      "m",
      missing.map(({ id }) => ({ passage: id, values: Float32Array.from([1, 2, 3, 4]) })),
    );
    await index.search(
      query("parental leave", {
        vector: { model: "m", values: Float32Array.from([1, 0, 0, 0]), weight: 0.5 },
      }),
    );
    await index.dropVectors(ACME, "m");
    await index.restore(ACME);
    await index.remove(ACME, documentId("guide"));
    pinecone.faults.push({ path: "/query", times: 1, kind: 429 });
    await index.search(query("leave"));

    const paths = new Set(pinecone.requests.map(({ path }) => path));
    expect([...paths].sort()).toEqual([
      "/describe_index_stats",
      "/indexes/docent",
      "/query",
      "/vectors/delete",
      "/vectors/list",
      "/vectors/upsert",
    ]);
    for (const request of pinecone.requests)
      expect([request.method, request.path, request.status, problems(request)]).toEqual([
        request.method,
        request.path,
        request.status,
        [],
      ]);
    await bench.close();
  });

  test("a made-up request is found out", () => {
    const request = {
      method: "POST",
      path: "/query",
      query: new URLSearchParams(),
      status: 200,
      response: {},
    };
    expect(problems({ ...request, body: { topK: "many" } })).toEqual(["request/topK must be integer"]);
    expect(problems({ ...request, path: "/queries", body: {} })).toHaveLength(1);
  });
});
