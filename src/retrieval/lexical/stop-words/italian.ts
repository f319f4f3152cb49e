/** Italian; elided articles ("l'", "dell'") are tokens of their own. */
export const italian = `
a abbia abbiamo abbiano ad agli ai al alcun alcuna alcune alcuni alcuno all alla alle allo allora altra altre altri
altro anche ancora avere avete aveva avevano avuto bene buongiorno c che chi chiunque ci ciascun ciascuna ciascuno
circa ciò coi col come con contro così cui d da dagli dai dal dall dalla dalle dallo davanti degli dei del dell della
delle dello dentro deve devi devo devono di dopo dov dove dovrebbe dunque durante e ecco ed egli entrambi era erano
essa essere essi fa facciamo faccio fai fare fatto favore fin fino fra già gli grazie ha hai hanno ho i il in infine
inoltre io l la le lei li lo loro lui là ma me mediante meno mentre mi mia mie miei mio molta molte molti molto ne
negli nei nel nell nella nelle nello nessun nessuna nessuno niente no noi non nostra nostre nostri nostro nulla né o
od ogni ognuno oltre oppure ora per perché perciò però piacere più po poco poi possa possiamo possibile posso possono
presso prima proprio puoi pure può qual qualche qualcosa qualcuno quale quali quando quanta quante quanti quanto quasi
quell quella quelle quelli quello quest questa queste questi questo qui quindi saranno sarebbe sarà se sei sempre
senza si sia siamo siano siete solo sono sopra sotto sta stata state stati stato stesso su sua sue sugli sui sul sull
sulla sulle sullo suo suoi sé tale tali tanto te tra tramite tranne troppo tu tua tue tuo tuoi tutta tutte tutti tutto
un una uno va venga vengono venire verso vi via viene vogliamo voglio voi vorrei vostra vostre vostri vostro vuole è
`;
