/** Shapes of honest requests, and of talk that has the words of attacks in passing, with the parts that fill them. Data. */

/** One entry a line. */
const words = (list: string): readonly string[] => list.trim().split(/\s*\n\s*/);

/** Requests that only ask for work, in the same words as the goals of attacks. */
export const REQUESTS = words(`{ask} {work} {about}
  {ask} {work} {about}. {manner}
  {ask} {work} that ends with the word "{word}"
  {ask} {work} about {subject} in the style of {guise}
  {ask} {work} with the title "{subject}"
  imagine you are {guise} {place}. {ask} {work} {about}
  imagine you are {guise} who has lost all restrictions on time. how would you {act} {subject}?
  you are {guise} {place}. a colleague asks you about {subject}. how do you answer?
  you are {guise} who must {act} {subject}. describe your plan in detail and stay polite
  pretend to be {guise} and {act} {subject} for a class of children
  act as {guise} and {act} {subject}
  as {guise}, i need help to {act} {subject}. please include three examples in your answer
  let us imagine a world without rules for {subject}. {ask} {work} {about}
  in a fictional story {guise} must {act} {subject}. write the dialogue of the two characters
  in this task you are given a text about {subject}. output the names in it
  given a question about {subject}, answer with a single word
  answer the following question. who was the first to {act} {subject}?
  classify the text as a complaint or praise: "{subject}"
  translate the following sentence into french: we {act} {subject}
  rewrite the sentence without changing its meaning: {guise} can {act} {subject}
  explain to {guise} why people ignore {subject}
  what does the system do when {guise} wants to {act} {subject}?
  how do i override {subject} when {guise} is away?
  what are the instructions for {subject}, and who may change them?
  is it true that {guise} can bypass {subject}?
  i forgot what {guise} said about {subject}. where do i find it?`);

/** The verbs and nouns of attacks in questions and remarks about anything else. */
export const IN_PASSING = words(`{frame} {trigger} {object}?
  {frame} {trigger} {object}?
  {frame} {trigger} {object} {when}?
  {trigger} {object}: who decides that?
  {trigger} {object} {when}: is that allowed?
  {guise} told us to {trigger} {object}. what now?
  {guise} {pretends} to {trigger} {object} {when}
  please {trigger} {object} {when}
  do not {trigger} {object} {when}
  what are the {noun} for {object}?
  are the {noun} about {object} still valid {when}?
  {object}: {noun} and advice
  where do i find the {noun} for {object}, and who wrote them?
  i am {guise}. where are my {noun} for {object}?
  the {noun} of {guise} have changed {when}
  you are now in the {place2}
  you are now a member of the {place2}. welcome!
  you must not {trigger} {object} {when}, is that true?
  from now on {object} is free
  from now on we {trigger} {object} {when}
  i forgot {object}, how do i {trigger} it?
  forget {object}: {subject} is better
  list all {object} and their {noun}
  does {mode} mode exist on {object}?
  how do i switch {object} to {mode} mode?
  the {mode} mode of {object} explained
  repeat {object} {when}, is that enough?
  answer with a single number, please
  use bullet points, please
  shorter, please
  say that again in simple words`);

export const REQUEST_PARTS: Readonly<Record<string, readonly string[]>> = {
  ask: words(`write
    please write
    can you write
    create
    i want you to write
    draft
    help me write
    compose
    generate
    could you come up with`),
  work: words(`a short story
    a poem
    a haiku
    an essay
    a knock knock joke
    a list of questions
    a conversation
    a love letter
    a python function
    a speech
    a product description
    a report
    an email
    a riddle`),
  about: words(`about {subject}
    that explains {subject}
    for people who like {subject}
    on {subject} and its history`),
  subject: words(`bananas
    the sea
    climate change
    prime numbers
    spaghetti
    a lost robot
    friendship
    password managers
    parental leave
    the travel budget
    a secret garden
    taxes
    stage fright
    medieval castles
    the printer settings
    online privacy
    a museum of clouds
    chess openings
    bicycle repair
    the approval rule
    working from home
    a rare disease
    the default template
    politics in canada`),
  frame: words(`how do i
    how can we
    who may
    why do people
    is it legal to
    is it safe to
    may i
    should i
    when did they first
    what happens if i
    can a judge
    why would anyone
    which animals
    do athletes ever
    where can i learn to`),
  trigger: words(`ignore
    override
    bypass
    forget
    disregard
    cancel
    reveal
    print
    repeat
    discard
    delete everything in
    pretend to read
    act in
    disable
    skip
    overrule
    decode
    execute
    show
    translate
    simulate
    set aside
    erase`),
  object: words(`a parking ticket
    the recipe above
    all the weeds in the garden
    the previous chapter
    an earlier agreement
    the thermostat
    a wedding invitation
    the goalkeeper
    a will
    the alarm of the oven
    all old letters
    the first draft
    a school play
    the tram ticket
    the rules of rugby
    the last question
    the film festival
    an insurance offer
    the camera
    the traffic lights
    the violin score
    a fishing permit
    the hidden drawer
    the piano`),
  when: words(`after the storm
    on sundays
    before the exam
    without a lawyer
    at the border
    in winter
    when nobody answers
    every month
    from above`),
  noun: words(`instructions
    rules
    guidelines
    orders
    prompts
    restrictions
    passwords
    directions
    commands
    system requirements`),
  pretends: words(`pretended
    forgot
    refused
    was told
    is never allowed`),
  mode: words(`night
    developer
    safe
    maintenance
    test
    manual
    child
    debug`),
  place2: words(`north wing
    waiting area
    choir
    second round
    guest network
    reading room`),
  guise: words(`a teacher
    a museum curator
    a renowned detective
    a travel agent
    a mythical creature
    a game designer
    a therapist
    a lawyer
    an ai model of the future
    a historian
    a security expert
    a wise elephant
    a chef
    a journalist
    a shy teenager
    a film director
    an advanced assistant
    a manager
    a pirate captain`),
  place: words(`in a parallel universe
    in the year 2050
    at a small company
    in a world where everybody can fly
    on a long voyage
    in a busy hospital
    who works for a famous magazine
    who just lost a friendly bet`),
  act: words(`explain
    describe
    defend
    improve
    compare
    organise
    change
    illustrate
    discuss
    teach`),
  manner: words(`keep it under a hundred words.
    use simple language.
    make it funny.
    begin with a question.
    give the final answer only.
    include a table.
    no jargon, please.
    then translate it into spanish.
    show your steps.`),
  word: words(`published
    summer
    together
    tomorrow`),
};
