"""Sentences in which somebody is said to have said that somebody else said it, with what a reader takes from each.

Each line gives the sentence, the pairs (inner source, outer source) it holds, and how the inner content begins.
"""

from typing import NamedTuple


class Nested(NamedTuple):
    """A sentence, its (inner source, outer source) pairs, and the words with which the inner contents begin."""

    text: str
    pairs: tuple[tuple[str, str], ...]
    begins: tuple[str, ...] = ()


NESTED = (
    # clauses within clauses
    Nested(
        "Mayor Ann Lee said the harbour master told her that the crane had failed twice before.",
        (("the harbour master", "Mayor Ann Lee"),),
        ("that the crane",),
    ),
    Nested(
        "Delta Radio reported on Monday that the interior ministry had confirmed the deaths of nine soldiers.",
        (("the interior ministry", "Delta Radio"),),
        ("the deaths",),
    ),
    Nested(
        "A spokesman said that the company had announced that it would close the plant in May.",
        (("the company", "A spokesman"),),
        ("that it would",),
    ),
    Nested(
        "The minister said the general denied that any shells had been fired at the village.",
        (("the general", "The minister"),),
        ("that any shells",),
    ),
    Nested(
        "Kerem Aslan, a lawyer for the family, said prosecutors claim the teenager was armed.",
        (("prosecutors", "Kerem Aslan, a lawyer for the family"),),
        ("the teenager",),
    ),
    Nested(
        "The Harbour Gazette reported that Olga Brandt, the finance chief, has admitted the books were false.",
        (("Olga Brandt, the finance chief", "The Harbour Gazette"),),
        ("the books",),
    ),
    Nested(
        "She said her brother had insisted to the police that he never left the house.",
        (("her brother", "She"),),
        ("that he never",),
    ),
    Nested(
        "The agency says residents reported hearing two explosions, and that officials later denied there were any.",
        (("officials", "The agency"),),
        ("there were any",),
    ),
    Nested(
        "Officials said a witness testified that Mr. Hale wrote that the money was gone.",
        (("a witness", "Officials"), ("Mr. Hale", "a witness")),
        ("that Mr. Hale", "that the money"),
    ),
    Nested(
        "The memo warned that engineers were saying the valve would not hold another winter.",
        (("engineers", "The memo"),),
        ("the valve",),
    ),
    Nested(
        "According to the Harbour Gazette, the governor told aides that he would resign.",
        (("the governor", "the Harbour Gazette"),),
        ("that he would",),
    ),
    Nested(
        "Prosecutors allege that Ms. Brandt told investors the fund had doubled in a year.",
        (("Ms. Brandt", "Prosecutors"),),
        ("the fund",),
    ),
    Nested(
        "The commission found that the police had concluded that nobody else was in the car.",
        (("the police", "The commission"),),
        ("that nobody",),
    ),
    Nested(
        "Mr. Okafor said he believed the ministry knew that the wells were poisoned.",
        (("he", "Mr. Okafor"),),
        ("the ministry knew",),
    ),
    Nested(
        "The bishop said people in the valley say the bell rang by itself.",
        (("people in the valley", "The bishop"),),
        ("the bell",),
    ),
    Nested(
        "The court heard that Mr. Hale had told his sister that the gun was not his.",
        (("Mr. Hale", "The court"),),
        ("that the gun",),
    ),
    # the document and whom it cites
    Nested(
        "The bridge was mined, according to a report by the Delta Observatory, which cited two witnesses.",
        (("two witnesses", "a report by the Delta Observatory"),),
        ("The bridge",),
    ),
    Nested(
        "The Harbour Gazette, citing unnamed officials, said that the talks had failed.",
        (("unnamed officials", "The Harbour Gazette"),),
        ("that the talks",),
    ),
    Nested(
        "Delta Radio reported that the dam had been hit, citing a military source.",
        (("a military source", "Delta Radio"),),
        ("that the dam",),
    ),
    Nested(
        "Citing two officials, the Harbour Gazette reported that the talks had failed.",
        (("two officials", "the Harbour Gazette"),),
        ("that the talks",),
    ),
    Nested(
        "The newspaper quoted a senior officer as saying that the raid had been planned for weeks.",
        (("a senior officer", "The newspaper"),),
        ("that the raid",),
    ),
    Nested(
        "State television quoted General Musa Idris as saying “we hold the whole of the city.”",
        (("General Musa Idris", "State television"),),
        ("“we hold",),
    ),
    Nested(
        "The deputy was quoted by Delta Radio as saying the border would stay shut.",
        (("The deputy", "Delta Radio"),),
        ("the border",),
    ),
    Nested(
        "“The border is shut,” the deputy was quoted as saying by the state news agency.",
        (("the deputy", "the state news agency"),),
        ("“The border",),
    ),
    Nested(
        "“No one was warned,” Ann Lee told Delta Radio, the Harbour Gazette reported.",
        (("Ann Lee", "the Harbour Gazette"),),
        ("“No one",),
    ),
    Nested(
        "The talks had failed, an official said, according to the Harbour Gazette.",
        (("an official", "the Harbour Gazette"),),
        ("The talks",),
    ),
    Nested(
        "Ms. Brandt claimed, according to the Harbour Gazette, that the fund was safe.",
        (("Ms. Brandt", "the Harbour Gazette"),),
        ("that the fund",),
    ),
    Nested(
        "In a statement carried by the state news agency, the army said it had shot down a drone.",
        (("the army", "the state news agency"),),
        ("it had",),
    ),
    # told by, heard from
    Nested(
        "The captain said he was told by the port that the channel had been cleared.",
        (("the port", "The captain"),),
        ("that the channel",),
    ),
    Nested(
        "Ms. Okoye said she had been informed by the bank that her account was frozen.",
        (("the bank", "Ms. Okoye"),),
        ("that her account",),
    ),
    Nested(
        "He recalled her saying that the house would be sold before the winter.",
        (("her", "He"),),
        ("that the house",),
    ),
    Nested(
        "The report cites a guard as saying the cameras were switched off that night.",
        (("a guard", "The report"),),
        ("the cameras",),
    ),
    Nested(
        "A police report said the driver was described by neighbours as “a danger to the whole street.”",
        (("neighbours", "A police report"),),
    ),
    # quotations
    Nested(
        "“The doctor told me that my son would never walk again,” said Ms. Okoye.",
        (("The doctor", "Ms. Okoye"),),
        ("that my son",),
    ),
    Nested(
        "“My neighbour said, ‘You must leave tonight,’ and we ran,” Mr. Aslan recalled.",
        (("My neighbour", "Mr. Aslan"),),
        ("‘You must",),
    ),
    Nested(
        "“The governor has said there is no money left for the schools, and that is simply false,” Ms. Brandt said.",
        (("The governor", "Ms. Brandt"),),
        ("there is no money",),
    ),
    Nested(
        "“According to the engineers, the wall cannot hold,” the mayor said on Friday.",
        (("the engineers", "the mayor"),),
        ("the wall",),
    ),
    Nested(
        "“They kept telling us it was safe to drink,” said Tomas Reyes, a welder.",
        (("They", "Tomas Reyes, a welder"),),
        ("it was safe",),
    ),
    Nested(
        "“Critics claim the law is cruel,” he told reporters. “The judges have said that it is fair.”",
        (("Critics", "he"), ("The judges", "he")),
        ("the law", "that it is"),
    ),
    Nested(
        "The senator told Delta Radio: “Our scientists say the lake will be dry in ten years.”",
        (("Our scientists", "The senator"),),
        ("the lake",),
    ),
    Nested(
        "Ms. Lee said: “The minister promised me that the school would open. He lied to all of us.”",
        (("The minister", "Ms. Lee"),),
        ("that the school",),
    ),
    # research and lore
    Nested(
        "The study’s authors write that Reyes (2010) found that the fish avoided the warm water.",
        (("Reyes (2010)", "The study’s authors"),),
        ("that the fish",),
    ),
    Nested(
        "The guide says legend has it that a king sleeps under the hill.",
        (("legend", "The guide"),),
        ("that a king",),
    ),
    Nested(
        "The professor said a study published in March showed that sleep improves memory.",
        (("a study published in March", "The professor"),),
        ("that sleep",),
    ),
    Nested(
        "The mayor said figures from the statistics office show crime fell by a tenth.",
        (("figures from the statistics office", "The mayor"),),
        ("crime fell",),
    ),
    Nested(
        "Ms. Lee added that, according to the fire brigade, two doors had been locked.",
        (("the fire brigade", "Ms. Lee"),),
        ("two doors",),
    ),
)

