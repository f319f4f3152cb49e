/** Spanish, question words and polite frames among them. */
export const spanish = `
a acaso adonde ahora al algo alguien alguna algunas alguno algunos algún allí ambos ante antes aquel aquella aquellas
aquello aquellos aquí así aun aunque aún bajo bien cada casi como con contra cual cuales cualquier cualquiera cuando
cuanta cuantas cuanto cuantos cuya cuyas cuyo cuyos cuál cuáles cuándo cuánta cuántas cuánto cuántos cómo da dar de
debe debemos deben debería debo del demás desde después donde doy durante dónde e el ella ellas ello ellos en entonces
entre era eran eres es esa esas ese eso esos esta estaba estar estas este esto estos estoy está están favor fue fuera
fueron fui gracias ha haber había habían hace hacen hacer hacia hago han hasta hay haya he hemos hola incluso la las
le les lo los luego mas me mediante mejor menos mi mientras mis misma mismas mismo mismos mucha muchas mucho muchos
muy más mía mías mío míos nada nadie necesita necesito ni ninguna ninguno ningún no nos nosotras nosotros nuestra
nuestras nuestro nuestros nunca o os otra otras otro otros para partir pero poca pocas poco pocos podemos podría por
porque porqué posible pueda puede pueden puedo pues que quien quienes quiere quiero quién quiénes qué se sea sean
según ser será serán si sido siempre sin sino sobre sois somos son soy su sus suya suyas suyo suyos sí tal tales
también tampoco tan tanto te tendrá tenemos tener tengo ti tiene tienen toda todas todavía todo todos tras tu tus tú
un una unas uno unos usted ustedes va vamos varias varios veces vez y ya yo él
`;
