/** French; elided articles and pronouns ("l'", "qu'") are tokens of their own. */
export const french = `
à afin ai aie ainsi alors après as au aucun aucune auquel aura aurait aurez aussi autre autres aux auxquels avais
avait avant avec avez avoir avons ayant bonjour c car ce ceci cela celle celles celui certain certaine certaines
certains ces cet cette ceux chaque chez ci combien comme comment d dans de depuis des dès desquels deux devez dois
doit doivent donc dont du duquel elle elles en encore entre es est et étaient était étant été être eu eux fait
fallait faudra faut font furent fut hors il ils j jamais je jusqu jusque l la là laquelle le lequel les lesquelles
lesquels leur leurs lors lorsqu lorsque lui m ma mais malgré me même mêmes merci mes mien moi moins mon n ne ni nos
notre nous on ont or ou où outre par parce parfois parmi partir pas pendant peu peut peuvent peux plus plusieurs pour pourquoi
pourrais pourrait pouvez pouvons puis puisqu puisque puisse qu quand quant que quel quelle quelles quelqu quelque
quelques quels qui quoi quoique s sa sans sauf se sera serait seront ses si sien sinon soit sommes son sont sous suis
sur t ta tandis tant te tel telle telles tels tes toi ton tous tout toute toutes très trop tu un une veuillez via voici
voilà vos votre vôtre vous vouloir voulez y
`;
