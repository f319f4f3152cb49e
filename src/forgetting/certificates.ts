import type { Kysely } from "kysely";
import type { TenantId } from "../access/scopes.ts";
import type { Tables } from "../storage/tables.ts";
import type { Certificate } from "./certificate.ts";

/** The certificates of a tenant; they are kept for good, because nothing that was forgotten is in them. */
export interface Certificates {
  keep(certificate: Certificate): Promise<void>;
  /** One by its id, or the beginning of it. */
  find(id: string): Promise<Certificate | undefined>;
  /** All of them, latest first. */
  list(): Promise<readonly Certificate[]>;
}

export function createCertificates({ db, tenant }: { db: Kysely<Tables>; tenant: TenantId }): Certificates {
  const list = async (): Promise<readonly Certificate[]> => {
    const rows = await db
      .selectFrom("certificates")
      .select("certificate")
      .where("tenant", "=", tenant)
      .orderBy("issued_at", "desc")
      .execute();
    return rows.map(({ certificate }) => JSON.parse(certificate) as Certificate);
  };
  return {
    async keep(certificate) {
      await db
        .insertInto("certificates")
        .values({
          id: certificate.id,
          tenant,
          issued_at: Date.parse(certificate.finishedAt),
          certificate: JSON.stringify(certificate),
        })
        .execute();
    },
    find: async (id) => (await list()).find((certificate) => certificate.id.startsWith(id)),
    list,
  };
}
