/** Messages that ask nothing, and what Docent says to them. */
import { ownWords, type Released } from "../safety/released.ts";

const HOW_TO_ASK = ownWords`I answer questions from your organisation's documents, with the passages that support each sentence. I use only what everyone who can read my reply may read. Ask a whole question, for example: "How many days of parental leave do I get?"`;

const GREETING =
  /^((hi|hello|hey|hiya|howdy|good (morning|afternoon|evening))( there| docent| all| everyone)?|greetings)$/;
const THANKS =
  /^((many )?thanks?( you)?( so much| very much| a lot)?( docent)?|thx|ty|cheers|great|perfect|awesome|cool|nice|ok|okay|got it|bye|goodbye)$/;
const HELP =
  /^(help( me)?|\?|what (can|do) you do|who are you|what are you|how do(es)? (you|this) work|how (can|do) i use (you|this)|test|ping)$/;

/** What to reply when a message asks nothing that documents could answer; `undefined` when it is a question. */
export function smallTalk(message: string): Released | undefined {
  const words = message
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s?]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  const plain = words.replaceAll(/\s*\?+$/g, "");
  if (!words) return ownWords`You called me without a question. ${HOW_TO_ASK}`;
  if (GREETING.test(plain)) return ownWords`Hello! ${HOW_TO_ASK}`;
  if (THANKS.test(plain))
    return ownWords`You're welcome. Ask me whenever you need something from the documents.`;
  if (!plain || HELP.test(plain)) return ownWords`I'm Docent. ${HOW_TO_ASK}`;
  return undefined;
}
