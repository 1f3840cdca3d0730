"""How a death is said in what feeds and posts tell; the same signs as in `hard_words`. Words only."""

CHILD = """
child =death; death of {one}? {child}; ^{child} =died|=dies|=dying; {lost} {one} {child}
{child} we|they|i? {not} save|saved; child =deaths; =deaths of {child}; infant death
sudden unexpected death in? childhood; {child} we|they|i =lost
"""
BABY = """
stillbirth; stillbirths; stillborn; miscarriage; miscarried; baby loss; neonatal =death|=deaths; cot death
{baby} =died|=dies|=dying; =death|=deaths of {one}? {baby}; {lost} {one} {baby}
{baby} we|they|i? {not} save|saved
"""
PATIENT = """
{patient} =death; ^{patient} =deaths; =death of {one} {patient}; ^=deaths of {patient}; inquest; coroner
coroners; ^{patient} =died|=dies; =dying {patient}; {patient} =dying; {lost} {one} {patient}
{patient} we|they|i? {not} save|saved; {patient} we|they|i =lost; future =deaths
"""
COLLEAGUE = """
{staff} =death; {staff} =deaths; =death|=deaths of {one}? {staff}; {staff} who|has|have? =died|=dies
{lost} {one} {staff}; {staff} we|they|i =lost; {staff} passed away; {staff} =killed|=murdered
remembering {one}? {staff}; tribute|tributes to {one}? {staff}
"""
ANY = """
bereaved; bereavement; bereavements; grief; grieving; grieve; grieved; mourn; mourning; mourners; funeral
funerals; obituary; obituaries; condolence; condolences; in memory of; in memoriam; paid tribute
tribute|tributes paid|to|for; passed away; minute|moment|minutes silence
memorial service|garden|bench|wall|opens; mortuary; morgue; remembering those|friend|{person}
book of remembrance; ^has|have|had =died; ^=died; ^=dies; found =dead|=dying; {person} =dead; the =dead
^{person} =dying; =dying {person}; of|with|for the =dying; =dying matters; =dying well; care of =dying
last|final hours|hour|breath|days of life; death cafe; talk|talking|talks about =death|=dying
=death|=dying and|or =death|=dying|grief|bereavement|loss; ^=deaths; =death of {one}? {person}
^her|his|their|my|our|a|after|following|facing|tragic|unexpected =death; {person} =death
=death in|on the|our ward|family|service|resus|theatre; =killed in|by|on|when|after|at|while
was|were|been =killed; =murder; =murdered; =murders; lost their lives; {lost} {one} {person}
"""
# Said of other things: what such a phrase covers is not heard.
FIGURES = """
career|political|social|professional|commercial|financial|economic|electoral suicide
suicide squeeze|shift|shifts|rota; suicide door|doors|mission|run|runs
shoot|shooting|shot {self} in? foot; killing {self} laughing|laugh; assault course|courses
assault on senses; rape seed; oilseed rape; overdose of? biscuits|cake|chocolate|tinsel|coffee
treat|treated|treating|manage|managed|managing overdose|overdoses
overdose of emails|meetings|sugar|cheer|christmas|glitter|puns
=died|=dies of|from boredom|laughing|laughter|embarrassment|shame
{thing} has|have|had? again? =died|=dies; =dying to|for know|see|try|hear|meet|tell|get|find|go
=dying breed|art|trade|embers|light|days; =dying a tea|coffee|break; die hard; over my =dead body
=dead tired|line|end|heat|centre|space|sea|weight|pan|good|zone
=death by powerpoint|slides|email|emails|meeting|meetings|committee
=death by paperwork|spreadsheet|form|forms|audit|acronym|chocolate
=death of the {thing}; life and|or =death
=death certificate|certificates|rate|rates|toll|trap|valley|row|star; =death in service; death warmed
brain|brainstem|cell|neuronal|programmed|apoptotic|tissue|muscle|plant =death; brain stem =death
sudden =death; sudden cardiac|arrhythmic|infant|adult =death; natural|serial killer; learning from =deaths
mortality review|reviews; =murder mystery|mysteries|weekend; =killed it|off|time|two
grief counsellor vacancy; come|came|coming to grief; good grief
lost patient notes|records|property|trust|transport; lost to follow; life insurance|assurance; died down
=dies down; stabbed back; =kicked off|out|started|start|up; kick start; =punched above
drug abuse liability|detection|screen; abuse of the kettle|kitchen|fridge|car|parking
data|statistical|water torture; beaten by|at photocopier|weather|clock
attack|attacked the|our|this problem|list|backlog|queue; =spat out
want|wants|wanted|wanting die home|well|dignity|peacefully; want die out; attacked cake
"""
INVESTIGATION = """
manslaughter; gross negligence; criminal investigation; never event|events
"""
WAR = """
war zone|zones; airstrike; air strike|strikes; torture; tortured
"""
# What a study says of itself, by stems: two of them, or one in the title.
STUDY = """
study cohort registry trial randomised randomized meta-analysis metaanalysis prevalence incidence predictors
biomarker retrospective prospective screening guideline multivariable hazard mortality all-cause epidemiology
survival population refresher systematic regression outcomes
"""
