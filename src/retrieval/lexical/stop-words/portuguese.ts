/** Portuguese of Portugal and Brazil, question words and polite frames among them. */
export const portuguese = `
a à ainda algo alguém algum alguma algumas alguns ali ambos ante antes ao aos apenas após aquela aquelas aquele aqueles
aqui aquilo as às assim até bem bom cada com como conforme contra contudo cuja cujas cujo cujos da daquela daquele das
de dela delas dele deles demais desde dessa dessas desse desses desta destas deste destes deve devem devemos devia devo
disso disto do dos durante e é ela elas ele eles em embora enquanto então entre era eram és essa essas esse
esses esta está estamos estão estar estas estava este estes estou eu favor faz fazem fazer foi foram fosse fui há
havia isso isto já lá lhe lhes logo mais mas me mediante meio melhor menos mesma mesmas mesmo mesmos meu meus minha
minhas muita muitas muito muitos na nada não nas nem nenhum nenhuma nessa nesse nesta neste ninguém no nos nós nossa
nossas nosso nossos num numa nunca o obrigada obrigado olá onde os ou outra outras outro outros para partir pela pelas pelo
pelos per perante pode podem podemos poderia pois por porém porquê porque posso pouca poucas pouco poucos pra próprio
qual quais qualquer quando quanta quantas quanto quantos quase que quê quem quer quero se seja sejam sem sempre sendo
ser será serão seria seu seus sido sim sob sobre sou sua suas tal também tampouco tanta tanto te tem têm temos tenha
tenho ter terá teve tinha toda todas todo todos tu tua tuas tudo um uma umas uns vai vão várias vários você vocês vos
`;