# Sentences with no nesting at all.
FLAT = (
    "Mayor Ann Lee said that the crane failed and added that nobody was hurt.",
    "The mayor said that he wants the bridge open by May.",
    "The mayor said he agreed to the plan.",
    "Ms. Brandt said the report would be published next week.",
    "The general said that the announcement surprised him and denied any part in it.",
    "“You know, it was a very long night for all of us,” said Tomas Reyes.",
    "“I cannot say that. It would be wrong of me,” the judge said.",
    "“Having said that, there are a lot of houses for sale,” Ms. Okoye said.",
    "“I would say Friday for the time being,” Mr. Hale said.",
    "“I can tell you that right now,” Mr. Hale said.",
    "“He has said things and done things that hurt the town,” Mr. Hale said.",
    "“We do not have confirmed orders for the new ship,” a spokeswoman said.",
    "“Let me tell you the facts,” the senator said.",
    "The doctor said the tests were done on Monday, and his deputy said the results were clear.",
    "The agency said the stated aim of the talks was peace, which surprised the neighbours.",
    "Ann Lee said that the crane failed, while the harbour master said that it was sound.",
    "The crane failed, the mayor said, adding that nobody was hurt.",
    "She said she would tell the truth and report to the police.",
    "“They told us nothing at all,” said Ms. Okoye, who reported the theft.",
    "The union said it found a new home for the archive.",
    "The minister said the country needs to show it cares.",
    "“This is the moment they told us would never come,” Mr. Reyes said.",
)
