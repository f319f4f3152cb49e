import { smallTalk } from "../../src/conversation/small-talk.ts";

test.each([
  "",
  "  ",
  "?",
  "hi",
  "Hello!",
  "Good morning, everyone",
  "thanks a lot!",
  "HELP",
  "what can you do?",
  "👋",
])("%p asks nothing: Docent says what it is for", (message) => {
  expect(smallTalk(message)?.text).toMatch(/ask (a|me)/i);
});

test.each([
  "Hi, how many days of leave do I get?",
  "thanks, and in Germany?",
  "help desk opening hours",
  "What is the test policy?",
  "How does parental leave work?",
  "Großeltern?",
  "有給休暇は何日ですか",
])("%p is a question", (message) => {
  expect(smallTalk(message)).toBeUndefined();
});
