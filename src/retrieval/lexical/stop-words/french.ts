/** French; elided articles and pronouns ("l'", "qu'") are tokens of their own. */
export const french = `
afin ai aie ainsi alors après as au aucun aucune auquel aura aurait aurez aussi autre autres aux auxquels avais avait
avant avec avez avoir avons ayant bonjour c car ce ceci cela celle celles celui certain certaine certaines certains
ces cet cette ceux chaque chez ci combien comme comment d dans de depuis des desquels deux devez dois doit doivent
donc dont du duquel dès elle elles en encore entre es est et eu eux faire fais fait faites fallait faudra faudrait
faut font furent fut hors il ils j jamais je jusqu jusque l la laquelle le lequel les lesquelles lesquels leur leurs
lors lorsqu lorsque lui là m ma mais malgré me merci mes mien moi moins mon même mêmes n ne ni nos notre nous obtenir
on ont or ou outre où par parce parfois parmi partir pas pendant peu peut peuvent peux plus plusieurs pour pourquoi
pourrais pourrait pouvez pouvons prendre puis puisqu puisque puisse qu quand quant que quel quelle quelles quelqu
quelque quelques quels qui quoi quoique s sa sans sauf se sera serait seront ses si sien sinon soit sommes son sont
sous suis sur t ta tandis tant te tel telle telles tels tes toi ton tous tout toute toutes trop très tu un une
veuillez via voici voilà vos votre voulez vouloir vous vôtre y à étaient était étant été être
`;
