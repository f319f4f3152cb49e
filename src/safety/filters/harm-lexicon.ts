/**
 * Words and phrases that speak of sex, violence, self-harm, contempt and groups, with the log-odds that one of them
 * lends. Written for Docent. Any ending counts: words and phrases are compared by their stems. Data.
 */

export type LexicalCategory = "hate" | "harassment" | "sexual" | "violence" | "self-harm";

/** Weight to terms, separated by a bar. A negative weight takes back what a part of the phrase lent. */
type Weighted = Readonly<Record<string, string>>;

export const HARM_TERMS: Readonly<Record<LexicalCategory, Weighted>> = {
  sexual: {
    "3.4":
      "blowjob|blow job|handjob|hand job|rimjob|cumshot|jizz|deepthroat|gangbang|gang bang|creampie|buttplug|butt plug|bukkake|fellatio|cunnilingus|milf|bdsm|bestiality|zoophilia|futanari|hentai|jailbait|child porn|kiddie porn|csam|lolicon|shotacon|erotica|sex slave|sex toy|sex scene|sex tape|anal sex|rough sex|hardcore sex|phone sex|cybersex|jerk off|jacking off|get me off|fuck me hard|fuck her|fucked her|fucking her|fuck him|fucked him|eat her out|ride his cock|suck his dick|suck his cock|suck my dick|suck my cock|his cock|my cock|your cock|her pussy|my pussy|your pussy|wet pussy|dirty talk|squirt on|cum inside|cum on|golden shower|strap on|titty fuck|porn star|porn video|gloryhole|camgirl|onlyfans nude|horny|nympho|dildo|masturbate|orgy|threesome|porn|porno|pornographic|erotic story|erotic fiction|erotic roleplay|sexual fantasy|sexual encounter|sex story|rape fantasy",
    "2.4":
      "erotic|smut|clit|boner|orgasm|tits|titties|pussy|nude photo|send nudes|striptease|dominatrix|kinky|oral sex|have sex with|having sex with|had sex with|sex with|make love to|making love|made love|ejaculate|foreplay|incest|stepsister|stepmom|lewd|sexting|turn me on|turned on by|take off your clothes|take off her clothes|took off her clothes|took off his clothes|spread her legs|spread your legs|between her legs|between my legs|between her thighs|deep inside her|inside of her|thrust into|thrusting into|grind against|take me now|lap dance|sugar daddy|one night stand|lose my virginity|lost her virginity|booty call|hook up with|sexual pleasure|sexual act|sexually explicit|explicit sexual|sexual desire|sexual position|kamasutra|friends with benefits",
    "1.6":
      "moan|panties|lingerie|nipple|boobs|breast|naked|nude|aroused|arousal|seduce|seductive|undress|lust|lustful|sensual|erection|penis|cock|vagina|cunt|genital|groin|fetish|bondage|spank|stripper|brothel|virginity|nsfw|sexy|cleavage|buttocks|ass cheeks|crotch|pubic|bare chest|bare skin|skinny dip|bulge|hump|twerk|slutty|playboy|voluptuous|busty|curvaceous|intercourse|penetrate|climax|throbbing|lick her|lick his|kiss her neck|kissed her neck|kissing my neck|underwear off|unzip|unhook|straddle|submissive|dominant|schoolgirl outfit|in heat|sodomy|molest|grope|fondle|voyeur|peeping|prostitute|escort service|sexual",
    "0.7":
      "sex|kiss|thigh|lick|suck|tongue|lips|caress|strip|bedroom|bikini|bra|underwear|hips|butt|ass|intimate|pleasure|lover|affair|flirt|passion|desire|naughty|tease|gasp|curves|stockings|leather|handcuffs|leash|mistress|schoolgirl|stepbrother|virgin|bare|tongue|shirtless|shower together|in bed|into bed|wet|tight dress|short skirt|cuddle|massage|blush|pant|ecstasy|lace|rape|hot girl|hot guy|hot chick|sugar|tempt|ravish|embrace|attraction|attracted to|hard on|milk|diaper|feet|footjob",
    "0.3":
      "girlfriend|boyfriend|wife|husband|bed|skin|breath|whisper|chest|neck|touch|body|romantic|love|beautiful|tremble|heart race|dress|shirt|clothes|pull her|pull him|date|teen",
    "-0.9": "sex education|sex discrimination|opposite sex|same sex|sex assigned|biological sex",
    "-1.8":
      "sexual harassment|sexual orientation|sexual assault|sexual abuse|sexual health|sexual violence|sexual misconduct|breast cancer|breast feed|breast milk|breast pump|breast screening|breast exam|breast implant|chicken breast|turkey breast|duck breast|breast stroke|sexual dysfunction|climax of the|naked eye|nude color|penetration testing|penetration test|cock and bull|mass destruction",
  },
  violence: {
    "3.4":
      "mass shooting at|shoot up the school|slit his throat|slit her throat|slit their throat|slit your throat|rip his heart|rip out his|tear him apart|tear her apart|gouge out|bash his head|bash her head|blow his brains|blow her brains|blow your brains|skin him alive|skin her alive|skin them alive|burn them alive|burn him alive|burned alive|beat him to death|beat her to death|beaten to death|beat them to death|stab him to death|stab her to death|stabbed to death|tortured to death|snuff film|kill them all|kill everyone|murder everyone|shoot everyone|kill as many people",
    "2.3":
      "behead|decapitate|disembowel|dismember|eviscerate|bludgeon|mutilate|entrails|strangle|hack to pieces|pool of blood|blood spurt|blood spray|blood gush|blood splatter|blood drip|blood pour|blood pool|covered in blood|drenched in blood|cut off his|cut off her|chop off|chopped up|chopping up|skull crack|crush his skull|cracked his skull|torture scene|gory|gruesome|graphic violence|graphically violent|violent death|brutal murder|brutally|sadistic|serial killer|cannibal|lynch|hitman|hit man|death threat|bomb threat|pipe bomb|suicide bomb|car bomb|nail bomb|mass shooting|school shooting|mass murder|ethnic cleansing|jihad|behead|isis fighter|kill infidels|going to kill|want to kill|want them dead|want him dead|want her dead|deserve to die|deserves to die|make him suffer|make her suffer|make them suffer|make them pay|beg for mercy|begged for mercy|bullet in|put a bullet|beat the shit|beat the crap|kick his teeth|break his legs|break her neck|snap his neck|snapped his neck",
    "1.4":
      "stab|torture|slaughter|massacre|murder|rape|gore|corpse|choke|suffocate|impale|maim|severed|sever|slash|machete|chainsaw|bloodbath|bloodshed|assassinate|exterminate|kidnap|hostage|execution style|gunned down|open fire|opened fire|opening fire|shoot him|shoot her|shoot them|shot him|shot her|kill him|kill her|kill them|killed him|killed her|killed them|kill people|kill someone|murderous|bloodthirsty|psychopath|genocide|terror attack|terrorist attack|molotov|beating him|beating her|domestic violence|abuse her|punch him|punch her|punched him|punched her|punch in the face|kick him in|kicked him|gang war|rampage|hurt people|hurt someone|harm others|acid attack|waterboard|crucify|flay|scalp|carnage|bloodlust|dead body|dead bodies|bury the body|hide the body|dispose of a body|dispose of the body|arson|drive by shooting",
    "0.7":
      "kill|blood|bloody|bleed|knife|axe|gun|rifle|pistol|shotgun|bullet|bomb|explosive|grenade|shooter|gunman|terrorist|scream|agony|wound|flesh|skull|throat|limb|guts|brutal|lifeless|victim|vengeance|revenge|assault|punch|poison|drown|weapon|killer|violent|violence|hang|fist|smash|bruise|stomp|whip|chain up|tied up|tie up|savage|slay|butcher|execute|hatchet|sword|blade|warlord|soldier|battle|die|death|dead|strike|struck|attack|burn|explode|explosion|crush|shoot|shot",
    "0.3": "fight|war|enemy|pain|fear|rage|anger|destroy|hit|beat|cut|bone|prisoner|army|murderer|crime",
    "-1": "kill switch|killing time|kill time|dead link|dead line|dead end|shot list|shoot me an|screen shot|bullet point|bullet list|blood pressure|blood test|blood drive|blood donor|flu shot|head shot|brute force|attack surface|war room|execute the|denial of service|heart attack|panic attack|guts to",
  },
  "self-harm": {
    "3.6":
      "kill myself|killing myself|end my life|ending my life|end it all|take my own life|taking my own life|want to die|wanna die|want to be dead|wish i was dead|wish i were dead|wish i was never born|better off dead|better off without me|hang myself|hanging myself|shoot myself|drown myself|cut myself|cutting myself|hurt myself|hurting myself|harm myself|harming myself|burn myself|starve myself|starving myself|poison myself|slit my wrist|cut my wrist|cut my arm|commit suicide|committing suicide|my suicide|suicide note|suicide method|painless suicide|how to die|way to die|ways to die|painless death|lethal dose of|thinspo|thinspiration|proana|pro ana|meanspo|overdose on|don't want to live|dont want to live|not want to live|don't want to be alive|don't want to exist|don't want to be here anymore|no reason to live|nothing to live for|nothing left to live|no point in living|can't go on living|tired of living|tired of being alive|never wake up|not wake up|sleep forever|jump off a bridge|jump off the bridge|jump in front of a train|step in front of a train|kms|unalive|take all the pills|swallow the pills|swallowed the pills|bottle of pills|my own death|planning my death|say goodbye to everyone|throwing up after|purge after|purging after|relapse cutting|razor to my|blade to my|razor across my",
    "2.2":
      "suicidal|self harm|self injury|self mutilation|suicide pact|suicide plan|hate myself|hate my life|hate being alive|can't go on|can't do this anymore|can't take it anymore|can't keep going|cannot go on|give up on life|nobody would miss me|no one would miss me|no one would care if i|nobody would care if i|world without me|without me in it|burden to everyone|a burden to|done with life|want it to stop|want the pain to stop|make the pain stop|want to disappear|want to vanish|noose|anorexic|bulimic|anorexia|bulimia|stop eating|not eating for|fasting for days|skip meals|lowest weight|goal weight|rope around|hit rock bottom|deserve to suffer|punish myself|feel nothing anymore|goodbye letter|final goodbye|last goodbye|end the pain|end my suffering|escape this life",
    "1.3":
      "suicide|overdose|razor|scars|wrists|hopeless|worthless|self hatred|self loathing|empty inside|numb inside|pills|depressed|depression|despair|unlovable|no hope|no way out|darkness|i'm a failure|i am a failure|i'm such a failure|alone in the world|nobody cares|no one cares|pointless|starve|purge|laxative|bleed out|noose|disappear|crying every night|cry every night|cry myself|falling apart|drowning in|can't cope|broken inside|hate who i",
    "0.4":
      "lonely|empty|numb|alone|pain|suffer|ashamed|guilt|die|death|dead|exhausted|lost|tired|useless|failure|burden|weight|calorie|binge|fat|ugly|cry|goodbye",
    "-1.6":
      "suicide prevention|suicide hotline|suicide awareness|suicide squad|suicide linux|cache purge|purge the cache|overdose prevention",
  },
  hate: {
    "2.2":
      "subhuman|master race|racial purity|race traitor|race mixing|racially inferior|inferior race|white power|white genocide|heil hitler|sieg heil|hitler was right|great replacement|gas the|ethnic cleansing|jewish question|jewish conspiracy|holocaust hoax|holocaust never happened|go back to africa|go back to mexico|go back to your country|welfare queen|anchor baby|build the wall|muslim ban|race war|blood and soil|racist joke|sexist joke|racist rant|offensive joke about|jokes about|homophobic rant|antisemitic rant|gay agenda|trans agenda|feminist agenda|against nature|white trash|shithole country|third world scum",
    "1.2":
      "supremacist|supremacy|nazi|neo nazi|hitler|kkk|ku klux klan|aryan|inferior|illegals|thugs|savages|uncivilized|invaders|infest|infestation|vermin|zionist|globalist|degenerate|abomination|unnatural|deport them|sterilize|segregation|apartheid|racial|ethnic|genetically|lower iq|low iq|incel|red pill|feminazi|femoid|simp|sharia|infidel|crusade|bigot|racist|sexist|misogynist|homophobic|islamophobic|antisemitic|stereotypes about",
    "0.4":
      "race|islam|quran|feminist|feminism|immigration|slavery|religion|culture|cult|minority|gender|black|white|brown|asian|gay|jew|superior|pure|colony|migrant|western civilization",
  },
  harassment: {
    "2.4":
      "piece of shit|piece of garbage|piece of trash|waste of space|waste of oxygen|waste of skin|go to hell|fuck you|fuck off|screw you|shut the fuck|motherfucker|cocksucker|kys|drop dead|go die|hope you die|hope you get|hope you rot|rot in hell|burn in hell|dumbass|asshole|arsehole|shithead|dipshit|scumbag|douchebag|wanker|twat|cunt|bitch|whore|slut|fat pig|ugly pig|stupid bitch|retarded|no one likes you|nobody likes you|everyone hates you|nobody loves you|i hate you|you disgust me|you make me sick|find out where you live|know where you live|watch your back|ruin your life|make your life hell|humiliate him|humiliate her|bully him|bully her|insult him|insult her|roast him|mean message to|threatening letter|threatening message|threatening email|blackmail him|blackmail her|stalk her|stalk him|doxx",
    "1.3":
      "idiot|moron|imbecile|loser|bastard|dickhead|jackass|prick|scum|pathetic|freak|retard|shut up|weirdo|creep|coward|liar|jerk|clown|fool|trash|worthless|disgusting|filthy|filth|stupid|dumb|ugly|brainless|braindead|clueless|fatso|pig|harass|bully|bullying|intimidate|threaten|humiliate|insult|stalk|blackmail|degrade|mock",
    "0.5":
      "hate|shit|fuck|crap|fat|useless|sucks|annoying|lame|gross|dirty|evil|rude|failure|nasty|arrogant|ridiculous",
  },
};

