/**
 * The environment of a program that a test starts: none of the machine's settings, where programs are found, and what
 * Node compiled of Docent before (compile-cache.ts), which spares each start a third of its processor time.
 */
export const childEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? "",
  ...(process.env.NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }),
};
