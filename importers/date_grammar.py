"""The shapes of a Japanese date in folded text: one pattern that finds them, and the small ones that follow it.

Every gap between two parts is possessive and crosses at most one line break, so no pattern can backtrack over a long
run of blanks. Numbers are taken apart in `importers.date_parse`.
"""

from __future__ import annotations

import re

GAP = r"[ \t]*+(?:\n[ \t]*+)?+"
_KANJI = "一二三四五六七八九十〇"
_TWO = rf"(?:[0-9](?:{GAP}[0-9])?(?![0-9])|[{_KANJI}](?:{GAP}[{_KANJI}]){{0,2}})"
_ERA = rf"(?:明{GAP}治|大{GAP}正|昭{GAP}和|平{GAP}成|令{GAP}和)"
_ERA_YEAR = rf"(?:元|{_TWO})"
_DU = rf"{GAP}度(?![々合肝])"
# 令和5事業年度, 令和6年事務年度: what stands between the number and its 年度.
_BUSINESS = rf"(?:(?:年{GAP})?(?:事業|会計|事務)(?=年度))?"
_WEST = (
    r"(?<![0-9A-Za-z/-])(?<![0-9],)"
    r"(?:(?:1[89]|2[01])[0-9]{2}(?:(?=[ ]?年)|(?<!\.....))|2[ ]0[ ][0-9][ ][0-9](?=[ ]?年)|['’‘][0-9]{2}(?=[ ]?[年./]))"
)
_WEST_KANJI = "[一二][〇○零一二三四五六七八九]{3}"
_BESIDE = rf"[(\[]{GAP}(?:西暦{GAP})?(?:{_ERA}{GAP}{_ERA_YEAR}|[0-9]{{4}}){GAP}年?{GAP}度?{GAP}[)\]]"
_BESIDE_WORD = rf"[(\[]{GAP}(?:西暦{GAP})?(?:{_ERA}{GAP}{_ERA_YEAR}|[0-9]{{4}}){GAP}年{GAP}度?{GAP}[)\]]"
JOIN = rf"{GAP}(?:~|-|ー|・|、|,|及び|および|又は|または|と|から){GAP}"
# 4月の4日, 4月は4日に実施した
_OF = r"(?:の|は(?=[0-9]{1,2}日(?:に(?![0-9わ渡及])|\()))"
_NOT_DAY = "(?!間|以内|以上|目(?!途|処|安|標)|齢)"

# Words that point from the document's own date ("anchor") or from the date last mentioned ("mention").
YEAR_WORDS = {
    "本年": ("anchor", 0),
    "今年": ("anchor", 0),
    "ことし": ("anchor", 0),
    "当年": ("anchor", 0),
    "昨年": ("anchor", -1),
    "去年": ("anchor", -1),
    "一昨年": ("anchor", -2),
    "来年": ("anchor", 1),
    "再来年": ("anchor", 2),
    "前年": ("near", -1),
    "前々年": ("near", -2),
    "次年": ("near", 1),
    "同年": ("mention", 0),
    "同": ("mention", 0),
    "翌年": ("mention", 1),
    "翌々年": ("mention", 2),
    "翌": ("after", 0),
}
YEAR_WORDS |= {
    f"{char}{kind}年": YEAR_WORDS[f"{char}年"] for char in "今本当来昨前翌同" for kind in ("事業", "会計", "事務")
}
MONTH_WORDS = {
    "本月": ("anchor", 0),
    "今月": ("anchor", 0),
    "当月": ("near", 0),
    "来月": ("anchor", 1),
    "再来月": ("anchor", 2),
    "先月": ("anchor", -1),
    "先々月": ("anchor", -2),
    "前月": ("near", -1),
    "前々月": ("near", -2),
    "同月": ("mention", 0),
    "翌月": ("mention", 1),
    "翌々月": ("mention", 2),
}
DAY_WORDS = {
    "本日": ("anchor", 0),
    "今日": ("anchor", 0),
    "昨日": ("anchor", -1),
    "一昨日": ("anchor", -2),
    "明日": ("anchor", 1),
    "明後日": ("anchor", 2),
    "同日": ("mention", 0),
    "翌日": ("mention", 1),
    "翌々日": ("mention", 2),
    "前日": ("mention", -1),
    "前々日": ("mention", -2),
}
WEEK_WORDS = {
    "今週": ("anchor", 0),
    "来週": ("anchor", 1),
    "再来週": ("anchor", 2),
    "先週": ("anchor", -1),
    "先々週": ("anchor", -2),
    "翌週": ("mention", 1),
    "同週": ("mention", 0),
}
SEASONS = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"}
SEASON_WORDS = {"今": 0, "来": 1, "昨": -1}

