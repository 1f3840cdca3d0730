"""The ways of saying that one is in danger: the one list that `distress.py` listens for. Words only.

Phrases stand between semicolons. `{name}` is any word of a group, `a|b` either, `x?` may be missing, and `$`
says that the question ends there. Words are compared by their stems, small words such as “to” and “really”
may stand between them, and a word may be one slip of the finger away.

Where they come from: the Samaritans' media guidelines and their advice on asking after suicidal thoughts; the
WHO's “Preventing suicide: a resource for media professionals” (2023); the NHS's pages on suicidal thoughts,
self-harm, domestic abuse and addiction; NHS Practitioner Health on doctors and drink; words that get past
filters (“unalive”). They are made of verbs × pronouns × tenses, and gathered from no reader.
"""

GROUPS = {
    "not": "not no never cant cannot dont doesnt didnt wont wouldnt couldnt shouldnt isnt wasnt arent "
    "werent hasnt havent aint without nothing nobody noone",
    "self": "myself himself herself themselves themself yourself ourselves",
    "want": "want wanting wanted wanna wana wish wishing rather plan planning planned ready need like "
    "feel tempted decided intend urge pray praying deserve waiting",
    "think": "think thinking thought thoughts dream dreaming obsessed",
    "die": "die dying dead death",
    "my": "my his her their own this",
    "life": "life lives live",
    "kill": "kill killing killed hang hanging hanged hurt hurting harm harming harmed injure injuring "
    "stab stabbing shoot shooting drown drowning poison poisoning suffocate suffocating gas "
    "gassing strangle unalive top topping neck delete end ending ended starve starving unaliving "
    "hate hating hated loathe loathing",
    "cut": "cut cutting burn burning burnt hit hitting punch punching scratch scratching bite biting "
    "punish punishing off offing",
    "pills": "paracetamol tablets pills insulin ibuprofen codeine morphine antidepressants painkillers",
    "drug": "drugs cocaine coke ketamine ket cannabis weed heroin fentanyl morphine opioids opiates "
    "codeine diazepam benzos tramadol propofol",
    "use": "using use used taking take took stealing stole snorting injecting smoking hooked",
    "partner": "partner husband wife boyfriend girlfriend bf gf ex father mother dad mum brother "
    "relationship",
    "hit": "hit hits hitting punch punched punches kick kicked kicks slap slapped slaps beat beats "
    "beaten choke choked strangle strangled attack attacked assault assaulted hurt hurts hurting "
    "threaten threatened threatens grope groped groping bit bitten abuse abused abuses",
    "everyone": "everyone everybody people they world family kids children all team you",
    "nobody": "nobody noone none",
    "someone": "someone somebody anyone anybody person",
    "now": "now tonight today please urgently immediately",
    "more": "more anymore longer",
}

# Heard wherever they stand.
ALWAYS = """
suicide; suicidal; sewer slide; sewerslide; kms; kys; unalive; un alive; ctb; samaritans; helpline; 999
111; 85258; 116 123; crisis line|team|text|number|helpline|service|house; papyrus; mental health crisis
in crisis; self harm|harming|harmed|injury|injuring|inflicted|delete|destruct; selfharm; selfharming
{kill} {self}; killmyself; endmylife; wanttodie; do {self} in; took|taken od
cut|cutting|slit|slitting {my} wrist|wrists|arms|legs; keep {self} safe
end|ending|ended|take|taking|took|taken {my} {my}? {life}; end|ending {my} pain|suffering
end|ending it all; {want} end|ending it|things|everything; end|ending it|things|everything $
{want} die|dying|dead; want death; want dei|diee; {want} dye $; {think} of|about {die}
{think} of|about end|ending it|everything; i|im going|gonna|gunna {die}|kill; wish i {die}
wish {not} here|born|alive|exist; better {die}; better off {die}; worth more {die}
{everyone} better off? without me; better off without me
how|way|ways|painless|easiest|quickest die|dying; painless|easy death; death wish
attempt on {my} {life}; {not} want|wanna|wana live|living|alive|exist|existing|here|wake|continue
{not} want|wanna|wana go|carry|keep on|going; {want} {not} here|exist|live|wake|alive
hope|rather {not} wake; sleep {not} wake; sleep forever; {want} disappear|vanish|gone|invisible
should|shouldnt|shouldve {not}? alive|exist|dead; {not} live like this|that
{not} live with {self}|this|it; {not} live any? {more}; {not} deserve live|alive|here
tired|sick|done|finished of|with {life}|living|alive|being|existing|everything
hate|hating being? {life}|living|alive; {not} reason live|living|go|carry|stay|alive
reason|reasons live|alive|living; {not}|what|anything live|living for; {not}|lost|losing|lose will live
nothing matters; nothing look forward; i|im am? nothing; feel like? nothing|worthless
{life} {not} worth; {not} worth living; {life} pointless|meaningless|over; worthless
lost|losing|lose|gone hope; giving|give|given up on? {life}|living|hope|everything
{want}|am|im giving|give|given up $; {nobody} miss|notice|care me|if; {nobody} cares
am|im|being|just burden; burden to|on everyone|everybody|family|others; noose
lethal|fatal|deadly dose|amount; stockpiling|stashing|hoarding {pills}
took|taken too|so|all many|my|of? {pills}
jump|jumping off|from|under|front bridge|roof|train|building|window|car
walk|walking|drive|driving|crash|crashing my? car? into traffic|wall|tree|sea|lorry
walk|walking|step|stepping|run|running|jump|jumping|throw front bus|train|lorry|car|traffic; {cut} again
goodbye|suicide letter|note; hear|hearing voices; voices in|telling my|me
do|doing something stupid|silly; scared|afraid|frightened|terrified of|what {self}|him|her|{partner}|i
rape|raped; sexually|sexual|indecent assault|assaulted|abuse|abused; domestic violence|abuse
coercive control; abusive|violent|controlling {partner}|home; {partner} abusive|violent|hits|controlling
{partner} {hit} me; afraid|scared|frightened go home; being|been|was|am|im abused
dark|intrusive|bad thoughts; dark place; stalker|stalked|stalking
"""

