/** Which Slack channels are indexed and how, which files were seen in them, and the messages of those that opted in. */
import type { Kysely } from "kysely";

/** Creates `slack_channels`, `slack_files` and `slack_messages`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("slack_channels")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("team", "text", (column) => column.notNull())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("invited_by", "text", (column) => column.notNull())
    .addColumn("messages", "text", (column) => column.notNull())
    .addColumn("is_open", "integer", (column) => column.notNull())
    .addColumn("is_private", "integer", (column) => column.notNull())
    .addColumn("is_shared", "integer", (column) => column.notNull())
    .addColumn("is_archived", "integer", (column) => column.notNull())
    .addColumn("gaps", "text", (column) => column.notNull())
    .addColumn("walked_at", "bigint")
    .addPrimaryKeyConstraint("slack_channels_once", ["tenant", "team", "channel"])
    .execute();

  await db.schema
    .createTable("slack_files")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("team", "text", (column) => column.notNull())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("file", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("details", "text", (column) => column.notNull())
    .addColumn("readers", "text", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull())
    .addColumn("is_moved", "integer", (column) => column.notNull())
    .addColumn("is_forgotten", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("slack_files_once", ["tenant", "team", "channel", "file"])
    .execute();
  await db.schema
    .createIndex("slack_files_by_file")
    .on("slack_files")
    .columns(["tenant", "team", "file"])
    .execute();

  await db.schema
    .createTable("slack_messages")
    .addColumn("tenant", "text", (column) => column.notNull())
    .addColumn("team", "text", (column) => column.notNull())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("ts", "text", (column) => column.notNull())
    .addColumn("thread", "text", (column) => column.notNull())
    .addColumn("speaker", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("edited_at", "bigint")
    .addColumn("replies", "text")
    .addColumn("is_forgotten", "integer", (column) => column.notNull().defaultTo(0))
    .addPrimaryKeyConstraint("slack_messages_once", ["tenant", "team", "channel", "ts"])
    .execute();
  await db.schema
    .createIndex("slack_messages_by_thread")
    .on("slack_messages")
    .columns(["tenant", "team", "channel", "thread", "ts"])
    .execute();
}