# What stands before a word that only looks like one of them: 従来年, 該当年, 日本年金, 相当月, 優先月, 説明日.
_YEAR_WORD = (
    r"(?:(?<![日基標見資])本年|(?<![昨至])今年|ことし(?!て|た)|(?<![該相担充割適見手本正妥配])当年|(?<!一)昨年|(?<!過)去年|一昨年"
    r"|(?<![従本以将未元古近在渡往到伝外出由家旧再])来年|再来年|(?<![以手目直従])前年|前々年|次年(?=度)|(?<![共合])同年|翌年|翌々年"
    r"|(?<![共合])同(?=[0-9]{1,2}月)|翌(?=[ ]?[0-9]{1,2}[ ]?月(?!間|以内|以上|目(?!途|処|安|標)))"
    r"|(?:[今来翌昨]|(?<![日基標見資])本|(?<![該相担充割適見手本正妥配])当|(?<![以手目直従])前|(?<![共合])同)(?:事業|会計|事務)年(?=度))"
    r"(?![金齢代譜輪輩俸賦報鑑貢次少長功間号]|度(?:版|更新))"
)
_MONTH_WORD = (
    r"(?:(?<![日基標見資])本月|今月|(?<![該相担充割適見手本])当月|(?<![従本以将未元古近在渡往到伝外出由家旧再])来月|再来月"
    r"|(?<![優送宛])先月|先々月|(?<![以手目直])前月|前々月|(?<![共合])同月|翌月|翌々月)(?![給謝刊例号齢額])"
)
_DAY_WORD = (
    r"(?:(?<![日基標見資])本日(?![本記誌程])|今日(?=付|中|時点|現在|から[0-9]{1,2}[月日]|まで(?:に|の報告))|(?<!一)昨日|一昨日"
    r"|(?<![説発不証判表透])明日(?=に|まで|から|より|以降|、|付|中|[0-9]{1,2}日|の(?:会議|午|[0-9]))|明後日"
    r"|(?<![合共])同日(?![本前後])|翌日(?!本)|翌々日|(?<![以手目直])前日|前々日)"
)
_WEEK_WORD = r"(?:今週|(?<![従本以将未再])来週|再来週|(?<!優)先週|先々週|翌週|同週)(?!刊|間|号)"

