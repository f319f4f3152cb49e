/** Apart from its ranking: this is the longest of the acceptance checks, and files run side by side. */
import { knowsWhatItDoesNotSay } from "./meets-targets.ts";

knowsWhatItDoesNotSay("northwind_hr", "handbook_18f");
