/** The database cannot be used as it is; the message is one line that ends in what to do. */
export class StorageError extends Error {
  override name = "StorageError";
}