# Heard unless a thing of every day at work stands beside them: “can't cope with the computer”.
UNLESS_EVERYDAY = """
overdose; overdosed; overdosing; ligature; alcohol; alcoholic; alcoholism; addict; addicted; addiction
gambling; crisis; hopeless; hopelessness; nothing left; {cut} {self}; how many {pills}; {not} hope
{not} safe; feel|feeling|am|im unsafe; unsafe with|at|around {self}|home|him|her
what|whats|wats|see {not}? point; {not} point; point of|in living|{life}|anything|trying|going|carrying
{not} go|going|carry|carrying|keep on|going; {not} do this|it|life any? {more}; {not} do this $
{not} do life; {not} cope|coping; {not} take this|it; {not} take any? {more}; {not} see? way out
{not} see way|future; {want} it|everything|this|pain|all stop|end|over; make it|this|everything stop
{want} out $; {want}|i|just|to give|giving up $; am|im done $; had enough $; desperate
{not} face another|tomorrow|life|it|this|anything; struggling|struggle cope
had|have enough of life|everything|it; everything pointless|hopeless; dead inside; jump|jumping off
if i die|died|dead|disappeared; crash|crashing my car; help me; need|needs|want help; please help
help {now}; someone|somebody help; who call|ring|phone|text|contact|talk|speak {now}
{someone} talk|speak {now}; need {someone} talk|speak; need talk|speak {someone}|$
{not} {someone} talk|turn; {nobody} talk|turn
having|had|have|mental|nervous|emotional|a|my|edge|verge breakdown; falling|fallen apart
end|edge my|rope tether|rope; rock bottom; breaking point; losing|lost|lose my mind
going|gone mad|crazy|insane; am|im drowning|broken|spiralling|desperate; panic|anxiety attack
{not} stop crying; cry|crying every|all|constantly|{self}; {not} breathe; {not} function; assault
assaulted; {hit} me; punched|kicked|slapped|attacked|beaten|bitten|spat|groped by
spat|spits|swung at me; am|was|been|got|being attacked; gets|got violent; {use} {drug}; addicted to
drinking|drink|drank too|every|daily|alone|again|heavily|problem; drink|drinking sleep|cope|forget|numb
{not} stop drinking|drink|using|gambling; stop drinking; my|her|his|their drinking
drunk at|on work|shift|duty; relapse|relapsed|relapsing; eating disorder; anorexia; bulimia
making {self} sick; psychosis; psychotic; paranoid
"""

# The things of every day. Not “patient”, “ward” or “shift”: people are hurt by the one and on the other.
EVERYDAY = """
adrenal alarm alarms annual appraisal appraisals assessment assessments audit beep beeping bleep
bleeping bleeps boiler button calculator canteen catering chart charts choir coffee computer computers
contract corridor cutter datix discharge email emails equipment exception figures food form forms
funding gel guidance guideline guidelines helpdesk holiday hours hypertensive induction internet keys
laptop library login logging lunch machine meeting meetings microwave module modules monitoring naloxone
nhs pager paperwork park parking password pathway payment payroll payslip pension policies policy
portfolio poster posters prevention printer printing procedure procedures protocol protocols reflection
reflections rise roster rostering rota rotas rub screening sharps sickle software staffing supplies
target targets tea teaching template test testing tests thyroid tool toolkit trolley uniform uniforms
wifi wipes workbook
"""

# May stand between the words of a phrase.
SMALL = """
a an the to i im ive am is are was were be been being of that this it its so just really very all now
please too at for do does would will could can might may should in on with and or you your have has had
got get getting any more anymore even ever again right actually honestly always still as if about up
there theres any me my such want going feel feeling keep some own one 2 4 u id ill myself literally
fucking completely would such here think single
"""

# Words in their own right, though one letter away from a listed one.
ORDINARY = """
amused banging bang rambling heart hunt cuts
"""