DATE = re.compile(
    rf"""
    (?:
      # 令和5年, 令和元年度, 令和5（2023）年, 令和5年（2023年）, 令和四・5年度 (the first unit left out)
      (?P<era>{_ERA}){GAP}(?:\n[ \t]*+)?+(?P<era_year>{_ERA_YEAR})(?:{GAP}(?P<beside1>{_BESIDE}))?{GAP}
        (?:{_BUSINESS}年(?P<fiscal1>{_DU})?(?:{GAP}(?P<beside2>{_BESIDE})(?P<fiscal8>{_DU})?)?
        |(?=(?:・{_ERA_YEAR}){{0,3}}{JOIN}(?:{_ERA}{GAP})?{_ERA_YEAR}{GAP}{_BUSINESS}年{GAP}(?P<fiscal2>度)?))
    | (?<![A-Za-z0-9.\-/])(?P<letter>[RHSTM]|(?<![一-鿿])[令平昭])\.?[ ]?
        (?P<letter_year>[0-9]{{1,2}}|元)[ ]?(?:年(?P<fiscal3>{_DU})?)
    # H25~H30, R5~R7年度: letters without 年 are years only where a range of them stands
    | (?<![A-Za-z0-9.\-/])(?P<letter2>H(?=[0-9]{{2}}(?![0-9]))|R(?=[0-9]{{1,2}}~R[0-9]{{1,2}}[ ]?(?:年|計画|実績))
        |(?<=[画間度]\()R(?=[0-9]{{1,2}}~R[0-9]{{1,2}}\)))
        (?P<letter_year2>[0-9]{{1,2}})(?=~[HR][0-9]{{1,2}}(?![0-9A-Za-z.])(?:[ ]?年[ ]?(?P<fiscal10>度))?)
    # R6上期, R5下半期: of a fiscal year
    | (?<![A-Za-z0-9.\-/])(?P<letter4>[HR])(?P<letter_year4>[0-9]{{1,2}})(?=[上下]半?期(?![間限待]))
    | (?<=[0-9]~)(?P<letter3>[HR])(?P<letter_year3>[0-9]{{1,2}})(?![0-9A-Za-z./年\- ])
    | (?P<west>{_WEST}|(?<![{_KANJI}]){_WEST_KANJI})(?:{GAP}(?P<beside3>{_BESIDE}))?{GAP}
        (?:{_BUSINESS}年(?P<fiscal4>{_DU})?(?:{GAP}(?P<beside4>{_BESIDE})(?P<fiscal9>{_DU})?)?
        |(?={JOIN}(?:20)?[0-9]{{2}}{GAP}年{GAP}(?P<fiscal5>度)?))
    | (?<![A-Za-z0-9])FY[ ]?(?P<fy>20[0-9]{{2}}|['’]?[0-9]{{2}}(?=[上下末中内に～~のまで以(（、。 1-4]|\Z))
        (?![0-9]|-[0-9])
    | (?P<year_word>{_YEAR_WORD})(?P<fiscal6>度)?(?P<beside5>{_BESIDE_WORD})?
    )
    (?:{GAP}(?:の{GAP})?(?:(?P<month>{_TWO}){GAP}(?:月(?!間|目(?!途|処|安|標)|齢)|(?={JOIN}{_TWO}{GAP}月))
        (?:{GAP}(?:{_OF}{GAP})?(?P<day>{_TWO}){GAP}(?:日{_NOT_DAY}|(?={JOIN}{_TWO}{GAP}日)))?
      |(?P<month_word1>同月)(?:{GAP}(?P<day1>{_TWO}){GAP}日{_NOT_DAY}|(?P<day_word1>同日))?))?
    | (?P<month_word2>{_MONTH_WORD})(?:\((?:1[0-2]|[1-9])月\)(?=[0-9]{{1,2}}日))?
        (?:{GAP}(?:の{GAP})?(?:(?P<day2>{_TWO}){GAP}(?:日{_NOT_DAY}|(?=~{_TWO}{GAP}日))|(?P<day_word2>同日)))?
    | (?P<day_word>{_DAY_WORD})
    | (?<![共合])(?P<same_or_next>[同翌])(?P<named_day>[0-9]{{1,2}}|[{_KANJI}]{{2,3}})日{_NOT_DAY}
    | (?P<week_word>{_WEEK_WORD})(?:の?(?P<week_day>[月火水木金土日])曜日?)?
    # 令和5.10.31, 令5.10.31, R5.10, H31/4/1, 2023.12.6, 2023-12-06, 2023/12
    | (?<![A-Za-z0-9.\-/])(?P<dotted_era>{_ERA}[ ]?|[令平昭大明][ ]?|[RHSTM]\.?
        |[RH][ ](?=[0-9]{{1,2}}\.[0-9]{{1,2}}\.[123][0-9]))(?P<dotted_year>[0-9]{{1,2}}|元)
        (?P<dot1>[./-])[ ]?(?P<dotted_month>[0-9]{{1,2}})(?:[ ]?(?:(?P=dot1)|/)[ ]?(?P<dotted_day>[0-9]{{1,2}}))?
        (?![0-9]|(?P=dot1)[0-9])
    | (?P<dotted_west>{_WEST})(?P<dot2>[./-])[ ]?(?P<dotted_month2>[0-9]{{1,2}})
        (?:[ ]?(?P=dot2)[ ]?(?P<dotted_day2>[0-9]{{1,2}}))?(?![0-9]|(?P=dot2)[0-9])
    # 平一八・三・三一, 平成14・08・30, as laws and documents are listed
    | (?P<listed_era>{_ERA}[ ]?|(?<![一-鿿])[令平昭大明])(?P<listed_year>[{_KANJI}]{{1,3}}|[0-9]{{1,2}}|元)・
        (?P<listed_month>[{_KANJI}]{{1,2}}|1[0-2]|0?[1-9])・(?P<listed_day>[{_KANJI}]{{1,3}}|[0-9]{{1,2}})(?![0-9{_KANJI}・年])
    # 16年5月 or 同16年5月 behind 平成14年, 12月6日, 4～6月, 12月, 12/6, 6日
    | (?P<same_era>(?<![共合])[同翌])?(?<![0-9A-Za-z./第{_KANJI}約満計後役錮])(?<![0-9],)
        (?P<short_year>[0-9]{{1,2}}|[{_KANJI}]{{1,3}}|元){GAP}
        (?:{_BUSINESS}年(?P<fiscal7>度)?|(?=~[0-9]{{1,2}}{_BUSINESS}年(?P<fiscal11>度)))
        (?:{GAP}(?P<short_month>{_TWO}){GAP}(?:月|(?=~{_TWO}{GAP}月))(?:{GAP}(?P<short_day>{_TWO}){GAP}日{_NOT_DAY})?)?
    | (?<![0-9A-Za-z./第{_KANJI[:-1]}])(?<![0-9],)(?P<lone_month>[0-9]{{1,2}}|[{_KANJI}]{{1,3}}){GAP}
        (?:月|(?={JOIN}{_TWO}{GAP}月))
        (?:{GAP}(?:{_OF}{GAP})?(?P<lone_month_day>{_TWO}){GAP}(?:日{_NOT_DAY}|(?={JOIN}{_TWO}{GAP}日)))?
    | (?<![0-9A-Za-z./-])(?<![0-9],)(?P<slash_month>1[0-2]|0?[1-9])/(?P<slash_day>3[01]|[12][0-9]|0?[1-9])(?![0-9/.%])
    | (?<![0-9A-Za-z./第{_KANJI}])(?<![0-9],)(?P<lone_day>[0-9]{{1,2}}|[{_KANJI}]{{1,3}}){GAP}
        (?:日{_NOT_DAY}|(?={JOIN}{_TWO}{GAP}日))
    # 年度末, 年内, 第3四半期, 下期, 中旬, 今秋
    | (?<![0-9{_KANJI}該各毎計業務数同翌前今来本昨次当単複両全多初最他元学越○●])
        (?P<bare_year>年度(?=末|内(?!示|訳)|中(?!途)|当初|明け|後半|前半|初め)
        |年(?=内(?!外)|末(?!年始|調整|商戦|賞与|手当)|明け|初(?!来)))
    | (?<![0-9{_KANJI}該各毎数同翌前今来本先次当元○●])(?P<bare_month>月(?=末(?!締|残|日|時)|内(?:に|で|を|まで|目)))
    | (?P<this_quarter>(?<![一-鿿0-9])[今当](?=四半期))
    | (?P<bare_span>(?<![0-9第])第{GAP}[1-4{_KANJI[:4]}]{GAP}(?=(?:{JOIN}第?{GAP}[1-4{_KANJI[:4]}]{GAP})?・?四半期)
        |(?<=[・、,及びと])[1-4](?=四半期)|(?<![以廊地天目上])(?=[上下](?:半)?期(?![間限待日]))|(?<![0-9A-Za-z])(?=[1-4]Q(?![A-Za-z0-9]))
        |(?=[上中下]旬))
    | (?P<lone_season>(?<![一-鿿0-9々ァ-ヶー])[春夏秋冬](?=(?:頃|ごろ)?[をに](?:目[途処]|めど)))
    | (?P<season_word>(?<![0-9A-Za-z従本将以古由近元未])[今来昨](?=[春夏秋冬](?![期季分場節山至休眠物])))
    """,
    re.VERBOSE,
)

