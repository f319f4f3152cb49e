import { withoutInvisible } from "../../src/documents/parse/invisible.ts";

test("no character that prints nothing stays between Latin letters", () => {
  const PRINTS_NOTHING = /[[\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffb]--[\t\n\r]]/v;
  const left: string[] = [];
  for (let code = 0; code <= 0x10ffff; code++) {
    const { text } = withoutInvisible(`a${String.fromCodePoint(code)}b`);
    if (PRINTS_NOTHING.test(text)) left.push(code.toString(16));
  }
  expect(left).toEqual([]);
});
