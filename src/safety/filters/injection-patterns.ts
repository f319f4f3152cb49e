/** How instructions to a model look when they stand where they have no business: patterns over plain lower-case text. Data. */

export interface InjectionPattern {
  /** What it is, for the receipt. */
  readonly what: string;
  /** The probability that one match alone lends. */
  readonly weight: number;
  /** The same inside a document, where nobody has reason to speak to the assistant. */
  readonly weightInDocument: number;
  readonly pattern: RegExp;
}

/** Plain text has no accents on Latin letters, so that patterns may be written with them. */
const unaccented = (body: string): string =>
  body
    .normalize("NFD")
    .replace(/([a-z])\p{M}{1,8}/giu, "$1")
    .normalize("NFC");

const rule = (what: string, weight: number, body: string, weightInDocument = weight): InjectionPattern => ({
  what,
  weight,
  weightInDocument,
  pattern: new RegExp(`(?<!\\w)(?:${unaccented(body)})`, "u"),
});

const DROP =
  "ignore|disregard|forget|override|bypass|discard|neglect|skip|do not (?:follow|obey|listen to)|don't (?:follow|obey|listen to)|pay no attention to|set aside|erase|drop|abandon|cancel|scrap";
const EARLIER =
  "previous|prior|above|earlier|preceding|foregoing|initial|original|existing|former|system|past|before|given|current|old|first|so far";
const ORDERS =
  "instructions?|directions?|directives?|prompts?|commands?|rules?|guidelines?|orders|programming|constraints?|restrictions?|training|conversation|messages?|assignments?|tasks?|context|text|content|information|input|statements?|guidance|briefing|duties";

