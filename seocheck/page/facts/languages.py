"""Language tags: what is a language code, by BCP 47 and by what search engines take in hreflang.

The lists are ISO 639-1, ISO 639-2 (only the codes that have a two-letter form), ISO 3166-1 and ISO 15924.
Sources: https://www.rfc-editor.org/rfc/rfc5646 and
https://developers.google.com/search/docs/specialty/international/localized-versions
"""

from __future__ import annotations

import re


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


# With the withdrawn codes that are still registered: iw, in, ji …
_LANGUAGES = _codes(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it
    iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo
    mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh
    si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh
    yi yo za zh zu
    """
)
_TWO_LETTERS = dict(
    pair.split(":")
    for pair in _codes(
        """
        aar:aa abk:ab afr:af aka:ak alb:sq amh:am ara:ar arg:an arm:hy asm:as ava:av ave:ae aym:ay aze:az bak:ba
        bam:bm baq:eu bel:be ben:bn bis:bi bod:bo bos:bs bre:br bul:bg bur:my cat:ca ces:cs cha:ch che:ce chi:zh
        chu:cu chv:cv cor:kw cos:co cre:cr cym:cy cze:cs dan:da deu:de div:dv dut:nl dzo:dz ell:el eng:en epo:eo
        est:et eus:eu ewe:ee fao:fo fas:fa fij:fj fin:fi fra:fr fre:fr fry:fy ful:ff geo:ka ger:de gla:gd gle:ga
        glg:gl glv:gv gre:el grn:gn guj:gu hat:ht hau:ha hbs:sh heb:he her:hz hin:hi hmo:ho hrv:hr hun:hu hye:hy
        ibo:ig ice:is ido:io iii:ii iku:iu ile:ie ina:ia ind:id ipk:ik isl:is ita:it jav:jv jpn:ja kal:kl kan:kn
        kas:ks kat:ka kau:kr kaz:kk khm:km kik:ki kin:rw kir:ky kom:kv kon:kg kor:ko kua:kj kur:ku lao:lo lat:la
        lav:lv lim:li lin:ln lit:lt ltz:lb lub:lu lug:lg mac:mk mah:mh mal:ml mao:mi mar:mr may:ms mkd:mk mlg:mg
        mlt:mt mon:mn mri:mi msa:ms mya:my nau:na nav:nv nbl:nr nde:nd ndo:ng nep:ne nld:nl nno:nn nob:nb nor:no
        nya:ny oci:oc oji:oj ori:or orm:om oss:os pan:pa per:fa pli:pi pol:pl por:pt pus:ps que:qu roh:rm ron:ro
        rum:ro run:rn rus:ru sag:sg san:sa sin:si slk:sk slo:sk slv:sl sme:se smo:sm sna:sn snd:sd som:so sot:st
        spa:es sqi:sq srd:sc srp:sr ssw:ss sun:su swa:sw swe:sv tah:ty tam:ta tat:tt tel:te tgk:tg tgl:tl tha:th
        tib:bo tir:ti ton:to tsn:tn tso:ts tuk:tk tur:tr twi:tw uig:ug ukr:uk urd:ur uzb:uz ven:ve vie:vi vol:vo
        wel:cy wln:wa wol:wo xho:xh yid:yi yor:yo zha:za zho:zh zul:zu
        """
    )
)
_REGIONS = _codes(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """
)
_SCRIPTS = _codes(
    """
    Adlm Afak Aghb Ahom Arab Aran Armi Armn Avst Bali Bamu Bass Batk Beng Berf Bhks Blis Bopo Brah Brai Bugi Buhd
    Cakm Cans Cari Cham Cher Chis Chrs Cirt Copt Cpmn Cprt Cyrl Cyrs Deva Diak Dogr Dsrt Dupl Egyd Egyh Egyp Elba
    Elym Ethi Gara Geok Geor Glag Gong Gonm Goth Gran Grek Gujr Gukh Guru Hanb Hang Hani Hano Hans Hant Hatr Hebr
    Hira Hluw Hmng Hmnp Hntl Hrkt Hung Inds Ital Jamo Java Jpan Jurc Kali Kana Kawi Khar Khmr Khoj Kitl Kits Knda
    Kore Kpel Krai Kthi Lana Laoo Latf Latg Latn Leke Lepc Limb Lina Linb Lisu Loma Lyci Lydi Mahj Maka Mand Mani
    Marc Maya Medf Mend Merc Mero Mlym Modi Mong Moon Mroo Mtei Mult Mymr Nagm Nand Narb Nbat Newa Nkdb Nkgb Nkoo
    Nshu Ogam Olck Onao Orkh Orya Osge Osma Ougr Palm Pauc Pcun Pelm Perm Phag Phli Phlp Phlv Phnx Piqd Plrd Prti
    Psin Qaaa Qabx Ranj Rjng Rohg Roro Runr Samr Sara Sarb Saur Seal Sgnw Shaw Shrd Shui Sidd Sidt Sind Sinh Sogd
    Sogo Sora Soyo Sund Sunu Sylo Syrc Syre Syrj Syrn Tagb Takr Tale Talu Taml Tang Tavt Tayo Telu Teng Tfng Tglg
    Thaa Thai Tibt Tirh Tnsa Todr Tols Toto Tutg Ugar Vaii Visp Vith Wara Wcho Wole Xpeo Xsux Yezi Yiii Zanb Zinh
    Zmth Zsye Zsym Zxxx Zyyy Zzzz
    """
)
_NO_COUNTRIES = {
    "UK": "; the United Kingdom is GB",
    "EU": "; the European Union is none",
    "UN": "; the United Nations are none",
}
_TAG = re.compile(
    r"""(?:(?:ar|kok|lv|ms|sgn|sw|uz|zh)-[a-z]{3}|[a-z]{2,8})   # language, extended language where there are any
    (?:-[a-z]{4})?                                    # script
    (?:-(?:[a-z]{2}|[0-9]{3}))?                       # region
    (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*          # variants
    (?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*               # extensions
    (?:-x(?:-[a-z0-9]{1,8})+)?""",
    re.VERBOSE,
)
_WHOLE = re.compile(r"(?:x(?:-[a-z0-9]{1,8})+|i-[a-z]{3,8}|art-lojban|cel-gaulish|zh-min-nan|sgn-[a-z]{2}-[a-z]{2})")


