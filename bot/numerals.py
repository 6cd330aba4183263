"""Words that say numbers, months, hours and money in our languages: what ``figures.py`` reads besides digits.

All of it are parts of regular expressions, read without regard to capitals.
"""

from __future__ import annotations

# Letters of alphabets: what Japanese or Thai has behind a word without a space is no part of it.
LETTER = "[a-zà-ɏа-яёіїєґ'’]"
END = f"(?!{LETTER})"

# Words for numbers. A star stands for any ending. They are never asked for: "three people" may become 3人,
# and 3人 "three people". The weak ones are other words as well (articles, "year", "father"): they may become
# a digit, but do not answer for one.
NUMBER_WORDS = {
    1: "one first once один одна одне одну одного однієї перш* одно одной перв* 하나 หนึ่ง satu pertama ひとり ひとつ",
    2: "two second twice dos segundo segunda dois duas два дві двох двом двічі другий другому другій"
    " вторая второй вторую второго две двух двое двоє дважды 둘 दुई दुइ दोस्रो สอง dalawa dalawang ikalawa kedua"
    " ふたり ふたつ 两 兩",
    3: "three third tres tercer tercero tercera três terceir* три трьох троє трет* трёх трех трое 셋 तीन तेस्रो สาม tatlo"
    " tatlong ikatlo tiga ketiga みっつ",
    4: "four fourth cuatro cuart* quatro quart* чотири чотирьох четверо четверт* четыре четырёх четырех четвёрт* 넷 bốn"
    " चार चौथो สี่ apat ikaapat empat keempat よっつ",
    5: "five fifth cinco quinto quinta п'ят* пять пяти пятеро пятый пятая пятое 다섯 पाँच पांच lima limang ikalima"
    " kelima",
    6: "six sixth seis sexto sexta шість шести шост* шесть шестой шестая 여섯 छैटौं anim enam",
    7: "seven seventh siete séptim* sete sétim* сім семи сьом* семь седьм* 일곱 bảy सात เจ็ด pito pitong tujuh",
    8: "eight eighth ocho octav* oito oitav* вісім восьми восьм* восемь 여덟 tám आठ แปด walo walong delapan",
    9: "nine ninth nueve noven* дев'ят* девять девяти девят* 아홉 chín  เก้า siyam sembilan",
    10: "ten tenth diez décim* dez десять десяти десят* 열 mười दश สิบ sampu sampung sepuluh",
    11: "eleven onze одинадцят* одиннадцат* 열한 एघार sebelas",
    12: "twelve doce doze дванадцят* двенадцат* 열두 बाह्र",
}
WEAK_WORDS = {
    1: "un una uno primer primero primera um uma primeiro primeira 한 첫 một एक एउटा पहिलो isa isang una unang",
    2: "друга другу другої другого 두 hai dua",
    3: "세 ba",
    4: "네 tư",
    5: "năm ห้า",
    6: "sáu छ หก",
    9: "nove non nona नौ",
    10: "दस",
    11: "once",
    12: "noon midday midnight mediodía medianoche meio-dia опівдні опівночі полдень полночь 正午 中午 เที่ยง 정오 자정",
}
KOREAN = "열두|열한|하나|다섯|여섯|일곱|여덟|아홉|한|둘|두|셋|세|넷|네|열"  # before what is counted, without a space
HALF_AN_HOUR = "half an hour|півгодини|полчаса|media hora|meia hora|半小[时時]|半個小時|半时|setengah jam|nửa tiếng"
ONE_OF = (
    r"an? (?:hour|minute|day|week|month|year|person|time)|una? (?:hora|día|semana|mes|año|persona|vez)"
    r"|uma? (?:hora|dia|semana|mês|ano|pessoa|vez)"
)

# What multiplies the number before it; those of the first group may follow each other (1億2千万).
STACKED = {"千": 1_000, "仟": 1_000, "천": 1_000, "万": 10_000, "萬": 10_000, "만": 10_000,
           "億": 10**8, "亿": 10**8, "억": 10**8}  # fmt: skip
TIMES = {
    1_000: rf"thousand|тисяч{LETTER}*|тис{END}\.?|тысяч{LETTER}*|тыс{END}\.?"
    rf"|nghìn|ngàn|mil{END}|ribu|libong?{END}|พัน|हजार",
    10_000: "หมื่น",
    100_000: "แสน|लाख",
    1_000_000: rf"million|мільйон{LETTER}*|миллион{LETTER}*|млн{END}\.?|triệu"
    rf"|millón|millones|milhão|milhões|juta|milyong?{END}|ล้าน",
}

