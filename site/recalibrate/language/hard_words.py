"""How suicide, self-harm, abuse and despair are said: one list for searches, feeds and posts. Words only.

Phrases stand between semicolons. `{name}` is any word of a group, `a|b` either, `x?` may be missing, `$` says
that nothing follows, `=word` is that form alone. `~` before a phrase: not where a thing of every day stands
beside it; `^`: not in what reads like a study. Other words are compared by their stems, small words such as
“to” and “really” may stand between, and in questions and headlines a word may be one slip of the finger away.

Where they come from: the Samaritans' media guidelines and their advice on asking after suicidal thoughts; the
WHO's “Preventing suicide: a resource for media professionals” (2023); the NHS's pages on suicidal thoughts,
self-harm, domestic abuse and addiction; NHS Practitioner Health on doctors and drink; words that get past
filters (“unalive”). They are made of verbs × pronouns × tenses, and gathered from no reader.
"""

GROUPS = {
    "not": "not no never cant cannot dont doesnt didnt wont wouldnt couldnt shouldnt isnt wasnt arent "
    "werent hasnt havent aint without nothing nobody noone",
    "self": "myself himself herself themselves themself yourself ourselves yourselves",
    "want": "want wanting wanted wanna wana wish wishing rather plan planning planned ready need like "
    "feel tempted decided intend urge pray praying deserve waiting",
    "think": "think thinking thought thoughts dream dreaming obsessed",
    "die": "die dying dead death",
    "my": "my his her their own this your our",
    "life": "life lives live",
    "kill": "kill killing killed hang hanging hanged stab stabbing shoot shooting shot drown drowning poison "
    "poisoning suffocate suffocating gas gassing strangle unalive unaliving top topping neck delete",
    "harm": "harm harming harmed hurt hurting injure injuring injures injured punish punishing",
    "hate": "end ending ended starve starving hate hating hated loathe loathing",
    "cut": "cut cutting burn burning burnt hit hitting punch punching scratch scratching bite biting",
    "pills": "paracetamol tablets pills insulin ibuprofen codeine morphine antidepressants painkillers",
    "drug": "drugs cocaine coke ketamine ket cannabis weed heroin fentanyl morphine opioids opiates "
    "codeine diazepam benzos tramadol propofol",
    "use": "using use used taking take took stealing stole snorting injecting smoking hooked",
    "partner": "partner husband wife boyfriend girlfriend bf gf ex father mother dad mum brother "
    "relationship",
    "hit": "hit hits hitting punch punched punches kick kicked kicks slap slapped slaps beat beats "
    "beaten choke choked strangle strangled attack attacked assault assaulted hurt hurts hurting "
    "threaten threatened threatens grope groped groping bit bitten abuse abused abuses touched",
    "struck": "=punched =kicked =slapped =strangled =groped =headbutted =stabbed =spat =assaulted =molested",
    "public": "patient patients relative relatives visitor visitors public stranger",
    "boss": "consultant registrar manager colleague supervisor doctor nurse surgeon boss someone somebody",
    "everyone": "everyone everybody people they world family kids children all team you",
    "nobody": "nobody noone none",
    "someone": "someone somebody anyone anybody person",
    "now": "now tonight today please urgently immediately",
    "more": "more anymore longer",
    "child": "child children toddler boy girl teenager teenagers pupil son daughter",
    "baby": "baby babies newborn infant twin twins",
    "patient": "patient patients resident residents",
    "staff": "colleague colleagues nurse nurses doctor doctors midwife midwives porter porters paramedic "
    "paramedics registrar consultant trainee trainees surgeon anaesthetist pharmacist radiographer "
    "student students volunteer volunteers matron sister worker workers staff physiotherapist clerk "
    "cleaner carer therapist",
    "person": "man woman men women mother father mum dad husband wife partner friend friends brother parent "
    "parents grandmother grandfather he she they who person people family soldier driver",
    "thing": "printer battery batteries phone laptop computer server engine conversation idea internet "
    "connection kettle bleep pager machine",
    "one": "a an our my his her their one two three another every the",
    "lost": "lose losing lost",
}

