"""Whole sentences of residents, in fifteen languages: the place that they name, or that they name none."""

from __future__ import annotations

import statistics
import time

import pytest

from knowledge.gazetteer import Gazetteer

# language | what somebody writes | the place that is meant
NAMING = """
en|I live in Tsurumi Ward.|鶴見区
en|Where is the lounge nearest to Shin-Yokohama Station?|新横浜
en|I'm in Hodogaya-ku now|保土ケ谷区
en|Totsuka ward office interpreter|戸塚区
en|i live near shinyokohama|新横浜
en|We moved to Kikuna last month, any Japanese class?|菊名
en|Is there a lounge in Naka Ward?|中区
en|Midori ward|緑区
en|Naka|中区
en|I live in Asahi|旭区
en|Hodogya ward lounge|保土ケ谷区
en|Near Sakuragicho station|桜木町
en|Motomachi-Chukagai|元町・中華街
en|Kohoku lounge phone|港北区
en|I'm at Kami-Ooka|上大岡
en|Tama Plaza station please|たまプラーザ
ja|鶴見区に住んでいます|鶴見区
ja|保土ヶ谷区のラウンジはどこですか|保土ケ谷区
ja|最寄り駅は三ツ境です|三ツ境
ja|青葉区市ケ尾町に住んでいます|市ケ尾町
ja|港北区大豆戸町３１６−１の近く|大豆戸町
ja|大豆戸に住んでいます|大豆戸町
ja|中区相生町三丁目|相生町三丁目
ja|南区のラウンジの電話番号|南区
ja|白楽駅から一番近いところ|白楽
ja|ﾂﾙﾐの近くにありますか|鶴見区
ja|希望ヶ丘に引っ越しました|希望ヶ丘
ja|弘明寺の近くで日本語教室をさがしています|弘明寺
ja|中区|中区
ja-easy|とつかに すんでいます|戸塚区
ja-easy|みどりくの らうんじは どこですか|緑区
ja-easy|なかくに すんで います|中区
ja-easy|いずみコーナーへ いきたい|泉区
ja-easy|しんよこはまえきの ちかく|新横浜
zh-Hans|我住在鹤见区，附近有国际交流中心吗？|鶴見区
zh-Hans|离新横滨站最近的休息室|新横浜
zh-Hans|户塚区有日语课吗|戸塚区
zh-Hans|我在绿区|緑区
zh-Hans|我住在青叶区|青葉区
zh-Hant|我住在戶塚，哪裡可以學日語？|戸塚区
zh-Hant|保土谷區怎麼走|保土ケ谷区
zh-Hant|綠區的交流中心電話|緑区
zh-Hant|我住在瀨谷區|瀬谷区
zh-Hant|離櫻木町站最近的地方|桜木町
ko|쓰루미구에 살고 있어요|鶴見区
ko|츠루미에 살아요|鶴見区
ko|신요코하마역 근처에 있나요?|新横浜
ko|토츠카구 라운지 전화번호|戸塚区
ko|저는 미나미구에 살아요|南区
ko|호도가야구에서 가까운 곳|保土ケ谷区
ko|가미오오카역|上大岡
vi|Tôi sống ở quận Tsurumi|鶴見区
vi|Gần ga Shin-Yokohama có chỗ học tiếng Nhật không?|新横浜
vi|Tôi sống ở Totsuka|戸塚区
vi|quận Naka có phòng giao lưu không|中区
ne|म त्सुरुमीमा बस्छु|鶴見区
ne|होदोगायामा जापानी भाषा कक्षा छ?|保土ケ谷区
ne|शिन योकोहामा स्टेसन नजिक|新横浜
th|ฉันอยู่เขตสึรุมิ|鶴見区
th|ใกล้สถานีชินโยโกฮาม่ามีที่เรียนภาษาญี่ปุ่นไหม|新横浜
th|อยู่โฮโดกายะ|保土ケ谷区
tl|Nakatira ako sa Tsurumi|鶴見区
tl|Saan ang lounge malapit sa Totsuka station?|戸塚
tl|Taga-Hodogaya ako|保土ケ谷区
id|Saya tinggal di Tsurumi|鶴見区
id|stasiun Kikuna, di mana lounge terdekat?|菊名
id|distrik Kanazawa|金沢区
es|Vivo en Tsurumi, ¿dónde puedo aprender japonés?|鶴見区
es|¿Qué hay cerca de la estación de Shin-Yokohama?|新横浜
es|Vivo en Aoba|青葉区
pt|Moro em Tsurumi e preciso de ajuda|鶴見区
pt|perto da estação de Nagatsuta|長津田
pt|Moro em Kōnan|港南区
uk|Я живу в районі Цурумі|鶴見区
uk|у Цурумі є лаундж?|鶴見区
uk|станція Сін-Йокогама|新横浜
uk|Живу в Тоцуці, де вивчити японську?|戸塚区
uk|Я мешкаю у Ходоґаї|保土ケ谷区
uk|Живу у Ходогаї|保土ケ谷区
uk|живу в Асахі|旭区
ru|Живу в Тоцуке|戸塚区
ru|Я живу в районе Цуруми|鶴見区
ru|станция Син-Йокогама, что рядом?|新横浜
ru|Шин-Йокохама|新横浜
ru|Я живу в Кохоку|港北区
ja|tsurumi ni sundeimasu|鶴見区
ja|Turumi-ku no raunji|鶴見区
en|Kogane-cho, Naka-ku|黄金町
en|from Naka ward office to Sakuragicho Station|桜木町
en|Chinatown|元町・中華街
ja|日吉本町に住んでいます|日吉本町
ja|菊名七丁目です|菊名七丁目
ja|戸塚区吉田町に引っ越しました|吉田町
ja|旭区に住んでいて鶴見駅で働いています|旭区
ja|みどり国際交流ラウンジ|緑区
pt|Moro perto do Naka-ku, em Yokohama|中区
tl|Malapit sa Kikuna ako nakatira|菊名
id|Di mana lounge dekat Nagatsuta?|長津田
ne|कानागावा-कु लाउन्ज|神奈川区
th|สถานีโทสึกะ|戸塚
th|เขตมิโดริ|緑区
ko|아오바구 라운지|青葉区
en|Kanagawa-ku|神奈川区
en|Where can I study near Tsurmui?|鶴見区
ja|横浜駅の近く|横浜
ru|в Йокогаме, район Минами|南区
uk|Йокогама, Кохоку|港北区
""".strip().splitlines()

