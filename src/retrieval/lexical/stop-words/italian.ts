/** Italian; elided articles ("l'", "dell'") are tokens of their own. */
export const italian = `
a abbia abbiamo abbiano ad agli ai al alcun alcuna alcune alcuni alcuno all alla alle allo allora altra altre altri
altro anche ancora avete aveva avevano avuto ha hai hanno ho avere bene buongiorno c che chi chiunque ci ciascun
ciascuna ciascuno ciò circa coi col come con contro così cui d da dagli dai dal dall dalla dalle dallo davanti degli dei
del dell della delle dello dentro deve devi devo devono di dopo dov dove dovrebbe dunque durante e è ecco ed egli
entrambi era erano essere essi essa fa fare fatto favore fin fino fra già gli grazie i il in infine inoltre io l la là
le lei li lo loro lui ma me mediante meno mentre mi mia mie miei mio molta molte molti molto ne né negli nei nel nell
nella nelle nello nessun nessuna nessuno niente no noi non nostra nostre nostri nostro nulla o od ogni ognuno oltre
oppure ora per perché perciò però piacere più po poco poi possa possiamo possibile posso possono presso prima proprio
puoi può pure qual quale quali qualche qualcosa qualcuno quando quanta quante quanti quanto quasi quell quella quelle
quelli quello quest questa queste questi questo qui quindi sarà saranno sarebbe se sé sei sempre senza si sia
siamo siano siete solo sono sopra sotto sta stata state stati stato stesso su sua sue sugli sui sul sull sulla sulle
sullo suo suoi tale tali tanto te tra tramite tranne troppo tu tua tue tuo tuoi tutta tutte tutti tutto un una uno va
verso vi via viene voi vogliamo voglio vorrei vostra vostre vostri vostro vuole
`;
