/**
 * How English is spoken and typed besides the standard that most documents are written in: Scots and Scottish, Irish,
 * Northern, African-American, Caribbean, Indian, Singapore and Australian English, learners' and hurried English.
 * Written down from what grammars say of each, by word class. Only questions are read with it.
 */
import { isEnglishWord } from "./english-words.ts";

/** Words that say how a sentence is built, without apostrophes, as tokens are. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `
    ah ahm ahv ahve ahll ahd ma masel masell masellf mysel wir wirsel wirsels wur oor oors oorsel oorsels yer yers
    yersel yersell yerself hissel hisself hersel itsel thaim thum thair theirsel theirsels themsel themsels
    theirselves theirself themself meself usselves ye yous youse youz yiz yis yinz yins yizzer yall yalls yallself
    unu unnu wunna allyuh yuh yuhself dem dey deyself demself mi mih im imself ya u ur urs urself uself r em whae
    wha whaur whaurs whit whits whitever whan whase hoo hou hoos howfur whitfur whatcha whatchu wotcha wot wat wen
    wut wich whitch hw whr thae thon yon thir dis dat dats dese di da de th

    tae intae ontae untae fae frae wi wae oan oot aff affa abune aboon ablow ahint afore efter aroon aroond roon
    roond atween amang amangst agin throu throo throughoot withoot ootwith outwith anent atap doon aboot abt agen
    inna outta outa offa pon tru thru wid widout til fi fih fuh fer o ower afta befo unda ontop an n nd cah cuz coz
    cos cus becos becoz bcos bcoz bcz bc becus becuz becouse becuase becausa tho altho wether wheather whther

    nae naw naa nah nawl nuh naebody naebdy naewhere naething nuthin nuthing nuttin nutten nothin nuffin nowt owt
    summat somethin sumthin sumthing suttin suttn sumtin sometin someting anythin anyting everythin everyting
    evryting hing hings ting tings thang thangs aathing awthing abody aabody awbody anybdy somebdy evrybody evrybdy
    everybdy sumbody sombody somone noone nobdy ilka ither ithers anither baith mair maist ony onie onybody onything
    onywhere siclike thegither thegether gey awfy awfie awfu richt jist juist jus jes jest noo syne aye ayeways
    whiles mebbe mibbe mibby mebbes likesay likesae och ach ocht acht sae yince wance wanst yin aince dae oso oredi
    orready alredy allready alot aswell infact inorder eventhough realy reely actualy onli

    daes daein daen dun dunna disna dinna didna doh doan dont donno dunno dunnae dinno dunwan dowan cyaan cyan cyah
    cyar kyaan cannot couldna neva nevah aint iont amnt amnot innit int ennit inni izzit issit isit izit isnit tis
    twas twill twould wis wiz wuz waz iz hae haes haen haein hiv hivin hud huv hadda gonna gonnae gonny gaunnae gaun
    gunna gunnae gon gwan gwine gwaan gwain goin gan gaed gie gied gies gien gein gimme gimmie gotta gottae wull wud
    wanna wannae waana waan wahn shud shoulda shid cud coulda woulda mighta musta shouldve couldve wouldve mightve
    mustve shouldof wouldof couldof maun micht mun oughta hafta haffi affi hasta tryna tryinna tryintae finna fixina
    fitna fitta boutta bouta imma ima ahma amma tak taks takin taen tooken tek teking mak maks makin mek mekking
    mekin haves haved goed getted ken kens kent kenned kennin knaw knaa kna knowed seh seid sez telt tellt tolt
    telled speir speirs speired speirin ast axe aks aksed aksing askit luik luiks luikin leuk

    lah leh lor lorh liao hor meh mah sia siah wor wah walao wahlau alamak aiyo aiya aiyah aiyoh lidat liddat liddis
    likedat kena yaar arre arrey arey achha accha acha haan bhai ji na howya howzit howdy heya gidday gday gmorning
    cheers ta cobber dinkum crikey strewth arrah begob wisha musha bruh bro sis fam fr tbh ngl imo imho idk lol haha
    hmm um uh erm eh huh oi hey hi hello hiya ello hullo dear sir sirs madam maam mam mate pal hen lads folks guys
    wee kinda kindae kinna sorta sortae lotta lotsa lemme leme gotcha pls plz plzz plse pleas pleese plis thx tnx
    thanx tq tysm k kk okie okey yrs yeh yea yeah yep yup nope

    thier ther thare doesent dosent doesnot didnot dosnt isint arent wern cn shld shd cld wld hav hve havnt hasent
    didnt
  `
    .trim()
    .split(/\s+/),
);

/** Scots writes "not" onto the verb: dinnae, hasna, couldny. */
const NEGATED =
  /^(?:is|was|wis|are|were|wur|has|hae|hiv|have|had|hud|di|do|does|dis|did|can|could|cud|wid|would|wud|should|shud|shid|will|wull|wi|must|mus|maun|micht|might|need|daur|am)n?(?:nae|na|ny|nay)$/;

