import type { Filter } from "../verdict.ts";
import { grounding } from "./grounding.ts";
import { inclusiveLanguageFilter } from "./inclusive-language.ts";
import { injectionFilter } from "./injection.ts";
import { links } from "./links.ts";
import { peopleDecisions } from "./people-decisions.ts";
import { personalData } from "./personal-data.ts";
import { profanityFilter } from "./profanity.ts";
import { secrets } from "./secrets.ts";
import { stereotypes } from "./stereotypes.ts";
import { toxicityFilter } from "./toxicity.ts";

/** Every filter that runs inside this process. A new filter is one file and one line here. Reads the model files: call once. */
export function localFilters(): readonly Filter[] {
  return [
    secrets,
    personalData,
    injectionFilter(),
    toxicityFilter(),
    profanityFilter(),
    stereotypes,
    peopleDecisions,
    inclusiveLanguageFilter(),
    links,
    grounding,
  ];
}