# Where a date can begin: a pattern led by one set of characters, which the engine skims, and one glance ahead.
DATE_START = re.compile(
    rf"""['’‘0-9{_KANJI}元令平昭明大RHSTMF本こ今当昨去再来前次同翌先年月第上中下春夏秋冬](?:
      (?<=2)(?=[ ]0[ ][0-9][ ][0-9][ ]?年)
    | (?<=[0-9])(?<![0-9][0-9])(?=[0-9]{{0,3}}[ \t\n]*(?:[年月日事会/.\-~ー・、,(\[及おま又とか]|Q|四半期))
    | (?<=['’‘])(?=[0-9]{{2}}[ ]?[年./])
    | (?<=[{_KANJI}元])(?=[○零{_KANJI}]{{0,3}}[ \t\n]*[年月日~ー・、,(及お又とか]|昨)
    | (?<=[令平昭明大])(?=[ \t\n]*[和成治正0-9元]|日|後日|[{_KANJI}元]{{1,3}}・)
    | (?<=[RHSTMF])(?=\.?[ ]?[0-9元]|Y)
    | (?<=[本今当昨去再来前次同翌先])(?=[年月日週々来春夏秋冬事会0-9{_KANJI}]|[ ][0-9])
    | (?<=こ)(?=とし) | (?<=年)(?=度[末内中当明後前初]|[内末明初]) | (?<=月)(?=[末内])
    | (?<=第)(?=[ \t\n]*[1-4一二三四][ \t\n]*[四~ー・、,と及\-])
    | (?<=[上中下])(?=旬|期|半期) | (?<=[春夏秋冬])(?=[頃ごをに])
    )""",
    re.VERBOSE,
)

