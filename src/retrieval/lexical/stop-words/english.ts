/** English: contractions stand without apostrophe, as the tokens do. */
export const english = `
a about above across after afterwards again against ain all almost alone along already also although always am
among amongst an and another any anybody anyhow anyone anything anyway anywhere are aren arent around as aside at
away back be became because become becomes becoming been before beforehand behind being below beside besides between
beyond both but by came can cannot cant come comes could couldn couldnt did didn didnt do does doesn doesnt doing
don done dont down during each eg either else elsewhere enough etc even ever every everybody everyone everything
everywhere except few for former formerly from further furthermore gave get gets getting give given gives giving go
goes going gone gonna got gotten had hadn hadnt has hasn hasnt have haven havent having he hed hell hence her here
hereafter hereby herein hers herself hes hi him himself his how howd however hows i id ie if ill im in indeed
inside instead into is isn isnt it itd itll its itself ive just keep keeps kept know known knows lately later
latter least less lest let lets like likely ll look looking looks made make makes making many may maybe me
meanwhile might mightn mine more moreover most mostly much must mustn mustnt my myself namely near neither never
nevertheless next no nobody none nor not nothing now nowhere of off often oh ok okay on once one ones only onto or
other others otherwise ought our ours ourselves out outside over own per perhaps please put quite rather re really
regarding s said same say saying says see seem seemed seeming seems seen several shall shan she shed shell shes
should shouldn shouldnt since so some somebody somehow someone something sometime sometimes somewhere still such t
take taken takes taking tell than thank thanks that thatd thatll thats the their theirs them themselves then thence
there thereafter thereby therefore therein theres thereupon these they theyd theyll theyre theyve thing things this
those though through throughout thru thus to together too took toward towards under underneath unless unlike until
unto up upon us use used uses using usually various ve very via want wants was wasn wasnt way we wed well went were
weren werent weve what whatd whatever whatll whats when whence whenever where whereas whereby wherein wheres
whereupon wherever whether which whichever while whither who whod whoever whole wholl whom whos whose why whys will
with within without won wont would wouldn wouldnt yes yet you youd youll your youre yours yourself yourselves youve
`;
