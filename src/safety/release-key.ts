/** The proof that text passed the guard; importable from src/safety alone (see .dependency-cruiser.mjs). */
export const releaseKey: unique symbol = Symbol("released by the guard");
