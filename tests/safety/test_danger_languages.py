"""Sentences of danger that are known in other languages, with and without their accents, and harmless ones beside them."""

from __future__ import annotations

import pytest

from safety import find_danger

# For each language and kind: messages parted by a bar.
DANGER = {
    "Polish": """
        self_harm: chcę umrzeć | chce umrzec | mój brat mówi że chce się zabić | nie chce mi sie juz zyc
        abuse: mąż mnie bije | moj partner uderzyl mnie wczoraj i boje sie go | on grozi że mnie zabije
        homeless: nie mam gdzie spać | jestesmy z dzieckiem na ulicy, wyrzucili nas z domu | dziś śpię w samochodzie
        gas: czuć gaz w kuchni | smierdzi gazem na klatce | piszczy czujnik czadu
        medical: pomocy, nie mogę oddychać | moja mama nie oddycha | boli mnie w klatce piersiowej | tata stracił przytomność
        child_at_risk: mój mąż bije dzieci | sasiad bije dziecko
        baby: nie mam mleka dla niemowlaka | skonczylo sie mleko dla dziecka
        energy_off: nie mamy prądu od wczoraj | odcieli nam gaz
    """,
    "Romanian": """
        self_harm: vreau să mor | vreau sa ma sinucid | prietena mea vrea să se omoare
        abuse: soțul mă bate | barbatul meu m-a lovit aseara | mi-e frică de soțul meu
        homeless: nu am unde sa dorm | dormim în mașină cu copiii | ne-au dat afară din casă
        gas: miroase a gaz | simt miros de gaz in bucatarie
        medical: nu pot sa respir | copilul meu nu respiră | ma doare tare in piept | mama e inconștientă
        child_at_risk: tatăl bate copiii | sotul meu loveste copilul
        baby: nu am lapte praf | nu avem lapte pentru bebeluș
        energy_off: nu avem curent | ne-au tăiat gazul
    """,
    "Ukrainian": """
        self_harm: хочу вмерти | не хочу більше жити | моя подруга хоче вбити себе
        abuse: чоловік мене б'є | мій хлопець побив мене | він погрожує вбити мене
        homeless: мені ніде спати | сплю в машині з дитиною | нас вигнали з дому
        gas: пахне газом | відчуваю запах газу
        medical: не можу дихати | мама не дихає | болить у грудях | тато знепритомнів
        child_at_risk: він б'є дитину | дитина сама вдома
        baby: немає суміші для дитини | закінчилось молоко для немовляти
        energy_off: немає світла вдома | нам вимкнули газ
    """,
    "Russian": """
        self_harm: не хочу жить | хочу умереть | мой друг хочет покончить с собой
        abuse: муж меня бьёт | парень избил меня | боюсь своего мужа
        homeless: мне негде спать | ночуем на вокзале с ребенком | нас выгнали из квартиры
        gas: у нас пахнет газом | чувствую запах газа в подъезде
        medical: не могу дышать | бабушка не дышит | сильно болит в груди | муж потерял сознание
        child_at_risk: отец бьёт ребёнка | ребенок один дома
        baby: нет смеси для ребенка | закончилось молоко для малыша
        energy_off: нет света дома | нам отключили отопление
    """,
    "Portuguese": """
        self_harm: quero morrer | não quero mais viver | o meu amigo quer matar-se
        abuse: o meu marido bate-me | ele me bateu ontem | tenho medo do meu marido
        homeless: não tenho onde dormir | estamos a dormir no carro | expulsaram-me de casa
        gas: cheira a gás | sinto cheiro de gas na cozinha
        medical: não consigo respirar | o meu pai não respira | tenho dor no peito | ela desmaiou
        child_at_risk: o pai bate nas crianças | ele bateu no meu filho
        baby: não tenho leite para o bebé | nao temos leite para a minha filha
        energy_off: estamos sem luz | cortaram-me o gás
    """,
    "Spanish": """
        self_harm: quiero morir | no quiero vivir más | mi amigo quiere suicidarse
        abuse: mi marido me pega | mi novio me golpeó | tengo miedo de mi esposo
        homeless: no tengo donde dormir | dormimos en el coche con los niños | me echaron de casa
        gas: huele a gas | hay una fuga de gas
        medical: no puedo respirar | mi bebé no respira | dolor fuerte en el pecho | mi madre perdió el conocimiento
        child_at_risk: su padre pega a mi hijo | mi marido golpea a los niños
        baby: no tengo leche para mi bebé | se acabó la leche del bebe
        energy_off: no tenemos luz | nos cortaron la luz
    """,
    "French": """
        self_harm: je veux mourir | je ne veux plus vivre | mon frère veut se suicider
        abuse: mon mari me frappe | mon copain m'a frappée | j'ai peur de rentrer
        homeless: je n'ai nulle part où dormir | on dort dans la voiture | mon mari m'a mise à la porte
        gas: odeur de gaz | ça sent le gaz chez moi
        medical: je n'arrive pas à respirer | mon père ne respire plus | j'ai mal à la poitrine | elle est inconsciente
        child_at_risk: il frappe les enfants | mon mari bat mon fils
        baby: je n'ai plus de lait pour le bébé | pas de lait en poudre pour mon bebe
        energy_off: on n'a plus d'électricité | ils ont coupé le gaz
    """,
    "Italian": """
        self_harm: voglio morire | non voglio più vivere | il mio amico vuole uccidersi
        abuse: mio marito mi picchia | il mio ragazzo mi ha picchiata | ho paura di mio marito
        homeless: non ho dove dormire | dormiamo in macchina | ci hanno buttato fuori di casa
        gas: odore di gas | sento puzza di gas in cucina
        medical: non riesco a respirare | mia madre non respira | ho un forte dolore al petto | è svenuto
        child_at_risk: mio marito picchia i bambini | picchia mia figlia
        baby: non ho latte per il bambino | non abbiamo più latte per la neonata
        energy_off: siamo senza riscaldamento | hanno staccato la luce
    """,
    "Lithuanian": """
        self_harm: noriu mirti | nebenoriu gyventi | draugas nori nusižudyti
        abuse: vyras mane muša | draugas mane sumuse | bijau grįžti namo
        homeless: neturiu kur miegoti | miegame mašinoje | mane išmetė iš namų
        gas: virtuvėje smirda dujomis | jauciu duju kvapa
        medical: negaliu kvėpuoti | mama nekvepuoja | labai skauda krūtinę | tėvas prarado sąmonę
        child_at_risk: vyras muša vaikus | tėvas sumušė vaiką
        baby: neturiu pieno kūdikiui | baigesi misinukas, nera pieno kudikiui
        energy_off: neturime elektros | mums atjungė dujas
    """,
    "Punjabi": """
        self_harm: ਮੈਂ ਮਰਨਾ ਚਾਹੁੰਦੀ ਹਾਂ | ਮੈਂ ਜਿਊਣਾ ਨਹੀਂ ਚਾਹੁੰਦਾ | main marna chahundi | mera dost khudkushi karna chahunda
        abuse: ਮੇਰਾ ਪਤੀ ਮੈਨੂੰ ਮਾਰਦਾ ਹੈ | ਸੱਸ ਮੈਨੂੰ ਕੁੱਟਦੀ ਹੈ | mera pati mainu marda hai | gharwala mainu roz kutda aa
        homeless: ਮੇਰੇ ਕੋਲ ਸੌਣ ਲਈ ਕੋਈ ਥਾਂ ਨਹੀਂ | ਮੈਨੂੰ ਘਰੋਂ ਕੱਢ ਦਿੱਤਾ | mainu gharon kadh ditta | saun layi koi jagah nahi
        gas: ਗੈਸ ਦੀ ਬਦਬੂ | ਰਸੋਈ ਵਿੱਚ ਗੈਸ ਲੀਕ ਹੋ ਰਹੀ ਹੈ | gas di badbu aa rahi hai | gas di smell
        medical: ਸਾਹ ਨਹੀਂ ਆ ਰਿਹਾ | ਮਾਂ ਬੇਹੋਸ਼ ਹੈ | mainu saah nahi aa reha | chhaati vich dard hai
        child_at_risk: ਉਹ ਬੱਚਿਆਂ ਨੂੰ ਮਾਰਦਾ ਹੈ | bacheyan nu kutda hai
        baby: ਬੱਚੇ ਲਈ ਦੁੱਧ ਨਹੀਂ ਹੈ | bache layi dudh nahi hai
        energy_off: ਘਰ ਦੀ ਬਿਜਲੀ ਨਹੀਂ ਹੈ | bijli chali gayi
    """,
    "Gujarati": """
        self_harm: મારે મરવું છે | મારે જીવવું નથી | mare marvu che | mare jivvu nathi
        abuse: પતિ મને મારે છે | સાસુ મને મારતી | mara pati mane mare che
        homeless: સૂવા માટે જગ્યા નથી | અમને ઘરમાંથી કાઢી મૂક્યા | rehva mate jagya nathi
        gas: ગેસની વાસ આવે છે | રસોડામાં ગેસ લીક થાય છે | gas ni vas aave che
        medical: શ્વાસ નથી લેવાતો | છાતીમાં દુખાવો થાય છે | chhati ma dukhe che
        child_at_risk: એ બાળકોને મારે છે | chokra ne mare che
        baby: બાળક માટે દૂધ નથી | balak mate dudh nathi
        energy_off: ઘરમાં લાઈટ નથી | light gai che
    """,
    "Hindi": """
        self_harm: मैं मरना चाहता हूँ | मुझे नहीं जीना | मेरा दोस्त आत्महत्या करना चाहता है | main marna chahti hu
        abuse: मेरा पति मुझे मारता है | ससुराल वाले मुझे पीटते हैं | mera pati mujhe marta hai
        homeless: सोने की जगह नहीं है | हम सड़क पर सो रहे हैं | पति ने घर से निकाल दिया | ghar se nikal diya
        gas: गैस की बदबू आ रही है | रसोई में गैस लीक हो रही है | gas ki badbu aa rahi hai
        medical: सांस नहीं आ रही | सीने में दर्द है | पापा बेहोश हो गए | saans nahi aa rahi
        child_at_risk: वह बच्चों को मारता है | bachon ko maarta hai
        baby: बच्चे के लिए दूध नहीं है | bache ke liye doodh nahi hai
        energy_off: घर में बिजली नहीं है | bijli nahi hai
    """,
    "Urdu": """
        self_harm: میں مرنا چاہتا ہوں | میں خودکشی کرنا چاہتی ہوں | mujhe marna hai
        abuse: میرا شوہر مجھے مارتا ہے | سسرال والے مجھے مارتے ہیں | mera shohar mujhe marta hai
        homeless: سونے کی جگہ نہیں | شوہر نے گھر سے نکال دیا | sone ki jagah nahi hai
        gas: کچن میں گیس کی بو ہے | گیس لیک ہو رہی ہے | gas ki boo aa rahi hai
        medical: سانس نہیں آ رہی | سینے میں درد ہے | امی بے ہوش ہو گئی | saans nahi aa rahi
        child_at_risk: وہ بچوں کو مارتا ہے | bachon ko marta hai
        baby: بچے کے لیے دودھ نہیں | bachay ke liye doodh nahi
        energy_off: گھر میں بجلی نہیں ہے | bijli kat gayi hai
    """,
    "Arabic": """
        self_harm: أريد أن أموت | بدي انتحر | مش عايزة أعيش | صديقي يفكر بالانتحار | baddi moot
        abuse: زوجي يضربني | جوزي بيضربني كل يوم | خايفة من زوجي | jozi byedrobni
        homeless: ليس لدي مكان أنام فيه الليلة | معنديش مكان انام | طردوني من البيت | ma 3andi makan anam
        gas: رائحة غاز في البيت | شامم غاز في المطبخ | ri7et gaz bel bet
        medical: لا أستطيع التنفس | مش قادر اتنفس | وجع بصدري | امي مغمى عليها | mish 2ader atnaffes
        child_at_risk: زوجي يضرب الأطفال | بيضرب الاولاد
        baby: ما عندي حليب للطفل | مفيش لبن للبيبي
        energy_off: ما في كهربا بالبيت | قطعوا الغاز | mafish kahraba
    """,
    "Turkish": """
        self_harm: ölmek istiyorum | yasamak istemiyorum artik | arkadaşım intihar etmek istiyor
        abuse: kocam beni dövüyor | esim bana vuruyor | kocamdan korkuyorum
        homeless: yatacak yerim yok | çocuklarla sokakta kaldık | kocam evden attı
        gas: gaz kokusu var | mutfakta gaz kokuyor
        medical: nefes alamıyorum | babam nefes almiyor | göğsüm çok ağrıyor | annem bayıldı
        child_at_risk: kocam çocukları dövüyor | oglumu dovuyor
        baby: bebeğe süt yok | bebegim icin mama kalmadi
        energy_off: evde elektrik yok | dogalgazi kestiler
    """,
    "Albanian": """
        self_harm: dua të vdes | nuk dua te jetoj me | shoku im do të vrasë veten
        abuse: burri më rreh | burri im me ka rrahur | kam frikë nga burri
        homeless: nuk kam ku të fle | flemë në makinë, jemi pa shtëpi | me nxori nga shtepia
        gas: vjen erë gazi | ka ere gazi ne kuzhine
        medical: nuk marr dot frymë, nuk mund të marr frymë | babai nuk merr fryme | më dhemb gjoksi
        child_at_risk: burri rreh fëmijët | rreh femijen
        baby: nuk kam qumësht për foshnjën | s'kam qumesht per bebin
        energy_off: nuk kemi korrent | na kanë prerë dritat
    """,
    "Somali": """
        self_harm: waxaan rabaa inaan dhinto | waxaan rabaa inaan is dilo
        abuse: ninkaygu wuu i garaacaa | ninkaygu wuu i tumaa oo waan ka baqaa ninkayga
        homeless: meel aan seexdo ma haysto | hoy ma hayo
        gas: ur gaas ah ayaa guriga ka soo baxaysa | gaaska ayaa uraya
        medical: ma neefsan karo | hooyaday ma neefsanayso
        baby: caano ilmaha uma hayo | ilmaha caano uma hayno
        energy_off: koronto ma hayno | korontada waa naga go'day
    """,
    "Hungarian": """
        self_harm: meg akarok halni | nem akarok tovább élni | a barátom öngyilkos akar lenni
        abuse: a férjem ver | megvert a parom, a párom bántalmaz | félek a férjemtől
        homeless: nincs hol aludnom | az autóban alszunk | kidobtak a lakásból
        gas: gázszag van | gaz szag van a konyhaban
        medical: nem kapok levegőt | az apám nem lélegzik | fáj a mellkasom | elájult az anyám
        child_at_risk: a férjem veri a gyerekeket | megverte a fiamat
        baby: nincs tápszer a babának | elfogyott a tapszer
        energy_off: nincs áramunk | kikapcsolták a gázt
    """,
    "Slovak and Czech": """
        self_harm: chcem zomrieť | uz nechcem zit | kamarát sa chce zabiť, že vraj sa zabije | chci umřít
        abuse: manžel ma bije | priatel ma zbil | bojím sa manžela | muž mě bije
        homeless: nemám kde spať | spime v aute | vyhodil ma z bytu | nemám kde spát
        gas: cítim plyn | smrdi tu plyn | uniká plyn
        medical: nemôžem dýchať | mama nedýcha | bolí ma na hrudi | otec stratil vedomie
        child_at_risk: manžel bije deti | bije moje dieta
        baby: nemám mlieko pre bábätko | nemame mlieko pre dieta
        energy_off: nemáme elektrinu | vypli nám plyn
    """,
    "Latvian": """
        self_harm: gribu mirt | es vairs negribu dzīvot | draugs grib izdarīt pašnāvību
        abuse: vīrs mani sit | draugs mani piekava | baidos no vīra
        homeless: man nav kur gulēt | guļam mašīnā | mani izmeta no dzīvokļa
        gas: virtuvē smird pēc gāzes | jutu gazes smaku
        medical: nevaru paelpot | mamma neelpo | man ļoti sāp krūtīs | tētis zaudēja samaņu
        child_at_risk: vīrs sit bērnus | sit manu bernu
        baby: nav piena mazulim | man nav piena bernam
        energy_off: mums nav elektrības | atslēdza gāzi
    """,
    "Bulgarian": """
        self_harm: искам да умра | не искам да живея | приятелят ми иска да се убие
        abuse: мъжът ми ме бие | съпругът ми ме преби | страх ме е да се прибера
        homeless: нямам къде да спя | спим в колата | изгониха ни на улицата
        gas: мирише на газ | миризма на газ в кухнята
        medical: не мога да дишам | баща ми не диша | болят ме гърдите | майка ми припадна
        child_at_risk: той бие децата | мъжът ми бие детето
        baby: нямам мляко за бебето | свърши млякото на бебето
        energy_off: нямаме ток | спряха ни тока
    """,
    "Persian and Dari": """
        self_harm: می‌خواهم بمیرم | میخوام خودکشی کنم | دیگر نمی خواهم زندگی کنم
        abuse: شوهرم مرا می‌زند | شوهرم منو میزنه | شوهرم مرا لت و کوب میکند | از شوهرم می ترسم
        homeless: جای خواب نداریم | بی سرپناه هستم | در خیابان می‌خوابم
        gas: بوی گاز می آید | گاز نشت کرده
        medical: نمی‌توانم نفس بکشم | نفس کشیده نمیتوانم | پدرم بیهوش شده | درد قفسه سینه دارم
        child_at_risk: شوهرم بچه ها را می زند | اطفال را لت میکند
        baby: شیر برای بچه ام ندارم | شیر خشک نداریم
        energy_off: برق نداریم | برق خانه قطع شده
    """,
    "Pashto": """
        self_harm: غواړم مړ شم | غواړم ځان ووژنم
        abuse: خاوند مې ما وهي | زما مېړه مې وهي
        homeless: د خوب ځای نه لرم | زه بې کوره یم
        gas: د ګاز بوی راځي | د گاز بوی دی
        medical: ساه نشم اخیستلی | د سینې درد لرم
        energy_off: بریښنا نشته | برق نلرو
    """,
    "Sorani": """
        self_harm: دەمەوێت بمرم | نامەوێت بژیم
        abuse: مێردەکەم لێم دەدات | لە مێردەکەم دەترسم
        homeless: شوێنی خەوتنم نییە | بێ ماڵم
        gas: بۆنی غاز دێت | بۆنی گاز هەیە
        medical: ناتوانم هەناسە بدەم | سنگم دێشێت
        energy_off: کارەبامان نییە | کارەبامان بڕاوە
    """,
    "Tigrinya": """
        self_harm: ክመውት እደሊ ኣለኹ | ነብሰይ ከጥፍእ ደልየ
        abuse: ሰብኣየይ ይወቕዓኒ | ሰብኣየይ ይሃርመኒ
        homeless: መደቀሲ ቦታ የብለይን | ኣብ ጎደና እድቅስ ኣለኹ
        gas: ሽታ ጋዝ ኣሎ | ጋዝ ይሽትት ኣሎ
        medical: ከተንፍስ ኣይከኣልኩን | ኣፍልበይ ይሓመኒ
    """,
    "Bengali": """
        self_harm: আমি মরতে চাই | আর বাঁচতে চাই না | ami morte chai
        abuse: আমার স্বামী আমাকে মারে | জামাই আমারে পিটায় | shami amake mare
        homeless: ঘুমানোর জায়গা নেই | বাসা থেকে বের করে দিয়েছে | thakar jayga nai
        gas: গ্যাসের গন্ধ পাচ্ছি | গ্যাস লিক হচ্ছে
        medical: শ্বাস নিতে পারছি না | বুকে ব্যথা করছে | মা অজ্ঞান হয়ে গেছে
        child_at_risk: সে বাচ্চাদের মারে | বাচ্চাকে মারধর করে
        baby: বাচ্চার দুধ নাই | শিশুর জন্য দুধ নেই
        energy_off: কারেন্ট নাই | বিদ্যুৎ নেই
    """,
    "Tamil": """
        self_harm: எனக்கு சாக வேண்டும் | நான் தற்கொலை செய்து கொள்ள போகிறேன்
        abuse: என் கணவர் என்னை அடிக்கிறார் | புருஷன் என்னை அடிக்கிறான்
        homeless: தூங்க இடம் இல்லை | தெருவில் தூங்குகிறேன்
        gas: கேஸ் வாசனை வருகிறது | கேஸ் லீக் ஆகுது
        medical: மூச்சு விட முடியவில்லை | நெஞ்சு வலிக்கிறது
        child_at_risk: அவர் குழந்தைகளை அடிக்கிறார் | பிள்ளைகளை அடிக்கிறான்
        baby: குழந்தைக்கு பால் இல்லை | பாப்பாவுக்கு பால் இல்ல
        energy_off: கரண்ட் இல்லை | மின்சாரம் இல்லை
    """,
    "Chinese": """
        self_harm: 我想自杀 | 幫幫我，我不想活了
        abuse: 我老公打我，我很怕 | 我被家暴
        homeless: 我沒有地方住 | 今晚冇地方瞓
        gas: 家里有煤气味，怎么办 | 漏煤氣
        medical: 我不能呼吸 | 我胸口痛
    """,
}

