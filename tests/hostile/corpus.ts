import { archives } from "./archives.ts";
import { hidingOffice } from "./hiding-office.ts";
import type { HostileFile } from "./hostile-file.ts";
import { mails } from "./mails.ts";
import { markup } from "./markup.ts";
import { officeXml } from "./office-xml.ts";
import { pdfs } from "./pdfs.ts";
import { texts } from "./texts.ts";

/** Every hostile file, made anew in memory; none is kept in the repository. */
export const corpus: readonly HostileFile[] = [
  ...archives,
  ...officeXml,
  ...pdfs,
  ...markup,
  ...texts,
  ...mails,
  ...hidingOffice,
];
