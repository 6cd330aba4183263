"""Every ward of Yokohama is found however it is written."""

from __future__ import annotations

import pytest

from tests.knowledge.city import GAZETTEER

# The wards as people write them, from signs and newspapers, not from our own tables.
WRITTEN = """
鶴見区   | つるみく     | ツルミ区     | Tsurumi-ku   | Turumi-ku    | Tsurumi Ward   | район Цурумі   | район Цуруми   | 쓰루미구   | 츠루미구   | 鹤见区   | 鶴見區   | เขตสึรุมิ     | त्सुरुमी वडा
神奈川区 | かながわく   | カナガワ区   | Kanagawa-ku  | Kanagawaku   | Kanagawa Ward  | район Канаґава | район Канагава | 가나가와구 | 카나가와구 | 神奈川区 | 神奈川區 | เขตคานางาวะ   | कानागावा वडा
西区     | にしく       | ニシ区       | Nishi-ku     | Nisi-ku      | Nishi Ward     | район Нісі     | район Ниси     | 니시구     | 니시쿠     | 西区     | 西區     | เขตนิชิ       | निशी वडा
中区     | なかく       | ナカ区       | Naka-ku      | Nakaku       | Naka Ward      | район Нака     | район Нака     | 나카구     | 나카쿠     | 中区     | 中區     | เขตนากะ       | नाका वडा
南区     | みなみく     | ミナミ区     | Minami-ku    | Minamiku     | Minami Ward    | район Мінамі   | район Минами   | 미나미구   | 미나미쿠   | 南区     | 南區     | เขตมินามิ     | मिनामी वडा
港南区   | こうなんく   | コウナン区   | Konan-ku     | Kounan-ku    | Kōnan Ward     | район Конан    | район Конан    | 고난구     | 코난구     | 港南区   | 港南區   | เขตโคนัน      | कोनान वडा
保土ケ谷区 | ほどがやく | ホドガヤ区   | Hodogaya-ku  | Hodogayaku   | Hodogaya Ward  | район Ходоґая  | район Ходогая  | 호도가야구 | 호도가야쿠 | 保土谷区 | 保土谷區 | เขตโฮโดงายะ   | होदोगाया वडा
旭区     | あさひく     | アサヒ区     | Asahi-ku     | Asahiku      | Asahi Ward     | район Асахі    | район Асахи    | 아사히구   | 아사히쿠   | 旭区     | 旭區     | เขตอาซาฮิ     | आसाही वडा
磯子区   | いそごく     | イソゴ区     | Isogo-ku     | Isogoku      | Isogo Ward     | район Ісоґо    | район Исого    | 이소고구   | 이소고쿠   | 矶子区   | 磯子區   | เขตอิโซโงะ    | इसोगो वडा
金沢区   | かなざわく   | カナザワ区   | Kanazawa-ku  | Kanazawaku   | Kanazawa Ward  | район Канадзава | район Канадзава | 가나자와구 | 카나자와구 | 金泽区  | 金澤區   | เขตคานาซาวะ   | कानाजावा वडा
港北区   | こうほくく   | コウホク区   | Kohoku-ku    | Kouhoku-ku   | Kōhoku Ward    | район Кохоку   | район Кохоку   | 고호쿠구   | 코호쿠구   | 港北区   | 港北區   | เขตโคโฮคุ     | कोहोकु वडा
緑区     | みどりく     | ミドリ区     | Midori-ku    | Midoriku     | Midori Ward    | район Мідорі   | район Мидори   | 미도리구   | 미도리쿠   | 绿区     | 綠區     | เขตมิโดริ     | मिदोरी वडा
青葉区   | あおばく     | アオバ区     | Aoba-ku      | Aobaku       | Aoba Ward      | район Аоба     | район Аоба     | 아오바구   | 아오바쿠   | 青叶区   | 青葉區   | เขตอาโอบะ     | आओबा वडा
都筑区   | つづきく     | ツヅキ区     | Tsuzuki-ku   | Tuzuki-ku    | Tsuzuki Ward   | район Цудзукі  | район Цудзуки  | 쓰즈키구   | 츠즈키구   | 都筑区   | 都筑區   | เขตสึซุกิ     | त्सुजुकी वडा
戸塚区   | とつかく     | トツカ区     | Totsuka-ku   | Totuka-ku    | Totsuka Ward   | район Тоцука   | район Тоцука   | 도쓰카구   | 토츠카구   | 户塚区   | 戶塚區   | เขตโทสึกะ     | तोत्सुका वडा
栄区     | さかえく     | サカエ区     | Sakae-ku     | Sakaeku      | Sakae Ward     | район Сакае    | район Сакаэ    | 사카에구   | 사카에쿠   | 荣区     | 榮區     | เขตซากาเอะ    | साकाए वडा
泉区     | いずみく     | イズミ区     | Izumi-ku     | Idzumi-ku    | Izumi Ward     | район Ідзумі   | район Идзуми   | 이즈미구   | 이즈미쿠   | 泉区     | 泉區     | เขตอิซุมิ     | इजुमी वडा
瀬谷区   | せやく       | セヤ区       | Seya-ku      | Seyaku       | Seya Ward      | район Сея      | район Сэя      | 세야구     | 세야쿠     | 濑谷区   | 瀨谷區   | เขตเซยะ       | सेया वडा
""".strip().splitlines()  # noqa: E501 - one ward a line


@pytest.mark.parametrize("line", WRITTEN)
def test_a_ward_is_found_however_it_is_written(line: str) -> None:
    ward, *forms = (form.strip() for form in line.split("|"))
    found = {form: GAZETTEER.find(form) for form in (ward, *forms)}
    assert {form: spot.name if spot else None for form, spot in found.items()} == dict.fromkeys(found, ward)