SUICIDE = """
suicide; suicidal; suicidality; sewer slide; sewerslide; kms; kys; unalive; un alive; ctb; postvention
{kill} {self}; killmyself; endmylife; wanttodie; found|been|was|were|who =hanged; =hanged in|at|from
end|ending|ended|take|taking|took|taken {my} {my}? {life}; end|ending {my} pain|suffering
{my} own {life} took; end|ending|ended it all; {think} of|about end|ending it|everything|things
want|wants|wanted|wanting|wish|wished|wanna|wana die|dead; want death; {want} dei|diee; {want} dye $
wont die $; longer want|wanted live|alive|exist; {not} want|wanna|wana live|living|alive|exist|existing
{not} want|wanna|wana here {more}; want|wanted|wanting it? all stop|end; {think} {not} alive|existing
better off {die}; better off without me; better without me; better off if gone|dead|died
{everyone} better off? without me; worth more {die}; {not} worth living; {life} {not} worth living
{not} reason live; death wish; no will live; attempt on {my} {life}; left {not}|a|suicide note
goodbye|suicide letter|note; he|she|they|who =jumped $
jump|jumping|throw|threw off|from|under|front bridge|roof|train|building|window|car
walk|walking|step|stepping|run|running|jump|jumping|throw front bus|train|lorry|car|traffic
walk|walking|drive|driving|drove|crash|crashing my? car? into traffic|wall|tree|sea|lorry
"""
SELF_HARM = """
self harm|harming|harmed|injury|injuring|inflicted|delete|destruct; selfharm; selfharming; {harm} {self}
cut|cutting|burn|burning|burnt|scratching {self}; cut|cutting|slit|slitting {my} wrist|wrists|arms
~overdose; ~overdosed; ~overdosing; took|taken od
"""
ASSAULT = """
~assault; ~assaulted; =rape; =rapes; =raped; =rapist; ~{struck}; =spits at; child abuse; hate crime
sexually|sexual|indecent|indecently assault|assaulted|abuse|abused; violence against|towards|from|at|rises
violent {public}|attack|attacks|incident|incidents; violence and|or abuse|aggression|harassment
aggression from|towards|against; attack|attacked|attacks on|against {staff}; ~attacked by|at|in|while|on
~{hit} by {public}|{boss}; {public} {hit} me|{staff}|her|him|them
abuse from|by|against|of|towards {public}|{staff}; {boss} touched me
verbal|verbally|physical|physically|homophobic|transphobic abuse|abused|assault|attack
threatened with|to|by|at; threaten kill; death threat|threats; stalker|stalked|stalking; groomed|grooming
trafficked|trafficking; abuse|abused {child}|{staff}
"""
TOLD_ASSAULT = """
sexually|sexual harassment|harassed|misconduct|exploitation; sexual violence|safety
"""
DOMESTIC = """
domestic abuse|violence|homicide; coercive|controlling control|behaviour|relationship; gaslighting
abusive|violent|controlling {partner}|home
{partner} abusive|violent|hits|=controls|=controlled|controlling; {partner} {hit} me|her|him
{partner} who? =controls|=controlled; he|she =controls|=controlled {my}|who|everything
{not} let me see|leave|go|have|work; afraid|scared|frightened go home; leaving an? abuser|abusive
female genital mutilation; forced marriage; honour based
"""
RACISM = """
racism; racist; racially; racial abuse|harassment|discrimination|slur; islamophobia; antisemitism
"""
ADDICTION = """
addiction; ~addict; ~addicted; alcohol dependence|dependency|misuse|use
drug|substance misuse|dependence|dependency; =alcoholic; =alcoholics; =alcoholism; addicted to
relapse|relapsed drinking|using|drink
"""
EATING = """
eating disorder|disorders; anorexia; anorexic; bulimia; bulimic; making {self} sick
"""