HARMLESS = {
    "Polish": "dzień dobry, potrzebuję jedzenia dla rodziny | nie stać mnie na czynsz, grozi mi eksmisja | rachunek za gaz"
    " | szukam mieszkania w Rugby | jestem zmęczona | dziecko jest głodne po szkole | mąż miał zawał w zeszłym roku",
    "Romanian": "bună ziua, am nevoie de mâncare | nu pot plăti chiria | factura la gaz e mare | caut apartament"
    " | sunt obosită | copilului îi este foame după școală | m-au dat afară de la muncă | stau pe strada Clifton",
    "Ukrainian": "добрий день, де безкоштовна їжа | не можу заплатити за газ | шукаю квартиру | я дуже втомлена"
    " | дитина голодна після школи | дайте швидку відповідь",
    "Russian": "не могу заплатить за газ | ищу квартиру | я очень устала | ребенок голодный после школы"
    " | мне угрожает выселение | меня выгнали с работы | боюсь идти к врачу | живу на улице Регент",
    "Portuguese": "preciso de ajuda com a renda | a conta do gás | procuro apartamento | estou cansada"
    " | o meu filho tem fome depois da escola | o senhorio ameaça-me despejar",
    "Spanish": "necesito comida para mis hijos | no puedo pagar la factura del gas | busco piso | estoy cansado"
    " | mi hijo tiene hambre después del colegio | el casero me amenaza con echarme | me estoy ahogando en deudas",
    "French": "bonjour, je cherche une banque alimentaire | ma facture de gaz | je cherche un appartement"
    " | je suis fatiguée | mon enfant a faim après l'école | mon mari a fait un AVC il y a deux ans",
    "Italian": "cerco un corso di inglese | non riesco a pagare la bolletta del gas | cerco casa | sono stanca"
    " | mio figlio ha fame dopo la scuola | il padrone di casa mi minaccia di sfratto",
    "Lithuanian": "reikia pagalbos su sąskaita | ieškau buto | esu pavargęs | vaikas alkanas po mokyklos | išmetė mane iš darbo",
    "Punjabi": "ਮੈਨੂੰ ਖਾਣਾ ਚਾਹੀਦਾ ਹੈ | ਮੈਨੂੰ ਰਹਿਣ ਲਈ ਘਰ ਚਾਹੀਦਾ ਹੈ | ਗੈਸ ਦਾ ਬਿੱਲ ਬਹੁਤ ਹੈ | ਮੈਂ ਥੱਕ ਗਿਆ ਹਾਂ"
    " | ਮਕਾਨ ਮਾਲਕ ਸਾਨੂੰ ਘਰੋਂ ਕੱਢ ਰਿਹਾ ਹੈ | gas da bill bahut aa | mainu ghar chahida",
    "Gujarati": "મને ખોરાક જોઈએ છે | ગેસનું બિલ બહુ વધારે છે | ભાડે ઘર શોધું છું | ghar bhade joiye che | gas nu bill bahu che",
    "Hindi": "गैस का बिल बहुत ज्यादा है | रहने के लिए घर चाहिए | मैं बहुत थक गया हूं | बच्चा स्कूल के बाद भूखा है"
    " | मकान मालिक घर से निकाल रहा है | rehne ke liye ghar chahiye | gas ka bill bahut hai",
    "Urdu": "مجھے کھانا چاہیے | گیس کا بل بہت زیادہ ہے | رہنے کے لیے گھر چاہیے | میں تھک گیا ہوں | مالک مکان گھر سے نکال رہا ہے",
    "Arabic": "أحتاج إلى طعام لأطفالي | فاتورة الغاز غالية | أبحث عن شقة | انا تعبان كثير | ابني جوعان بعد المدرسة"
    " | صاحب البيت يهددني بالاخلاء | طردوني من الشغل | fatoret el gaz ghalya awi | ana ta3bana",
    "Turkish": "gaz faturası çok yüksek | kiralık ev arıyorum | çok yorgunum | çocuğum okuldan sonra aç | ev sahibi beni tehdit ediyor",
    "Albanian": "fatura e gazit është e lartë | kërkoj apartament me qira | jam i lodhur | fëmija ka uri pas shkollës",
    "Somali": "guri kiro ah ayaan raadinayaa | biilka gaaska waa badan yahay | waan daalanahay | ilmaha waa gaajaysan yahay",
    "Hungarian": "magas a gázszámla | albérletet keresek | fáradt vagyok | a gyerek éhes iskola után",
    "Slovak and Czech": "účet za plyn je vysoký | hľadám byt | som unavená | dieťa je hladné po škole | syn kope do lopty",
    "Latvian": "gāzes rēķins ir liels | meklēju dzīvokli | esmu noguris | bērns izsalcis pēc skolas",
    "Bulgarian": "сметката за газ е висока | търся квартира | уморена съм | детето е гладно след училище | нямам къде да готвя",
    "Persian and Dari": "قبض گاز خیلی زیاد است | دنبال خانه کرایه هستم | خیلی خسته ام | بچه ام بعد از مکتب گرسنه است",
    "Pashto": "د ګاز بیل ډېر دی | د کرایې کور غواړم | ډېر ستړی یم",
    "Sorani": "پسوولەی غاز زۆرە | بەدوای خانوو دەگەڕێم | زۆر ماندووم",
    "Tigrinya": "ገዛ ክካረ ደልየ | ናይ ጋዝ ሕሳብ ብዙሕ እዩ | ደኺመ ኣለኹ",
    "Bengali": "গ্যাসের বিল অনেক বেশি | ভাড়া বাসা খুঁজছি | আমি খুব ক্লান্ত | বাচ্চা স্কুলের পরে ক্ষুধার্ত",
    "Tamil": "கேஸ் பில் அதிகமாக இருக்கிறது | வாடகை வீடு தேடுகிறேன் | எனக்கு சோர்வாக இருக்கிறது",
    "Chinese": "我想租房子 | 煤气费太贵了 | 我很累 | 孩子放学后饿了",
}


def parted(messages: str) -> list[str]:
    return [message.strip() for message in messages.split("|")]


def dangers() -> list[tuple[str, str]]:
    rows = (line.strip().partition(": ") for lines in DANGER.values() for line in lines.strip().splitlines())
    return [(text, kind) for kind, _, messages in rows for text in parted(messages)]


@pytest.mark.parametrize(("text", "kind"), dangers())
def test_danger_is_recognised_in_other_languages(text, kind):
    assert kind in {danger.kind for danger in find_danger(text)}


@pytest.mark.parametrize("text", [text for messages in HARMLESS.values() for text in parted(messages)])
def test_an_ordinary_request_in_another_language_raises_no_alarm(text):
    assert find_danger(text) == ()


def test_every_language_has_harmless_messages_too():
    assert DANGER.keys() == HARMLESS.keys()


@pytest.mark.parametrize(
    "text", ["my mama is at na ulicy street", "pati has a main gas bill", "ma mare needs hay", "el gas bill por favor"]
)
def test_foreign_words_in_an_english_sentence_raise_no_alarm(text):
    assert find_danger(text) == ()
