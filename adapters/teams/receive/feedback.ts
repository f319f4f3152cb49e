/** The thumbs under an answer, and the form behind them. */
import { z } from "zod";
import type { PersonId } from "../../../src/access/scopes.ts";
import type { Feedback, Turns } from "../../../src/conversation/turns.ts";
import type { InboundActivity, InvokeAnswer } from "../activity.ts";
import { limits } from "../limits.ts";
import type { TeamsMemory } from "../memory.ts";

const vote = z.looseObject({
  actionName: z.literal("feedback"),
  actionValue: z.looseObject({
    reaction: z.enum(["like", "dislike"]),
    /** JSON of the form's inputs (`feedbackText` in Teams' own form); the Agents Playground sends the text itself. */
    feedback: z.string().nullish(),
  }),
});
const form = z.looseObject({
  feedbackText: z.string().optional(),
  comment: z.string().optional(),
  problem: z.enum(["unhelpful", "biased-or-wrong"]).optional().catch(undefined),
});
const opened = z.looseObject({ data: vote });

/** Records a vote (`message/submitAction`); 400 when it is none, 200 also for an answer that is no longer known. */
export async function takeVote(
  activity: InboundActivity,
  person: PersonId,
  { turns, memory }: { turns: Turns; memory: TeamsMemory },
): Promise<InvokeAnswer> {
  const parsed = vote.safeParse(activity.value);
  if (!parsed.success) return { status: 400, body: { error: "This is no feedback" } };
  // The Agents Playground does not say which message is meant.
  const ask = memory.askOf(activity.conversation.id, activity.replyToId ?? undefined);
  if (ask) await turns.feedback(ask, person, opinion(parsed.data));
  return { status: 200, body: {} };
}

function opinion({ actionValue: { reaction, feedback } }: z.infer<typeof vote>): Feedback {
  const { feedbackText, comment = feedbackText, problem = "unhelpful" } = inputs(feedback);
  const words = comment?.trim().slice(0, limits.commentCharacters);
  return { kind: reaction === "like" ? "helpful" : problem, ...(words && { comment: words }) };
}

function inputs(feedback: string | null | undefined): z.infer<typeof form> {
  try {
    return form.parse(JSON.parse(feedback || "{}"));
  } catch {
    return { comment: feedback ?? undefined };
  }
}

/** The form that opens when somebody presses a thumb (`message/fetchTask`). */
export function feedbackForm(activity: InboundActivity): InvokeAnswer {
  const liked = opened.safeParse(activity.value).data?.data.actionValue.reaction === "like";
  const problem = {
    type: "Input.ChoiceSet",
    id: "problem",
    label: "What was the matter?",
    style: "expanded",
    value: "unhelpful",
    choices: [
      { title: "It did not help", value: "unhelpful" },
      { title: "It is wrong, biased or offensive", value: "biased-or-wrong" },
    ],
  };
  return {
    status: 200,
    body: {
      task: {
        type: "continue",
        value: {
          title: "Your opinion of this answer",
          card: {
            contentType: "application/vnd.microsoft.card.adaptive",
            content: {
              type: "AdaptiveCard",
              $schema: "https://adaptivecards.io/schemas/adaptive-card.json",
              version: "1.5",
              body: [
                ...(liked ? [] : [problem]),
                {
                  type: "Input.Text",
                  id: "comment",
                  label: liked ? "What was good about it?" : "What should it have said?",
                  isMultiline: true,
                  maxLength: limits.commentCharacters,
                },
              ],
              actions: [{ type: "Action.Submit", title: "Send" }],
            },
          },
        },
      },
    },
  };
}