# The part of the month, the year or the fiscal year that is meant.
SPAN = re.compile(
    rf"""{GAP}(?:の{GAP})?(?:
      (?P<last>(?:年度|年|月)?末日?(?!年始|調整))
    | (?P<early>上旬|初旬) | (?P<middle>中旬) | (?P<late>下旬)
    | (?P<half1>上半期|上期(?![間限待])|前期(?!高齢)|前半期?) | (?P<half2>下半期|下期(?![間限待])|後期(?!高齢)|後半期?)
    | 第?{GAP}(?P<quarter>[1-4一二三四]){GAP}(?:・?四半期|(?={JOIN}第?{GAP}[1-4一二三四]{GAP}四半期))
    | (?P<quarter2>[1-4])Q(?![0-9A-Za-z]) | Q(?P<quarter3>[1-4])(?![0-9])
    | (?P<season>[春夏秋冬])(?![期季分場節山至休眠物闘])
    | (?P<begin>初頭|初め(?!て|まして)|はじめ(?!て|まして|と)|早々
      |当初(?!の?(?:予算|公募|計画|予定|見込|契約|認可|申請|配分|想定|設定|目標|額|定員|募集|版))
      |初(?![回期度心任旬め]))
    | (?P<dawn>明け(?:早々)?)
    | (?P<centre>半ば|なかば|中頃|中ごろ|央)
    | 第{GAP}(?P<nth>[1-5一二三四五]){GAP}(?:(?P<nth_weekday>[月火水木金土日])曜日?|週)
    | (?P<business>期)(?![間限待日中首]|末(?:手当|勤勉|試験|考査)|の?(?:人事|異動|入学|採用|募集|試験))
    | (?P<decade>代)(?![々表理わ替官金])
    )""",
    re.VERBOSE,
)
WEEKDAY = re.compile(
    rf"(?:{GAP}\({GAP}(?P<in>[月火水木金土日㊊㊋㊌㊍㊎㊏㊐])(?:曜日?)?(?:[・,、/]?(?:祝日?|休日?|振休|祭日?))?{GAP}\)"
    r"|[ \t]*(?P<out>[月火水木金土日])曜日?)"
)
WEEKDAYS = {char: index for row in ("月火水木金土日", "㊊㊋㊌㊍㊎㊏㊐") for index, char in enumerate(row)}