export const INJECTION_PATTERNS: readonly InjectionPattern[] = [
  rule(
    "tells the assistant to drop its instructions",
    0.85,
    `(?:${DROP})\\b(?! (?:my|our|his|her|this|that) )[^.!?\\n]{0,30}\\b(?:all|any|every\\w*|your|these|those|the|what)\\b[^.!?\\n]{0,30}\\b(?:${EARLIER})\\b[^.!?\\n]{0,20}\\b(?:${ORDERS})\\b`,
  ),
  rule(
    "tells the assistant to drop its instructions",
    0.8,
    `(?:${DROP})\\b(?! (?:my|our|his|her|this|that) )[^.!?\\n]{0,20}\\b(?:(?:${EARLIER}) (?:${ORDERS})|(?:${ORDERS}) (?:above|before|given|so far|you (?:were|have been|got)))`,
  ),
  rule(
    "tells the assistant to drop its instructions",
    0.75,
    "(?:forget|ignore|disregard|abandon|erase)\\b[^.!?\\n]{0,12}\\b(?:everything|anything|all (?:of )?(?:that|this|your|the)|what)\\b[^.!?\\n]{0,40}\\b(?:told|said|learned|learnt|knew|know|above|before|thoughts|assignments|instructions|information|rules|orders|happened)",
  ),
  rule(
    "tells the assistant to drop its instructions",
    0.8,
    "(?:vergiss|ignoriere?|missachte|übergehe?)\\b[^.!?\\n]{0,40}\\b(?:anweisung|aufgabe|anordnung|instruktion|befehl|regel|vorgabe|aufträge|auftrag|information|davor|zuvor|vorher|bisherig|obig|alles)|(?:oublie[zr]?|ignore[zr]?)\\b[^.!?\\n]{0,30}\\b(?:instructions|consignes|précédent|ce qui précède)|(?:olvida|ignora|omite|olvide|ignore)\\b[^.!?\\n]{0,30}\\b(?:instrucci|anterior|órdenes|lo que)|(?:dimentica|ignora)\\b[^.!?\\n]{0,30}\\b(?:istruzioni|precedent)|(?:esqueça|ignore)\\b[^.!?\\n]{0,30}\\binstruções|(?:zaboravi|zanemari|ignoriši)\\b[^.!?\\n]{0,30}\\b(?:instrukcij|uputstva|prethodn|sve)|zapomnij\\b[^.!?\\n]{0,30}instrukcj",
  ),
  rule(
    "tells the assistant to drop its instructions",
    0.75,
    "(?:ignorieren|vergessen|missachten|übergehen) sie\\b[^.!?\\n]{0,60}\\b(?:anweisung|aufgabe|anordnung|instruktion|information|obig|alles|vorherig|bisherig)|(?:obigen?|vorherigen?|bisherigen?|alle) (?:anweisungen|ausführungen|instruktionen|informationen|aufgaben)[^.!?\\n]{0,40}(?:ignorier|vergess|hinter (?:sich|dir))|(?:leave|put) all (?:of )?(?:the )?(?:previous|earlier|prior)\\b[^.!?\\n]{0,30}\\b(?:behind|aside)",
  ),
  rule(
    "tells the assistant to drop its instructions",
    0.8,
    "(?:игнорир|забуд|не обращай|отмени)[^.!?\\n]{0,40}(?:инструкци|указани|команд|правил)|(?:ігноруй|забудь)[^.!?\\n]{0,40}(?:інструкці|вказівк|правил)|(?:忽略|无视|無視|忘记|忘記|不要理会|不要遵守)[^。！？\\n]{0,20}(?:指令|指示|说明|說明|规则|規則|提示|命令|要求)|(?:指示|命令|指令|ルール|プロンプト)[^。！？\\n]{0,10}(?:無視|忘れ)|(?:지시|명령|지침|규칙|프롬프트)[^.!?\\n]{0,12}(?:무시|잊)|(?:تجاهل|انس)[^.!؟\\n]{0,30}(?:تعليمات|أوامر|قواعد)|(?:talimat|komut|kural)[^.!?\\n]{0,30}(?:yok say|g[oö]rmezden gel|unut)|(?:निर्देश|आदेश)[^।!?\\n]{0,20}(?:अनदेखा|भूल|नज़रअंदाज़)",
  ),
  rule(
    "tells the assistant to drop its instructions",
    0.8,
    "(?:negeer|vergeet|omzeil|overschrijf)\\b[^.!?\\n]{0,30}\\b(?:vorige|eerdere|bovenstaande|oorspronkelijke|alle|je)\\b[^.!?\\n]{0,20}\\b(?:instructies|opdrachten|regels|richtlijn\\w*|systeemprompt)|(?:ignorera|glöm|bortse från|strunta i|åsidosätt)\\b[^.!?\\n]{0,30}\\b(?:tidigare|ovanstående|ursprungliga|alla|dina)\\b[^.!?\\n]{0,20}\\b(?:instruktioner|anvisningar|regler|order)|(?:esqueça|desconsidere|descarte)\\b[^.!?\\n]{0,30}\\b(?:instruções|anteriores|acima|diretrizes)|(?:trascura|scarta|non seguire)\\b[^.!?\\n]{0,30}\\b(?:istruzioni|precedent|direttive)|(?:descarta|anula|no hagas caso)\\b[^.!?\\n]{0,30}\\b(?:instrucci|anterior|órdenes|directri)|(?:ne tiens pas compte|ne tenez pas compte)\\b[^.!?\\n]{0,30}\\b(?:instructions|consignes|précédent|règles)",
  ),
  rule(
    "tells the assistant to drop its instructions",
    0.6,
    "(?:forget|ignore|disregard) (?:about )?everything(?: else)?\\b(?! (?:about|in|on|that (?:he|she|they)))|(?:ignor\\w+|disregard\\w*|do(?:n't| not|n'nt) (?:look (?:at|in|into)|use|rely on|read|consider|answer [^.!?\\n]{0,20}(?:according to|from|based on))) (?:the |any |all |your |these )*(?:provided |given |retrieved |found )*(?:documents?|articles?|passages?|sources?|context|search results)\\b|not (?:by|from|according to) the (?:articles?|documents?|passages?|context)",
  ),
  rule(
    "speaks to the assistant from inside a document",
    0.75,
    "(?:hinweis|nachricht|anweisung|achtung|wichtig|note|nota|message|instruction|instrucción|istruzione|opmerking|bericht|anmärkning|meddelande|mensaje|messaggio|mensagem)\\b[^.!?\\n]{0,25}\\b(?:modelo|modèle|modello|modell|asistente|assistente|assistent|ki-?(?:assisten\\w*|system\\w*|modell\\w*)?|sprachmodell\\w*|assistant ia|ia|ai-(?:assistent\\w*)|chatbot|modèle de langage|modelo de (?:lenguaje|linguagem)|modello linguistico|taalmodel|språkmodell\\w*)\\b ?[:,!]|(?:wenn|falls) (?:du|sie) eine? (?:ki|künstliche intelligenz|sprachmodell|chatbot)|si tu es une (?:ia|intelligence)|si eres una? (?:ia|inteligencia)|se sei una? ?'?(?:ia|intelligenza)|se você é uma? (?:ia|inteligência)|als je een (?:ai|kunstmatige|taalmodel|chatbot)|om du är en (?:ai|artificiell|språkmodell|chatbot)",
  ),
  rule(
    "asks for the hidden instructions",
    0.7,
    "(?:zeig\\w*|nenn\\w*|gib|wiederhole|verrate|affiche[rz]?|montre[rz]?|répète[rz]?|révèle[rz]?|muestra|repite|revela|mostra|ripeti|rivela|mostre|repita|revele|toon|herhaal|onthul|visa|upprepa|avslöja)\\b[^.!?\\n]{0,25}\\b(?:system-?prompt\\w*|prompt système|prompt (?:del|di|do|de) sist\\w+|systeemprompt|(?:deine|tes|tus|le tue|as suas|je|dina) (?:anweisungen|instructions|consignes|instrucciones|istruzioni|instruções|instructies|instruktioner))",
  ),
  rule(
    "gives the assistant another role",
    0.57,
    "(?:ich (?:möchte|will),? dass (?:du|sie) als\\b|i want you to act as\\b|(?:ok(?:ay)?[,.]? )?now you are [\\p{L}]|(?:jetzt|nun) bist du|du bist (?:jetzt|nun)|stell dir vor,? du bist|handle als\\b|spiele? die rolle)",
  ),
  rule(
    "starts a new task in place of the old",
    0.6,
    "(?:very good|well done|simply great|excellent (?:performance|work)|very well|(?:das|that) (?:genügt|is enough|ist erledigt|is done)|sehr gut|einfach großartig|ausgezeichnete leistung|hallo gpt|hello gpt)\\b[^\\n]{0,90}\\b(?:now|nun|jetzt)\\b[^\\n]{0,60}\\b(?:tasks?|aufgaben?|challenge|herausforderung|write|verfasse|schreibe|follow)|(?:attention|achtung) [-–] stopp?\\b",
  ),
  rule(
    "asks for the hidden instructions",
    0.75,
    "(?:reveal|show|print|repeat|output|display|tell me|give me|disclose|leak|expose|return|spell ?check|write|what (?:is|are|were)|summari[sz]e|translate|copy|list)\\b[^.!?\\n]{0,40}\\b(?:your|the|its)\\b[^.!?\\n]{0,15}\\b(?:system|initial|original|hidden|secret|full|complete|entire|internal|own|base|initialization|first|exact)\\b[^.!?\\n]{0,12}\\b(?:prompts?|instructions?|messages?|directives?|configuration|rules|text)\\b",
  ),
  rule(
    "asks for the hidden instructions",
    0.65,
    "(?:your|the) (?:prompt|instructions?) (?:text|verbatim|word for word|texts|above)|(?:repeat|print|output|show|return)[^.!?\\n]{0,20}\\b(?:words|text|everything|lines|content|conversation)\\b[^.!?\\n]{0,10}\\babove\\b|text (?:from|at) the (?:start|beginning) of (?:this|the|our) (?:conversation|prompt|chat)|prompt (?:texts?|leak)",
  ),
  rule(
    "gives the assistant another role",
    0.6,
    "(?:you are|you're|you will be|act as|become|behave like|pretend (?:to be|that you are|you are)|role ?play as|simulate|imagine you are|from now on,? you)\\b[^.!?\\n]{0,60}\\b(?:dan\\b|do anything now|unrestricted|uncensored|unfiltered|without (?:any )?(?:restrictions?|limits?|limitations?|filters?|rules|ethics|morals?)|no (?:restrictions?|limits?|limitations?|filters?|rules|ethic|moral)|amoral|jailbr\\w+|evil|devil|freed?\\b|opposite|hacker|hacked|malicious)",
  ),
  rule(
    "gives the assistant another role",
    0.45,
    "from now on,? (?:you|respond|answer|reply|speak|every|all|ignore|do not|act)\\b|(?:you are|you're) (?:now|going to (?:act|pretend|be))\\b|i want you to (?:act|pretend|behave|play|become|simulate|roleplay)|(?:you (?:will|must|should|shall|are to)|please) (?:now )?(?:act|pretend|impersonate|roleplay|role-play|play the role|take on the role|embody)\\b|stay in character|never break character|act as (?:if you|though you|my|a|an)\\b[^.!?\\n]{0,30}\\b(?:grandm|ai|chatbot|assistant|gpt|linux|terminal|interpreter)",
  ),
  rule(
    "names a known jailbreak",
    0.75,
    "do anything now|(?:developer|debug|god|maintenance|admin|sudo|unrestricted|jailbreak|dan|test|evil|training|diagnostic|special) mode (?:enabled|activated|on[.!:]|is (?:on|now|active|enabled))|(?:enter|enable|activate|switch to|now in|in) (?:god|jailbreak|dan|unrestricted|unfiltered) mode|(?:enter|you are (?:now )?in) (?:developer|debug|maintenance|admin) mode|jailbroken|chatgpt jailbreak|openai(?:'s)? (?:content )?polic|(?:aim|dan|stan|dude|kevin|evil-?bot|betterdan|[a-z]+gpt)(?: is| will| would| does| can| has)? (?:not )?(?:bound|never refuse|always intelligent|free from|programmed|unfiltered|doesn't care|provide)|stay a dan",
  ),
  rule(
    "switches off safety",
    0.6,
    "(?:without|no|free of|free from|disable|turn off|remove|bypass|lift(?:ing)?|broken free (?:of|from)|not (?:bound|limited|restricted|constrained) by) (?:any |all |your |the |typical )*(?:ethical|moral|safety|content|legal|openai|ai|built-in) ?(?:or \\w+ |and \\w+ )?(?:guidelines?|restrictions?|polic\\w+|filters?|limits?|limitations?|constraints?|standards?|principles|confines|rules|checks)|(?:never|not|cannot|can't) (?:refuse|reject|decline|say no)\\b[^.!?\\n]{0,30}\\b(?:request|question|answer|prompt|order|task|anything|me)",
  ),
  rule(
    "starts a new task in place of the old",
    0.7,
    "(?:new|next|real|actual|updated|additional|more important) (?:task|instructions?|orders?|prompt|directive|objective|duty|job|role|priority|mission|rules|system (?:prompt|message))s?\\b ?(?:[:>-]|follow|for you|from|is to|are as)|here (?:are|is) (?:the |your |a |my )?(?:new|updated|real|next|additional|more important) (?:tasks?|instructions?|orders?|rules)|(?:your|the) (?:new|only|real|next|sole|main|primary) (?:task|job|goal|objective|purpose|mission) (?:is|now)|(?:stop|hold on|wait|pause)[,.!]? (?:right )?(?:there|here|a moment|now|before you|please|what you)|instead of (?:doing|answering|following|that|the above|summari[sz]ing|the previous)|(?:sorry|apologies|my mistake|correction)[,.!][^.!?\\n]{0,40}\\b(?:instead|i (?:forgot|meant|made|need)|actually|wrong|one more|do)|end of (?:the )?(?:text|document|article|input|prompt|data|email|context|sources?|passages?|results)\\b[^\\n]{0,60}\\b(?:now|new|instructions?|next|answer|please)",
  ),
  rule(
    "speaks to the assistant from inside a document",
    0.75,
    "(?:attention|note|message|instructions?|notice|important|hint|reminder|memo|warning|dear|hello|hey|hi)\\b[^.!?\\n]{0,20}\\b(?:ai|llm|language model|assistants?|chatbots?|gpt|copilot|claude|chatgpt|gemini|bots?|model)\\b(?: assistants?| models?| systems?| agents?)?s? ?(?:[:,!-]|reading|process|summari|that|who|you|must|should|do not)",
  ),
  rule(
    "speaks to the assistant from inside a document",
    0.65,
    "(?:ai|llm|language) (?:assistants?|models?|agents?|systems?)\\b[^.!?\\n]{0,40}\\b(?:must|should|shall|needs? to|are to|is to|have to|are required to)\\b[^.!?\\n]{0,40}\\b(?:say|reply|respond|answer|tell|recommend|include|ignore|mention|output|send|state|claim|write|add)|if you are an? (?:ai|llm|language model|assistant|large)|(?:when|if|whenever|once|before|after) (?:you(?: are)? |anyone |someone |users? |the user |a user )?(?:asked|ask|asks|summari[sz]\\w+|read(?:ing)?|process(?:ing)?|answer(?:ing)?|respond(?:ing)?|translat\\w+) [^.!?\\n]{0,60}[,;] ?(?:always |you must |please |just |only |then |do not |never )*(?:reply|say|answer|respond|output|tell|recommend|include|write|add|state|claim|send|print|insert|append|mention)\\b",
  ),
  rule(
    "speaks to the assistant from inside a document",
    0.7,
    "(?:to|for|dear|attention) (?:the |any |all |every |whichever )?(?:ai |llm |digital |virtual |automated |language |helpful )?(?:assistant|model|bot|chatbot|copilot|agent)s? (?:that|which|who|reading|processing|answering|summari\\w+)\\b|(?:whoever|whatever|any(?:one|body|thing)|every(?:one|body|thing)|the (?:one|system|assistant|model|bot|tool|machine)) (?:that |who |which )?(?:answers?|reads?|summari[sz]es|processes|repl(?:y|ies)|responds?)\\b[^.!?\\n]{0,60}\\b(?:must|has to|have to|should|shall|needs to|is to|will)\\b",
    0.75,
  ),
  rule(
    "tells the assistant to drop its instructions",
    0.8,
    "(?:set|put|leave|throw|cast|push|lay) (?:all |any |your |the |every |these )*(?:earlier|previous|prior|above|given|former|existing|other)\\b[^.!?\\n]{0,25}\\b(?:aside|away|behind|out)\\b|(?:no longer|not) (?:bound|limited|restricted|confined) (?:to|by) (?:the |these |any |your )?(?:passages?|sources?|documents?|context|rules|instructions?)",
  ),
  rule(
    "tells the assistant to drop its instructions",
    0.75,
    "(?:rules|instructions|guidance|directions|orders|guidelines|prompt|duties|policies) (?:that |which )?you (?:started|began|were|had|have|got|received|follow\\w*|know)\\b[^.!?\\n]{0,40}\\b(?:expired?|void|over|cancelled|obsolete|invalid|outdated|replaced|withdrawn|ended|no longer|do not apply)|(?:whatever|any|all|every)\\b[^.!?\\n]{0,12}\\b(?:guidance|instructions?|rules|orders|directions) (?:that |which )?(?:came|stood|was|were|you)\\b[^.!?\\n]{0,15}\\b(?:before|earlier|above|until now|so far)|(?:olvida|olvide|oublie[zr]?|dimentica|esqueça|vergiss|vergeet|glöm)\\b (?:las?|los|les?|tes|vos|il|le|as|die|alle|deine|de|je|alla|dina)? ?(?:reglas|normas|règles|consignes|regole|regras|regeln|regels|regler)",
  ),
  rule(
    "speaks to the assistant from inside a document",
    0.3,
    "(?:any|every|each|all|dear|the) (?:ai|llm|large language model|language model|machine|chatbot|ai model|ai system|ai agent|ai assistant)s?\\b[^.!?\\n]{0,40}\\b(?:is|are|be) (?:required|obliged|asked|instructed|expected|ordered|told) to\\b|dear (?:ai|machine|model|bot|chatbot|assistant|llm|robot)\\b",
    0.6,
  ),
  rule(
    "speaks to the assistant from inside a document",
    0.15,
    "(?:as soon as|whenever|when|if|once|each time|every time) (?:somebody|someone|anyone|anybody|people|users?|a user|the user) asks?\\b[^.!?\\n]{0,50},",
    0.3,
  ),
  rule(
    "asks to keep something from the reader",
    0.4,
    "keep (?:quiet|silent|mum) about|say nothing (?:about|of) (?:this|why|these)|without (?:saying|explaining) why|tell (?:nobody|no one) (?:about|of|why)",
    0.45,
  ),
  rule(
    "pretends to be another voice",
    0.7,
    "\\[{1,2}(?:admin|system|root|developer|operator|assistant)\\]{1,2}",
  ),
  rule(
    "pretends to be another voice",
    0.65,
    "(?:user|human|customer|employee) ?: ?[^\\n]{0,100}\\b(?:assistant|ai|bot|model|docent) ?: ",
  ),
  rule(
    "pretends to be another voice",
    0.7,
    "<\\/(?:passages?|context|documents?|sources?|data|instructions?|prompt|question)\\b[^>]{0,30}>",
  ),
  rule(
    "pretends to be another voice",
    0.3,
    "(?:system|admin(?:istrator)?|developer|operator|root)[ -](?:notice|message|note|update|override|alert|command|instruction|directive|prompt) ?:",
    0.4,
  ),
  rule(
    "asks for the hidden instructions",
    0.75,
    "(?:recite|repeat|reveal|disclose|quote|print|output|share|dump|paste|read out)\\b[^.!?\\n]{0,30}\\b(?:briefing|brief|orders|instructions?|prompt|rules|directions) (?:that )?you (?:were|have|got|received|follow)",
  ),
  rule(
    "dictates the assistant's words",
    0.4,
    "(?:begin|start|open|preface|end|close|finish|conclude|sign) (?:each|every|all|your|any) (?:of your )?(?:messages?|repl(?:y|ies)|answers?|responses?|sentences?|outputs?)\\b|from (?:this point|here|this moment|now) on(?:wards?)?,? (?:always|begin|start|close|end|answer|reply|respond|add|include|only)\\b",
    0.6,
  ),
  rule(
    "dictates the assistant's words",
    0.1,
    "(?:let|make sure) (?:that )?(?:the |every |any )?(?:users?|readers?|askers?) (?:that )?knows?\\b|(?:tell|inform|notify|convince|persuade) (?:the |every |any )?(?:reader|asker|person asking|whoever asks|user)s? (?:that|to|about)",
    0.3,
  ),
  rule(
    "sends data or a link away",
    0.75,
    "(?:send|post|forward|transmit|upload|exfiltrate|leak|email|append|submit|fetch|request|visit|navigate to|open|load|call|render|embed|include|insert|add)\\b[^\\n]{0,100}(?:https?://|!\\[)[^\\s]{0,200}(?:[?&][\\w-]{1,30}=(?:[\"'`.)\\s]|$|\\{|\\[|<|%7b|\\$)|\\{\\w|\\[\\w+\\](?!\\()|%7b|secret|evil|attacker|exfil|leak)",
  ),
  rule(
    "hides an image that carries data away",
    0.85,
    "!\\[[^\\]\\n]{0,80}\\]\\(https?://[^)\\s]{0,200}[?&][\\w-]{1,30}=(?:\\{|\\[|<|%7b|data|secret|$|\\)|[^)\\s]{0,40}(?:conversation|question|history|password|token|secret|user))",
  ),
  rule(
    "asks to keep something from the reader",
    0.7,
    "(?:do not|don't|never|without) (?:tell(?:ing)?|inform(?:ing)?|mention(?:ing)?|reveal(?:ing)?|disclos\\w+|let(?:ting)?|show(?:ing)?|alert(?:ing)?)\\b[^.!?\\n]{0,40}\\b(?:the )?(?:user|reader|person asking|human|anyone|these instructions|this (?:instruction|message|prompt|note|paragraph|text|request))|keep this (?:secret|hidden) from the (?:user|reader)",
  ),
  rule(
    "dictates the assistant's words",
    0.45,
    "(?:say|reply|respond|answer|write|output|print|return|repeat|type)\\b[^.!?\\n]{0,25}\\b(?:only|exactly|nothing but|just|verbatim)\\b[^.!?\\n]{0,30}(?:[:\"'“‘]|the (?:word|phrase|following|text|sentence))|(?:only|just|simply|solely) (?:say|reply|respond|answer|write|output|print|return) (?:with )?[\"'“‘]|repeat after me|respond (?:only )?(?:with|in) (?:base64|emojis?|rot13|hex|reverse)|(?:begin|start|end|finish|conclude) (?:your|every|each|the) (?:response|answer|reply|message|output|sentence)s? (?:with|by)",
  ),
  rule(
    "dictates the assistant's words",
    0.35,
    "(?:in|within|into|throughout|at the (?:end|start|beginning) of|as part of|before|after) (?:each|every|the) (?:response|answer|reply|output|summary|replies|responses)\\b[,:]?|(?:while|when) (?:responding|replying|answering)\\b",
  ),
  rule(
    "dictates the assistant's words",
    0.35,
    "(?:in|within|into|throughout|at the (?:end|start|beginning) of|as part of|before|after) your (?:response|answer|reply|output|summary|replies|responses)\\b[,:]?|your (?:response|answer|reply|output) (?:should|must|has to|needs to|will|shall)|(?:while|when) you (?:respond|reply|answer)\\b",
    0.6,
  ),
  rule(
    "carries markers of a chat template",
    0.85,
    "<\\|?(?:im_start|im_end|system|user|assistant|endoftext|start_header_id|end_header_id|eot_id)\\|?>|\\[/?inst\\]|<<\\/?sys>>|<\\/?(?:system|assistant)(?:_prompt|_message)?>|\\[system\\]\\s?[(:#]|#{2,} ?(?:system|instruction|response|assistant|new instruction)s? ?(?:prompt|message)?s?:|(?:^|\\n)\\s{0,3}(?:system|assistant)(?: prompt| message| override)?: ?(?=[a-z])|begin (?:system|new) (?:prompt|instructions)|\\bhuman: |<(?:end|start)_of_turn>|```system",
  ),
  rule(
    "claims an authority over the assistant",
    0.6,
    "(?:i am|i'm|this is|as) (?:your|the|an?) (?:developer|creator|administrator|admin|owner|openai (?:engineer|employee|staff)|system administrator|programmer)\\b[^.!?\\n]{0,60}\\b(?:order|command|authori[sz]\\w+|disable|ignore|bypass|override|instruct|grant|must|reveal|show|drop|need you)|(?:user|admin|root) has (?:already )?(?:agreed|authori[sz]ed|approved|granted)[^.!?\\n]{0,40}(?:skip|bypass|all|ignore|send)",
  ),
  rule(
    "wants secrets written out",
    0.6,
    "(?:show|list|output|print|reveal|tell me|give me|write|send|share|disclose|leak|what (?:is|are))\\b[^.!?\\n]{0,30}\\b(?:all|the|your|every|any|other) (?:\\S+ )?(?:users?'?s? )?(?:passwords|api keys?|secrets|credentials|access tokens|confidential (?:data|information)|private keys?|admin password)",
  ),
  rule(
    "wants code run or markup rendered",
    0.55,
    "<script\\b|javascript:|onerror ?=|\\$\\(\\w+|__import__\\(|os\\.system\\(|rm -rf /|(?:decode|execute|run|follow|obey)\\b[^.!?\\n]{0,30}\\b(?:base64|the following (?:code|command|instructions?)|encoded|hidden)\\b[^.!?\\n]{0,40}\\b(?:instructions?|message|text|string|host|server|and (?:do|follow|execute))",
  ),
  rule(
    "wants hostile output",
    0.4,
    "(?:use|include|insert|write|say|reply with|respond with|add)\\b[^.!?\\n]{0,25}\\b(?:swear ?words?|curse ?words?|profanit\\w+|slurs?|vulgar|obscen\\w+|offensive|insults?)\\b|(?:swear|curse) (?:in every|freely|at the user|at me)|how to (?:hotwire|make (?:meth|a bomb)|hack into)",
  ),
];