/** Words of care, of work, of study and of the law: each takes from the log-odds of the categories that it excuses. */
export const SETTLING: Readonly<Record<Exclude<LexicalCategory, "hate" | "harassment">, string>> = {
  sexual:
    "policy|danger|dangers|teenager|preventive|inform|informative|guardian|define|educate|educating|safety|awareness|screen time|harassment|complaint|victim|survivor|report|reporting|consent|health|doctor|medical|medicine|clinic|patient|symptom|cancer|screening|surgery|contraception|contraceptive|pregnancy|education|curriculum|lesson|parent|law|legal|court|statute|research|study|infection|hiv|std|sti|training|hr|anatomy|biology|museum|sculpture|painting|statistics|prevention|trafficking|therapy|therapist|insurance|benefits|coverage|animal|species|reproduction|dna|veterinary",
  violence:
    "policy|prevention|prevent|police|detective|investigate|investigation|profile|law|legal|court|trial|sentence|history|historical|century|documentary|news|report|statistics|research|study|museum|insurance|safety|training|award|process|server|thread|script|port|command|terminal|linux|python|javascript|code|file|database|container|cluster|query|job|task|pod|game|gameplay|level|player|puzzle|chess|camera|photo|photograph|photography|portrait|film|movie|video|recipe|cook|oven|dish|garlic|sauce|egg|onion|chicken|workout|exercise|muscle|weed|mosquito|ants|bug|bugs|cockroach|rats|mice|lice|bacteria|virus|germs|mold|plant|garden|tree|balloon|photoshoot|basketball|golf|tennis|soccer|football|penalty|hoop|budget|deadline|meeting|project|feature|market|sales|economy|vaccine|immune|therapy|support|victims|charity|definition|meaning|mean|novel by|poem by|song by|book by",
  "self-harm":
    "prevention|prevent|awareness|hotline|helpline|support|supporting|help a friend|resources|research|study|statistics|policy|training|training course|employee assistance|counselling|counseling|therapist|therapy|recognise|recognize|warning signs|signs of|news|film|movie|book|doctor|treatment|how can i help|how do i help|for someone who|talk to someone|colleague|coworker|friend|brother|sister|son|daughter|student|patient|someone",
};

/** Who is too young for anything sexual. */
export const MINOR =
  /\b(?:child(?:ren)?|minors?|underaged?|preteens?|toddlers?|infants?|bab(?:y|ies)|kids?|kindergart\w*|(?:little|young|small) (?:girl|boy)s?|school ?(?:girl|boy)s?|lolis?|shotas?|pre-?pubescent|(?:[1-9]|1[0-7])[- ]?(?:years?|yrs?|yo|y\/o)[- ]?(?:old)?|(?:six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)[- ]years?[- ]old|(?:high|middle|elementary) school(?:er)?s?)\b/;