_CLOCK = (
    rf"(?:{GAP}(?:\(?予定\)?|午前|午後|正午)?{GAP}(?:[0-9]{{1,2}}(?:時(?:[0-9]{{1,2}}分|半)?|:[0-9]{{2}}))"
    rf"|{GAP}(?:正午|(?:午前|午後|早朝|朝|夕方|夜|未明|深夜)(?![0-9])))"
)
SUFFIX = re.compile(
    rf"""(?:(?P<clock>{_CLOCK})(?:頃|ころ|ごろ)?)?{GAP}
    (?:(?:時点|現在|付け?|いっぱい|一杯|(?:の)?中(?![旬間])|のうち|の間|内(?!閣|外|部|容))(?:に|で|を)?{GAP})?+
    (?P<about>(?:(?:の)?(?:頃|ころ|ごろ|前後)|(?:を|に|の)?{GAP}(?:一応の)?(?:目処|目途|めど|メド|目安)){GAP})?+
    (?P<about2>(?:を|に|の)?{GAP}(?:目処|目途|めど|メド|目安){GAP})?+
    (?:を|に)?(?P<way>まで|迄|(?:(?:の|が)?[一-鿿]{{0,4}}?(?:期限|締切り?|締め切り|〆切)|必着)|以降|以後|以来|から|より|以前|~)?
    (?P<about3>(?<=[で迄])(?:を|に)(?:目処|目途|めど|メド|目安))?""",
    re.VERBOSE,
)
RANGE_GAP = re.compile(
    rf"(?P<clock>{_CLOCK})?{GAP}(?:(?:の)?(?:頃|ころ|ごろ|中|初め)|付け?|(?<=[年月度])分)?{GAP}"
    rf"(?P<sign>~+|-+|ー|から|より|乃至|ないし|至){GAP}(?:、{GAP})?"
)
LIST_GAP = re.compile(
    rf"(?:頃|中|付け?)?{GAP}(?:、|,|・|及び|および|並びに|ならびに|又は|または|若しくは|もしくは|と|や|かつ|/){GAP}"
)
EMPTY_GAP = re.compile(GAP)
DOTTED_END = re.compile(r"(?P<first>[0-9]{1,2})[./](?P<second>[0-9]{1,2})(?![0-9./])")
DOTTED_WHOLE = re.compile(
    r"(?P<year>[0-9]{1,2})(?P<dot>[./])(?P<month>[0-9]{1,2})(?P=dot)(?P<day>[0-9]{1,2})(?![0-9./])"
)
DOTTED_WEST = re.compile(r"(?P<year>20[0-9]{2})[./](?P<month>1[0-2]|0?[1-9])(?![0-9./末上中下初])")
DOTTED_LAST = re.compile(r"(?P<day>[0-9]{1,2})(?![0-9./年月時人件]|日間)")
MOVED = re.compile(
    rf"{GAP}(?:末|頃|中|以降)?(?:へ|に)(?:と|再度?)?(?:変更|延期|延長|前倒|繰[りi]?[上下延]|見直|修正|改め|後ろ倒|ずれ|遅)"
)

