/**
 * What people at work call the same thing. A word of a question that no passage holds is read as the first of its
 * group that one does, as a mistyped word is read as what it was meant to be; words that passages hold stand as they
 * are. English only: each line is a group, the word that documents use most first.
 */
import { stemIn } from "./stemming.ts";

const GROUPS = `
leave vacation holiday pto furlough
taxi cab rideshare
pay salary wage remuneration compensation earnings
payslip paystub paycheck
raise increase increment
bonus incentive
allowance stipend
reimburse refund repay
reimbursement refund repayment
expense spending expenditure outlay
invoice bill
cost price fee charge
discount rebate
manager supervisor boss superior
colleague coworker teammate workmate peer
employee personnel staff worker
dismissal termination redundancy layoff firing
dismiss terminate fire sack
resign quit
resignation quitting
recruit hire
recruitment hiring recruiting
joiner newcomer starter hire
role position job post
review appraisal evaluation assessment
training course workshop seminar
sickness illness disease
sick ill unwell
doctor physician gp
glasses spectacles eyewear
gym fitness
father dad daddy
mother mum mom mummy
child kid
newborn baby infant
childcare daycare nursery creche kindergarten
spouse partner husband wife
bereavement funeral death
pension retirement superannuation
remote homeworking telework telecommuting wfh
remotely homeworking telework wfh
telework telecommute homeworking
abroad overseas
relocation moving move
relocate move
laptop notebook computer pc
phone telephone mobile cellphone smartphone handset
screen monitor display
password passcode passphrase
wifi wlan wireless
email mail
login logon signin
badge keycard
premises building site
workstation desk
canteen cafeteria
parking carpark garage
lift elevator
toilet restroom bathroom washroom loo
bicycle bike cycle
car vehicle automobile
train rail railway
flight plane airplane aeroplane airfare
hotel accommodation lodging
trip travel journey
meal food
dinner supper
alcohol alcoholic liquor
gift present
bribery bribe kickback
harassment bullying mobbing
harass bully
grievance complaint
injury wound
theft stealing robbery
lost missing
damaged broken defective faulty
repair fix mend
replace swap exchange
purchase buy procure
supplier vendor
client customer
contract agreement
deadline cutoff
timesheet timecard
confidential secret
outage downtime
defect bug
guide handbook manual guideline
rule regulation
approve authorise authorize
approval authorisation authorization permission consent
allow permit
allowed permitted
prohibited forbidden banned
delete erase
start begin commence
end finish conclude
christmas xmas
smoking tobacco cigarette vaping
`;

const bySynonym = new Map<string, string[]>();
for (const group of GROUPS.trim().split("\n")) {
  const words = group.split(" ");
  for (const word of words) {
    const stem = stemIn("en", word);
    const others = words.filter((other) => other !== word);
    bySynonym.set(stem, [...(bySynonym.get(stem) ?? []), ...others]);
  }
}

/** Other words for the same thing, likeliest first; none for most words. */
export const synonymsOf = (word: string): readonly string[] => bySynonym.get(stemIn("en", word)) ?? [];
