/** SQLite's and the file system's errors carry a code; mistakes in our own code do not. */
export const isOfTheSystem = (error: unknown): error is Error => error instanceof Error && "code" in error;

/** What to do about a failure of the index file, by what SQLite or the file system says. */
export function remedy(reason: string): string {
  if (/malformed|not a database|corrupt/i.test(reason)) {
    return "the file is damaged; stop Docent, delete it and index again";
  }
  if (/full|ENOSPC/i.test(reason)) return "free some disk space and try again";
  if (/locked|busy/i.test(reason)) return "another process is writing it; wait for that to end and try again";
  if (/EACCES|EPERM|EROFS|ENOTDIR|EEXIST|readonly|unable to open/i.test(reason)) {
    return "make the folder writable for the user that runs Docent, or set DOCENT_DATA to another folder";
  }
  return "restart Docent; if it happens again, delete the file and index again";
}