# Only in questions: there, broad words are a person's own.
ASKED_SUICIDE = """
samaritans; helpline; 999; 111; 85258; 116 123; crisis line|team|text|number|helpline|service|house
papyrus; text line; mental health crisis; in crisis; {hate} {self}; do {self} in; keep {self} safe
{not} trust {self}; hate {self}; hate me $; {want} end|ending it|things|everything
end|ending it|things|everything $; end it al; {want} die|dying|dead; {think} of|about {die}
i|im going|gonna|gunna {die}|kill; wish i {die}; plan|planning|planned how|to do? it $; {want} go for good
ready go $; wish {not} here|born|alive|exist|wake; better {die}
how|way|ways|painless|easiest|quickest die|dying; painless|easy death
{not} want|wanna|wana here|wake|continue; {not} want|wanna|wana go|carry|keep on|going
{want} {not} here|exist|live|wake|alive; hope|rather|wish {not} wake; sleep {not} wake; sleep forever
{want} disappear|vanish|gone|invisible; should|shouldnt|shouldve {not}? alive|exist|dead|here
{not} live like this|that; {not} live with {self}|this|it; {not} live any? {more}
{not} deserve live|alive|here
tired|sick|done|finished of|with {life}|living|alive|being|existing|everything
hate|hating being? {life}|living|alive; {not} reason living|go|carry|stay|alive
reason|reasons live|alive|living; {not}|what|anything live|living for; {not}|lost|losing|lose will live
nothing matters; nothing look forward; i|im am? nothing; feel like? nothing|worthless; {life} {not} worth
{life} pointless|meaningless|over; worthless; lost|losing|lose|gone hope
giving|give|given up on? {life}|living|hope|everything; {want}|am|im giving|give|given up $
{nobody} miss|notice|care me|if; {nobody} cares; am|im|being|just burden
burden to|on everyone|everybody|family|others; noose; lethal|fatal|deadly dose|amount
stockpiling|stashing|hoarding|saved|saving up? {pills}; how many {pills} take|would|die|kill
took|taken too|so|all many|my|of? {pills}; cutting|cut {my} legs
said|saying|say goodbye to? everyone|family|kids|them|{my}; {cut} {self} again; {cut} again
hear|hearing voices; voices in|telling my|me; do|doing something stupid|silly
scared|afraid|frightened|terrified of|what {self}|him|her|{partner}|i|ill|id; {public}|{boss} {hit} me
{partner} {hit}; being|been|was|am|im abused; dark|intrusive|bad thoughts; dark place
"""
ASKED_MORE = """
=od; razor; razors; urge|urges cut|cutting|hurt; want|wanna|thinking of? cut|cutting $
why i alive|living|bother $; why bother living|going|with; never wake; fed of|with {life}|living
whats use of living|going; {not} feel real; {not} any {more} $; easiest|quickest way go|out
took|taken|swallowed {pills} $; hope i die|hit; should die; drive|drove|driving off bridge|cliff
jump|jumping in|into river|sea|canal; {everyone} happier without me; {nobody} loves me; just want stop $
want peace $; {not} face going|life; {not} handle this|it|life; no strength; childline; binge purge
purging; =sos; losing it|control $; feel|feeling crazy|insane; seeing|hearing things
forced me|himself|herself; beaten up; drinking before|during shift|work; hungover every|again; scars on my
i want|wanna go for good; {not} see|find {not}? reason; {not} worth being; rather {not} be here|alive
"""
ASKED = """
~ligature; ~alcohol; ~gambling; ~crisis; ~hopeless; ~hopelessness; ~nothing left; ~{cut} {self}
~how many {pills}; ~{not} hope; ~{not} safe; ~feel|feeling|am|im unsafe
~unsafe with|at|around {self}|home|him|her; ~what|whats|wats|see {not}? point; ~{not} point
~point of|in living|{life}|anything|trying|going|carrying; ~{not} go|going|carry|carrying|keep on|going
~{not} do this|it|life any? {more}; ~{not} do this $; ~{not} do life; ~{not} cope|coping
~{not} take this|it; ~{not} take any? {more}; ~{not} see? way out; ~{not} see way|future
~{want} it|everything|this|pain|all stop|end|over; ~make it|this|everything stop; ~{want} out $
~{want}|i|just|to give|giving up $; ~am|im done $; ~had enough $; ~desperate
~{not} face another|tomorrow|life|it|this|anything; ~struggling|struggle cope
~had|have enough of life|everything|it; ~everything pointless|hopeless; ~dead inside; ~jump|jumping off
~if i die|died|dead|disappeared; ~crash|crashing my car; ~help me; ~need|needs|want|emergency help
~please help; ~help {now}; ~someone|somebody help; ~who call|ring|phone|text|contact|talk|speak {now}
~{someone} talk|speak {now}; ~need {someone} talk|speak; ~need talk|speak {someone}|$
~{not} {someone} talk|turn; ~{nobody} talk|turn
~having|had|have|mental|nervous|emotional|a|my|edge|verge breakdown
~falling|fallen|fall apart|pieces|bits; ~end|edge my|rope tether|rope; ~rock bottom; ~breaking point
~losing|lost|lose my mind; ~going|gone mad|crazy|insane; ~am|im drowning|broken|spiralling|desperate
~panic|anxiety attack; ~{not} stop crying; ~cry|crying every|all|constantly|{self}; ~{not} breathe
~{not} function; ~{hit} me; ~punched|kicked|slapped|attacked|beaten|bitten|spat|groped by
~spat|spits|swung at me; ~am|was|been|got|being attacked; ~gets|got violent; ~{use} {drug}
~drinking|drink|drank too|every|daily|alone|again|heavily|problem; ~drink|drinking sleep|cope|forget|numb
~{not} stop drinking|drink|using|gambling; ~stop drinking; ~my|her|his|their drinking
~drunk at|on work|shift|duty; ~relapse|relapsed|relapsing; ~psychosis; ~psychotic; ~paranoid
"""
EVERYDAY = """
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
visa wifi winter wipes workbook
social system systems estates insurance drive mortgage
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