# language | what somebody writes, naming no place of Yokohama
NOT_NAMING = """
en|Where is the nearest lounge?
en|I want to drink Asahi beer
en|I live in Yokohama
en|How do I renew my visa in Kanagawa Prefecture?
en|What to be or not to be
en|My friend Midori is kind
en|Hello
en|Minami is my name
en|I live in Naka-ku, Nagoya
en|My teacher is Mr. Asano
en|How much is the tax
en|Can I bring my children to the class?
en|I am in trouble
ja|緑茶が好きです
ja|日本語の中で一番難しいです
ja|南の島に行きたい
ja|西日本のニュース
ja|泉さんはいますか
ja|横浜市に住んでいます
ja|神奈川県の外国人
ja|私の立場では分かりません
ja|安全な国道です
ja|名古屋市中区に住んでいます
ja|栄養の相談
ja|朝日新聞を読みます
ja|金沢に旅行します
ja|東京都中央区
ja|奈良に行きたい
ja|中国語で話せますか
ja-easy|みどりの いろが すきです
ja-easy|なかに はいって いいですか
ja-easy|あさの 9じに あいて いますか
zh-Hans|我是中国人
zh-Hans|我住在中国南方
zh-Hans|西边有什么
zh-Hans|怎么办理在留资格
zh-Hant|我想學日語
ko|고난을 겪고 있어요
ko|안녕하세요
ko|나카무라 씨는 친절해요
vi|Tôi cần giúp đỡ
vi|Làm thế nào để gia hạn visa?
ne|मलाई सहयोग चाहियो
ne|नमस्ते
th|สวัสดีครับ ต้องการความช่วยเหลือ
uk|де знаходиться центр йоке в йокогаме
vi|Xin chào tất cả mọi người sống ở Yokohama
ne|योकोहामाको वडा वा स्टेसनको नाम
th|ช่วยเขียนชื่อเขตหรือสถานีแทน
th|กู้ซื้อบ้านที่ญี่ปุ่นดอกเบี้ย
th|อยู่ญี่ปุ่นมาสามปีแล้ว
th|เรียนภาษาญี่ปุ่นที่ไหน
tl|Paano ako makakakuha ng interpreter?
tl|Kailangan ko ng tulong
id|Bagaimana cara belajar bahasa Jepang?
id|Saya tidak tahu di mana
es|¿Dónde puedo comer tomate?
es|La comida está en la mesa
es|Necesito ayuda con mis impuestos
pt|Onde fica o posto de saúde?
pt|Quero aprender japonês em casa
uk|Де можна отримати їжу та одяг?
uk|Мені потрібна допомога
ru|Где еда для детей?
ru|Конан Дойл
ru|Я не могу спать
ja|戸塚さんに会いたい
ja|中央図書館はどこですか
ja|吉田町
ja|横浜市
ja|高田先生の授業
en|Is Kanazawa, Ishikawa far from here?
en|I studied at Nara last year
ko|도쿄 미나미구에 살아요
id|Rumahku bocor
zh-Hans|我想学习，中午有课吗
uk|Конан Дойл писав про Лондон
""".strip().splitlines()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.mark.parametrize("line", NAMING)
def test_the_place_that_a_sentence_names_is_found(gazetteer: Gazetteer, line: str) -> None:
    _, text, name = line.split("|")
    spot = gazetteer.find(text)
    assert spot is not None
    assert spot.name == name


@pytest.mark.parametrize("line", NOT_NAMING)
def test_a_sentence_about_something_else_names_no_place(gazetteer: Gazetteer, line: str) -> None:
    _, text = line.split("|")
    assert gazetteer.find(text) is None


def test_all_fifteen_languages_are_tried() -> None:
    assert len({line.split("|")[0] for line in NAMING}) == 15
    assert len({line.split("|")[0] for line in NOT_NAMING}) == 15


def test_a_sentence_takes_less_than_a_millisecond_and_a_half(gazetteer: Gazetteer) -> None:
    took = []
    for line in (*NAMING, *NOT_NAMING):
        begin = time.perf_counter()
        gazetteer.find(line.split("|")[1])
        took.append(time.perf_counter() - begin)
    assert statistics.median(took) < 0.0015
