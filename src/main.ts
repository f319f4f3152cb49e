/** `npm start`: read settings, compose, serve. */
import { serve } from "./commands/serve.ts";

process.exitCode = await serve();