MONTHS = (
    rf"jan(?:uary|\.)?|enero|janeiro|січ(?:ень|ня|ні|нем)|январ{LETTER}+|januari|जनवरी|มกราคม|ม\.ค\.",
    rf"feb(?:ruary|\.)?|febrero|fevereiro|лют(?:ий|ого|ому|им)|феврал{LETTER}+|pebrero|februari|फेब्रुअरी|กุมภาพันธ์|ก\.พ\.",
    r"mar(?:ch|\.)?|marzo|março|берез(?:ень|ня|ні|нем)|март[аеу]?|marso|maret|मार्च|มีนาคม|มี\.ค\.",
    rf"apr(?:il|\.)?|abril|квіт(?:ень|ня|ні|нем)|апрел{LETTER}+|अप्रिल|เมษายน|เม\.ย\.",
    r"may|mayo|maio|трав(?:ень|ня|ні|нем)|ма[йяею]|mei|मे|พฤษภาคม|พ\.ค\.",
    rf"june?|junio|junho|черв(?:ень|ня|ні|нем)|июн{LETTER}+|hunyo|juni|जुन|มิถุนายน|มิ\.ย\.",
    rf"july?|julio|julho|лип(?:ень|ня|ні|нем)|июл{LETTER}+|hulyo|juli|जुलाई|กรกฎาคม|ก\.ค\.",
    rf"aug(?:ust|\.)?|agosto|серп(?:ень|ня|ні|нем)|август{LETTER}*|agustus|अगस्ट|अगस्त|สิงหาคม|ส\.ค\.",
    rf"sept?(?:ember|\.)?|septiembre|setembro|верес(?:ень|ня|ні|нем)|сентябр{LETTER}+|setyembre|सेप्टेम्बर|กันยายน|ก\.ย\.",
    rf"oct(?:ober|\.)?|octubre|outubro|жовт(?:ень|ня|ні|нем)|октябр{LETTER}+|oktubre|oktober|अक्टोबर|ตุลาคม|ต\.ค\.",
    rf"nov(?:ember|\.)?|noviembre|novembro|листопад{LETTER}*|ноябр{LETTER}+|nobyembre|नोभेम्बर|พฤศจิกายน|พ\.ย\.",
    rf"dec(?:ember|\.)?|diciembre|dezembro|груд(?:ень|ня|ні|нем)|декабр{LETTER}+|disyembre|desember|डिसेम्बर|ธันวาคม|ธ\.ค\.",
)

# Of an era's first year the number is one: the year before it is added.
ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "reiwa": 2018,
    "heisei": 1988,
    "showa": 1925,
    "레이와": 2018,
    "헤이세이": 1988,
    "рейва": 2018,
    "рэйва": 2018,
    "хейсей": 1988,
    "хэйсэй": 1988,
}

# Parts of the day before the hour, and behind it. Those of SECURE may stand right behind the number;
# the others are days or nights without a word for the hour between ("3 дня", "2 malam").
BEFORE = {
    "am": "午前|上午|早上|清晨|凌晨|朝の?|오전|새벽|아침|बिहान",
    "pm": "午後|下午|傍晚|夕方の?|오후|저녁|दिउँसो|बेलुका|साँझ",
    "night": "夜の?|晚上|深夜|밤|राति",
    "noon": "昼の?|中午|낮",
}
ALONE = {"am": "ตี", "pm": "บ่าย"}  # before the hour, without a word for it
SECURE = {
    "am": rf"a\.?\s?m{END}\.?|ранку|утра|de la mañana|da manhã|in the morning|n\.u\.|ng umaga|โมงเช้า",
    "pm": rf"p\.?\s?m{END}\.?|вечора|вечера|de la tarde|da tarde|in the (?:afternoon|evening)|n\.h\.|ng hapon|โมงเย็น",
    "night": "de la noche|da noite|at night|n\\.g\\.|ng gabi",
    "noon": "del mediodía|n\\.t\\.|ng tanghali",
    "thum": "ทุ่ม",
}
AFTER = {
    "am": "ночі|ночи|sáng|pagi|de la madrugada|da madrugada",
    "pm": "дня|chiều|sore|petang",
    "night": "tối|đêm|malam",
    "noon": "trưa|siang",
}
HOUR = (
    rf"時(?!間)|时(?!间)|點|点|시(?!간)|giờ|hrs?{END}|h{END}|o'?clock|hours?{END}|годин[аиіу]?{END}|год{END}\.?|час(?:а|ов|у|ам)?{END}|horas?{END}"
    r"|โมง|นาฬิกา|น\.|बजे"
)
HOUR_BEFORE = r"(?:jam|pukul|alas|เวลา)[\s-]*"
MINUTE = rf"分|분|хв{LETTER}*|мин{LETTER}*|phút|นาที|मिनेट|min(?:utes?|utos?)?{END}"
HALF = "半|반|rưỡi|ครึ่ง"

# By their name among banks.
MONEY = {
    "JPY": rf"円|圓|日元|日币|¥|￥|JPY|yen{LETTER}{{0,2}}{END}|ien(?:e|es)?{END}|iene|єн[аиіуо]?{END}|ієн[аиіу]?{END}"
    rf"|иен[аыуе]?{END}"
    rf"|йен[аыуе]?{END}|엔|yên|เยน|येन",
    "UAH": rf"₴|UAH|грн{END}\.?|гривень|гривн{LETTER}+|hryvnia{LETTER}*|hryvnya{LETTER}*"
    "|フリヴニャ|フリブナ|グリブナ|グリヴナ|格里夫纳",
    "USD": rf"\$|USD|dollars?{END}|долар{LETTER}*|доллар{LETTER}*|dólar(?:es)?"
    rf"|ドル|美元|달러|đô\s?la|ดอลลาร์|डलर|dolar{LETTER}*|dolyar",
    "EUR": rf"€|EUR{END}|euros?{END}|євро|евро|ユーロ|欧元|歐元|유로|ยูโร|युरो",
}
MINUS = r"(?<![\w)\]\0])[-−](?=\d)|マイナス|零下|영하\s?|minus\s|мінус\s|минус\s|menos\s"
# Days of the week that are called by a number.
WEEKDAYS = (
    rf"thứ\s+(?:\d|hai|ba|tư|năm|sáu|bảy){END}|(?<!\d)\d[ªa]?-feira|(?:segunda|terça|quarta|quinta|sexta)-feira{END}"
    r"|(?:星期|礼拜|禮拜|周|週)[一二三四五六日天]"
)