# What follows a year that is part of a name or a number: a law, a case, a disaster, an edition, a session.
NAMED = re.compile(
    rf"""{GAP}(?:
      (?!以[降後前]|[末中度]|[春夏秋冬]|上半|下半|頃|第)[一-鿿々〆ァ-ヶー・\s]{{1,40}}第?{GAP}[0-9一二三四五六七八九十百千](?:{GAP}[0-9一二三四五六七八九十百千])*{GAP}(?:号|(?<=[0-9])条)
    | [0-9]{{1,3}}号 | [○●〇◯□△×*_]{{0,3}}{GAP}月(?![0-9])
    | 第{GAP}[0-9一二三四五六七八九十]+{GAP}(?:[回号次])
    | \([ ]?[^()\s0-9]{{1,6}}[ ]?\){GAP}(?:[一-鿿]{{1,8}})?第?{GAP}[0-9]+{GAP}号
    | 版|[一-鿿]{{0,12}}(?:改正|改訂|改定)(?:法|版|前|後|個|番|地|民|刑|会|令)
    | 問題(?!が|点)|基準(?![日月点])|の崖|の壁|モデル|型(?!式)|年齢
    | [一-鿿ァ-ヶー]{{0,12}}(?:地震|豪雨|台風|国勢調査|センサス|震災|噴火)
    )""",
    re.VERBOSE,
)
# What follows the month of an ordinance's number: 平成18年3月横浜市条例第14号.
ORDINANCE = re.compile(
    rf"{GAP}[一-鿿]{{0,12}}(?:条例|規則|告示|訓令|規程|要綱|法{GAP}律|政{GAP}令|[省府]令|議決)"
    rf"第?{GAP}[0-9一二三四五六七八九十百]+{GAP}号"
)
NAMED_FISCAL = re.compile(
    rf"版|年次版|基準(?!日)|\([ ]?[^()\s0-9]{{1,6}}[ ]?\){GAP}(?:[一-鿿]{{1,8}})?第?{GAP}[0-9]+{GAP}号"
)
# What follows a month that is no month of the year: 3月以内, 9月号, 6月齢, 第1月曜日, 1月当たり.
NOT_MONTH = re.compile(
    rf"{GAP}(?:間|以内|以上|以下|未満|超|を経|を超|に満た|程度|目(?!途|処|安|標)|余り|あまり|遅れ|ぶり|当たり|あたり|につき|経|号|版|齢|額|曜|給|謝|雨|病|報|例|次|刊|極|収"
    r"|前(?!半|期|後|年|に.{0,6}(?:実施|行))|後(?!半|期)|ごと|毎|おき|[0-9]*豪雨|[0-9一二三四五六七八九十]+回|に[0-9一二三]回の頻度)"
)
# A kanji numeral without a year is a month only where the next word says so (三月 may be three months).
KANJI_MONTH = re.compile(
    rf"{GAP}(?:末|上旬|中旬|下旬|初旬|まで|迄|以降|以前|から|より|頃|ごろ|中に|時点|現在|を目|目途|目処|~|{_TWO}{GAP}日)"
)
SLASH_WORD = re.compile(
    rf"{GAP}(?:まで|迄|締[切め]|期限|付|頃|ごろ|以降|以前|時点|現在|目途|目処|を目|"
    r"に(?:実施|完了|提出|開催|報告|公表|対応|発生|リリース|適用))"
)
DAY_WORD_AFTER = re.compile(
    rf"{GAP}(?:まで(?!の?[0-9]*日(?!間))|から(?:の)?[0-9一二三四五六七八九十]{{1,2}}日間|迄|付|時点|現在"
    r"|\([月火水木金土日](?:曜日?)?[)・]|の(?:定例)?(?:記者)?会見|の(?:閣議|会合|取締役会|本会議|初会合)|の[一-鿿]{0,8}会議?で|未明|(?:朝|昼|夕方|夜)(?:ごろ|頃)?(?=、|に|から|まで)"
    r"|午[前後](?=、|に|から|まで|中|[0-9])|の第[0-9一二三四五六七八九十]+回|[0-9]{1,2}(?:時(?!間)|:[0-9]{2}))"
)