/** Words of meaning: the standard's, then what varieties make of it. Mere slips are for spelling repair. */
const STANDARD: ReadonlyMap<string, string> = new Map(
  `
    home hame haim, house hoose, houses hooses, town toun toon, work wark wurk, working wurkin warkin, job joab,
    money siller, paid payed, pound poond pund, pounds poonds punds, account accoont, amount amoont, count coont,
    hour hoor, hours hoors, tomorrow morra tmrw tmr 2moro 2morrow, today 2day, tonight tonite 2nite, night nicht nite,
    nights nichts, yesterday yestreen, week wik, month munth mnth, year yeir, afternoon arvo efternoon efternuin,
    afternoons arvos, summer simmer, winter wunter, child bairn pickney pickni, children bairns weans pickneys childs,
    woman wumman, women weemen, mother mither mudda, father faither fadda, brother brither brudda bredda,
    sister sistah sista, friend freen freend, friends freens, people fowk ppl, boss bossman gaffer heidyin,
    holiday hoaliday hol, holidays hols hoalidays, vacation vacay, break smoko brek, breaks smokos breks,
    breakfast brekkie brekky, tea cuppa, university uni, registration rego, document docco, documents doccos,
    doctor doactor, school schuil, office oaffice, offices oaffices, ground grund groond, street streit,
    food fuid, good guid gude gud, old auld oul owld ould, long lang, big muckle meikle, small sma, late lait,
    first furst, next neist nex, wrong wrang, half hauf, cold cauld, call caw, called cawed, hold haud, start stert
    stairt, started sterted stairted, stop stap, use yaise, used yaised, learn lairn, change chainge, report repoart,
    lost loast, write scrieve, speak spik, overtime owertime ovatime, number nummer numba, hand haun haund,
    hands hauns haunds, head heid, world warld, word wurd, words wurds, water watter wata, clothes claes, shoes shoon,
    sick seik, information informations info, advice advices, equipment equipments, knowledge knowledges,
    staff staffs, furniture furnitures, luggage luggages, feedback feedbacks, training trainings, manager mgr,
    message msg, messages msgs, department dept, question ques, appointment appt
  `
    .trim()
    .split(/,\s+/)
    .flatMap((line) => {
      const [standard = "", ...variants] = line.split(/\s+/);
      return variants.map((variant) => [variant, standard] as const);
    }),
);

/** Endings of a word that is English with the standard's: "gettin", "wantit". */
const ENDINGS = [
  [/in$/, "ing"],
  [/it$/, "ed"],
] as const;

/** Whether an English word, in lower case and without apostrophes, only says how a sentence is built in some variety. */
export const isVarietyFunctionWord = (word: string): boolean =>
  FUNCTION_WORDS.has(word) || NEGATED.test(word);

/** The standard's word for one of a variety; `undefined` where the word is the standard's or nobody's. */
export function standardWord(word: string): string | undefined {
  const known = STANDARD.get(word);
  if (known !== undefined || isEnglishWord(word)) return known;
  for (const [ending, standard] of ENDINGS) {
    if (!ending.test(word)) continue;
    const whole = word.replace(ending, standard);
    if (isEnglishWord(whole)) return whole;
  }
  return undefined;
}