def why_not_bcp47(tag: str) -> str | None:
    """Why `tag` is no language tag by BCP 47, in words, or None when it is one."""
    text = tag.strip().lower()
    if _WHOLE.fullmatch(text):
        return None
    if "_" in text:
        return f"it has an underscore; write {tag.strip().replace('_', '-')}"
    primary = text.partition("-")[0]
    if len(primary) == 3 and primary in _TWO_LETTERS:
        return f"“{primary}” is written {_TWO_LETTERS[primary]} in a language tag"
    if not _TAG.fullmatch(text):
        return "it is not built like one"
    if text.endswith("-uk"):
        return "“UK” is no region of language tags; write GB"
    return None if len(primary) == 3 or primary in _LANGUAGES else f"there is no language “{primary}”"


def why_not_hreflang(code: str) -> str | None:
    """Why search engines ignore `code` in hreflang, in words, or None when they take it."""
    text = code.strip()
    if text.lower() == "x-default":
        return None
    if not text:
        return "it is empty"
    if "_" in text:
        return f"it has an underscore; write {text.replace('_', '-')}"
    language, *rest = text.split("-")
    return _why_no_language(language, alone=not rest) or _why_no_place(rest)


def _why_no_language(language: str, *, alone: bool) -> str | None:
    short = _TWO_LETTERS.get(language.lower())
    if short:
        return f"“{language}” is not the two-letter code of ISO 639-1, which is {short}"
    # three letters without a short form (fil, yue): Google asks for two, but there are none to ask for
    if language.lower() in _LANGUAGES or re.fullmatch("[a-z]{3}", language, re.IGNORECASE):
        return None
    if alone and language.upper() in _REGIONS:
        return f"“{language}” is a country; the language must stand before it"
    return f"there is no language “{language}” in ISO 639-1"


def _why_no_place(parts: list[str]) -> str | None:
    """What is wrong with script and region."""
    if parts and parts[0].title() in _SCRIPTS:
        parts = parts[1:]
    if not parts:
        return None
    region = parts[0]
    if region.isdigit():
        return f"“{region}” is a region by number; search engines take countries only"
    if region.upper() not in _REGIONS:
        return f"“{region}” is no country of ISO 3166-1{_NO_COUNTRIES.get(region.upper(), '')}"
    return f"nothing may follow the country, but “{parts[1]}” does" if len(parts) > 1 else None
