/** Which models' vectors the index has, in the database: what a restart, or another process, has to know. */
import type { Kysely } from "kysely";
import type { TenantId } from "../../access/scopes.ts";
import type { EmbeddingModelRow, Tables } from "../../storage/tables.ts";

export interface EmbeddingModel {
  readonly model: string;
  readonly dimension: number | undefined;
  /** filling: its vectors are being made. answering: questions are compared with them. leaving: about to be dropped. */
  readonly state: EmbeddingModelRow["state"];
}

export interface EmbeddingModels {
  all(): Promise<readonly EmbeddingModel[]>;
  /** The model is to be filled, unless it is known already. */
  begin(model: string): Promise<void>;
  /** Keeps the length of the model's vectors. */
  measured(model: string, dimension: number): Promise<void>;
  /** From now on this model answers, and whichever did before is leaving: in one step. */
  switchTo(model: string): Promise<void>;
  /** From now on the model is not to be filled, and is leaving. */
  giveUp(model: string): Promise<void>;
  remove(model: string): Promise<void>;
  /** Makes this process the one that makes the model's vectors, for so long; false when another one is. */
  hold(model: string, holder: string, forMs: number): Promise<boolean>;
  release(model: string, holder: string): Promise<void>;
}

/** The embedding models of a tenant. */
export function createEmbeddingModels({
  db,
  tenant,
  now = Date.now,
}: {
  db: Kysely<Tables>;
  tenant: TenantId;
  now?: () => number;
}): EmbeddingModels {
  const update = (changes: Partial<EmbeddingModelRow>) =>
    db.updateTable("embedding_models").set(changes).where("tenant", "=", tenant);
  return {
    async all() {
      const rows = await db.selectFrom("embedding_models").selectAll().where("tenant", "=", tenant).execute();
      return rows.map(({ model, dimension, state }) => ({ model, dimension: dimension ?? undefined, state }));
    },
    async begin(model) {
      const row = { tenant, model, dimension: null, state: "filling", since: now() } as const;
      await db
        .insertInto("embedding_models")
        .values({ ...row, holder: null, held_until: 0 })
        .onConflict((conflict) => conflict.columns(["tenant", "model"]).doNothing())
        .execute();
    },
    async measured(model, dimension) {
      await update({ dimension }).where("model", "=", model).execute();
    },
    async switchTo(model) {
      await db.transaction().execute(async (transaction) => {
        const change = (changes: Partial<EmbeddingModelRow>) =>
          transaction
            .updateTable("embedding_models")
            .set({ ...changes, since: now() })
            .where("tenant", "=", tenant);
        await change({ state: "leaving" }).where("state", "=", "answering").execute();
        await change({ state: "answering" }).where("model", "=", model).execute();
      });
    },
    async giveUp(model) {
      await update({ state: "leaving", since: now() }).where("model", "=", model).execute();
    },
    async remove(model) {
      await db
        .deleteFrom("embedding_models")
        .where((eb) => eb.and({ tenant, model }))
        .execute();
    },
    async hold(model, holder, forMs) {
      const time = now();
      const { numUpdatedRows } = await update({ holder, held_until: time + forMs })
        .where("model", "=", model)
        .where((eb) =>
          eb.or([eb("holder", "is", null), eb("holder", "=", holder), eb("held_until", "<", time)]),
        )
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async release(model, holder) {
      await update({ holder: null, held_until: 0 })
        .where("model", "=", model)
        .where("holder", "=", holder)
        .execute();
    },
  };
}
