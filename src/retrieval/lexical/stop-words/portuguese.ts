/** Portuguese of Portugal and Brazil, question words and polite frames among them. */
export const portuguese = `
a ainda algo algum alguma algumas alguns alguém ali ambos ante antes ao aos apenas após aquela aquelas aquele aqueles
aqui aquilo as assim até bem bom cada com como conforme contra contudo cuja cujas cujo cujos da daquela daquele das de
dela delas dele deles demais desde dessa dessas desse desses desta destas deste destes deve devem devemos devia devo
disso disto do dos durante e ela elas ele eles em embora enquanto entre então era eram essa essas esse esses esta
estamos estar estas estava este estes estou está estão eu favor faz fazem fazer faço fica ficam foi foram fosse fui
havia há isso isto já lhe lhes logo lá mais mas me mediante meio melhor menos mesma mesmas mesmo mesmos meu meus minha
minhas muita muitas muito muitos na nada nas nem nenhum nenhuma nessa nesse nesta neste ninguém no nos nossa nossas
nosso nossos num numa nunca não nós o obrigada obrigado olá onde os ou outra outras outro outros para partir pela
pelas pelo pelos per perante pode podem podemos poderia pois por porque porquê porém posso pouca poucas pouco poucos
pra precisa preciso próprio quais qual qualquer quando quanta quantas quanto quantos quase que quem quer quero quê se
seja sejam sem sempre sendo ser seria será serão seu seus sido sim sob sobre sou sua suas tal também tampouco tanta
tanto te tem temos tenha tenho ter terá teve tinha toda todas todo todos tu tua tuas tudo têm um uma umas uns vai você
vocês vos várias vários vão à às é és
`;
