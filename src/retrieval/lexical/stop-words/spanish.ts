/** Spanish, question words and polite frames among them. */
export const spanish = `
a acaso adonde ahora al algo alguien algún alguna algunas alguno algunos allí ambos ante antes aquel aquella aquellas
aquello aquellos aquí así aun aún aunque bajo bien cada casi como cómo con contra cual cuál cuales cuáles cualquier
cualquiera cuando cuándo cuanta cuánta cuantas cuántas cuanto cuánto cuantos cuántos cuya cuyas cuyo cuyos da de debe
deben debemos debería debo del demás desde después donde dónde durante e el él ella ellas ello ellos en entonces
entre era eran eres es esa esas ese eso esos está esta estaba están estar estas este esto estos estoy favor fue fuera
fueron fui gracias ha haber había habían hace hacen hacer hacia hago han hasta hay haya he hemos hola incluso la las le
les lo los luego mas más me mediante mejor menos mi mía mías mientras mío míos mis misma mismas mismo mismos mucha
muchas mucho muchos muy nada nadie ni ningún ninguna ninguno no nos nosotras nosotros nuestra nuestras nuestro nuestros
nunca o os otra otras otro otros para partir pero poca pocas poco pocos podemos podría por porque porqué posible pueda puede
pueden puedo pues que qué quien quién quienes quiénes quiere quiero se sea sean según ser será serán si sí sido siempre sin
sino sobre sois somos son soy su sus suya suyas suyo suyos tal tales también tampoco tan tanto te tendrá tenemos tener
tengo ti tiene tienen toda todas todavía todo todos tras tu tú tus un una unas uno unos usted ustedes va vamos varias
varios veces vez y ya yo
`;
