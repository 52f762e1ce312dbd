"""What editors and content systems write, in the languages of the pages: texts the faults are made of."""

from __future__ import annotations

OTHER_STORIES = {
    "en": ("Storm leaves thousands without power in the north", "Champions lose second home match in a row"),
    "de": ("Unwetter legt Bahnverkehr im Norden lahm", "Zoo freut sich über Nachwuchs bei den Flusspferden"),
    "fr": (
        "La tempête prive des milliers de foyers d'électricité",
        "Un musée retrouve un tableau volé il y a vingt ans",
    ),
    "es": ("La tormenta deja sin luz a miles de hogares", "El museo recupera un cuadro robado hace veinte años"),
    "it": ("Maltempo, migliaia di famiglie senza corrente", "Il museo ritrova un quadro rubato vent'anni fa"),
    "pt": ("Temporal deixa milhares de casas sem energia", "Museu recupera quadro roubado há vinte anos"),
    "nl": ("Storm zet duizenden huishoudens zonder stroom", "Museum vindt gestolen schilderij na twintig jaar terug"),
    "pl": ("Burza pozbawiła prądu tysiące domów", "Muzeum odzyskało obraz skradziony przed dwudziestu laty"),
    "no": ("Uvær gir strømbrudd for tusenvis av husstander", "Museum fikk tilbake maleri etter tjue år"),
    "ru": ("Буря оставила без света тысячи домов", "Музею вернули картину, украденную двадцать лет назад"),
    "tr": ("Fırtına binlerce evi elektriksiz bıraktı", "Müze yirmi yıl önce çalınan tabloyu geri aldı"),
    "vi": ("Bão lớn khiến hàng nghìn hộ dân mất điện", "Bảo tàng tìm lại bức tranh bị đánh cắp"),
    "ja": ("台風で数千世帯が停電、北部で被害広がる", "盗まれた名画、二十年ぶりに美術館へ戻る"),
    "ko": ("폭풍으로 북부 수천 가구 정전 피해", "도난당한 명화 이십 년 만에 미술관으로 돌아와"),
    "hi": ("तूफान से उत्तर में हजारों घरों की बिजली गुल", "बीस साल बाद संग्रहालय को मिली चोरी हुई पेंटिंग"),
}

PARAGRAPHS = {
    "en": "The council will meet again on Thursday evening to hear what the residents have to say about the matter.",
    "de": "Am Donnerstagabend kommt der Rat erneut zusammen, um die Anwohner des Viertels zu der Frage anzuhören.",
    "fr": "Le conseil se réunira de nouveau jeudi soir pour entendre les habitants du quartier sur cette question.",
    "es": "El consejo volverá a reunirse el jueves por la tarde para escuchar a los vecinos sobre el asunto.",
    "it": "Il consiglio si riunirà di nuovo giovedì sera per ascoltare gli abitanti del quartiere sulla questione.",
    "pt": "O conselho volta a reunir-se na quinta-feira à noite para ouvir os moradores do bairro sobre o assunto.",
    "nl": "De raad komt donderdagavond opnieuw bijeen om de bewoners van de wijk over de kwestie te horen.",
    "pl": "Rada zbierze się ponownie w czwartek wieczorem, aby wysłuchać w tej sprawie mieszkańców dzielnicy.",
}

SUBHEADINGS = {
    "en": ("What happens next", "Reactions"),
    "de": ("Wie es weitergeht", "Reaktionen"),
    "fr": ("La suite", "Les réactions"),
    "es": ("Qué pasará ahora", "Reacciones"),
    "it": ("Che cosa succede ora", "Le reazioni"),
    "pt": ("O que acontece agora", "Reações"),
    "nl": ("Hoe nu verder", "Reacties"),
    "pl": ("Co dalej", "Reakcje"),
}

READ_MORE = {
    "en": ("Background to the story", "How the vote went"),
    "de": ("Hintergründe zum Beschluss", "So lief die Abstimmung"),
    "fr": ("Le dossier complet du vote", "Comment le vote s'est déroulé"),
    "es": ("Así fue la votación", "Los antecedentes del caso"),
    "it": ("Come è andata la votazione", "I precedenti del caso"),
    "pt": ("Como foi a votação", "Os antecedentes do caso"),
    "nl": ("Zo verliep de stemming", "De achtergrond van het besluit"),
    "pl": ("Jak przebiegło głosowanie", "Kulisy decyzji"),
}
"""Link texts that say where they lead."""

HOME = {
    "en": "Home",
    "de": "Startseite",
    "fr": "Accueil",
    "es": "Inicio",
    "it": "Home",
    "pt": "Início",
    "nl": "Home",
    "pl": "Strona główna",
}

TRAIL_STEPS = {
    "en": ("News", "Politics"),
    "de": ("Nachrichten", "Politik"),
    "fr": ("Actualités", "Politique"),
    "es": ("Noticias", "Política"),
    "it": ("Notizie", "Politica"),
    "pt": ("Notícias", "Política"),
    "nl": ("Nieuws", "Politiek"),
    "pl": ("Wiadomości", "Polityka"),
}
