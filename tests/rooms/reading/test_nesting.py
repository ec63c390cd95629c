"""Reports inside reports: who is said to have said that somebody else said it, and what only looks like it."""

import pytest

from verifier.reading.reader import read

# A sentence, its pairs "inner source < outer source", and for some the first words of the inner content.
NESTED: list[tuple[str, list[str], str]] = [
    (
        "Mayor Ann Lee said the harbour master told her that the crane had failed twice before.",
        ["the harbour master < Mayor Ann Lee"],
        "that the crane",
    ),
    (
        "Delta Radio reported on Monday that the interior ministry had confirmed the deaths of nine soldiers.",
        ["the interior ministry < Delta Radio"],
        "the deaths",
    ),
    (
        "A spokesman said that the company had announced that it would close the plant in May.",
        ["the company < A spokesman"],
        "that it would",
    ),
    (
        "The minister said the general denied that any shells had been fired at the village.",
        ["the general < The minister"],
        "that any shells",
    ),
    (
        "Kerem Aslan, a lawyer for the family, said prosecutors claim the teenager was armed.",
        ["prosecutors < Kerem Aslan, a lawyer for the family"],
        "the teenager",
    ),
    (
        "The Harbour Gazette reported that Olga Brandt, the finance chief, has admitted the books were false.",
        ["Olga Brandt, the finance chief < The Harbour Gazette"],
        "the books",
    ),
    (
        "She said her brother had insisted to the police that he never left the house.",
        ["her brother < She"],
        "that he never",
    ),
    (
        "Officials said a witness testified that Mr. Hale wrote that the money was gone.",
        ["a witness < Officials", "Mr. Hale < a witness"],
        "",
    ),
    (
        "The memo warned that engineers were saying the valve would not hold another winter.",
        ["engineers < The memo"],
        "the valve",
    ),
    (
        "According to the Harbour Gazette, the governor told aides that he would resign.",
        ["the governor < the Harbour Gazette"],
        "that he would",
    ),
    (
        "Prosecutors allege that Ms. Brandt told investors the fund had doubled in a year.",
        ["Ms. Brandt < Prosecutors"],
        "the fund",
    ),
    (
        "The commission found that the police had concluded that nobody else was in the car.",
        ["the police < The commission"],
        "that nobody",
    ),
    (
        "Mr. Okafor said he believed the ministry knew that the wells were poisoned.",
        ["he < Mr. Okafor"],
        "the ministry knew",
    ),
    (
        "The bishop said people in the valley say the bell rang by itself.",
        ["people in the valley < The bishop"],
        "the bell",
    ),
    (
        "The court heard that Mr. Hale had told his sister that the gun was not his.",
        ["Mr. Hale < The court"],
        "that the gun",
    ),
    (
        "The bridge was mined, according to a report by the Delta Observatory, which cited two witnesses.",
        ["two witnesses < a report by the Delta Observatory"],
        "The bridge",
    ),
    (
        "The Harbour Gazette, citing unnamed officials, said that the talks had failed.",
        ["unnamed officials < The Harbour Gazette"],
        "that the talks",
    ),
    (
        "Delta Radio reported that the dam had been hit, citing a military source.",
        ["a military source < Delta Radio"],
        "that the dam",
    ),
    (
        "Citing two officials, the Harbour Gazette reported that the talks had failed.",
        ["two officials < the Harbour Gazette"],
        "that the talks",
    ),
    (
        "The newspaper quoted a senior officer as saying that the raid had been planned for weeks.",
        ["a senior officer < The newspaper"],
        "that the raid",
    ),
    (
        "State television quoted General Musa Idris as saying “we hold the whole of the city.”",
        ["General Musa Idris < State television"],
        "“we hold",
    ),
    (
        "The deputy was quoted by Delta Radio as saying the border would stay shut.",
        ["The deputy < Delta Radio"],
        "the border",
    ),
    (
        "“The border is shut,” the deputy was quoted as saying by the state news agency.",
        ["the deputy < the state news agency"],
        "“The border",
    ),
    (
        "“No one was warned,” Ann Lee told Delta Radio, the Harbour Gazette reported.",
        ["Ann Lee < the Harbour Gazette"],
        "“No one",
    ),
    (
        "The talks had failed, an official said, according to the Harbour Gazette.",
        ["an official < the Harbour Gazette"],
        "The talks",
    ),
    (
        "Ms. Brandt claimed, according to the Harbour Gazette, that the fund was safe.",
        ["Ms. Brandt < the Harbour Gazette"],
        "that the fund",
    ),
    (
        "The captain said he was told by the port that the channel had been cleared.",
        ["the port < The captain"],
        "that the channel",
    ),
    (
        "Ms. Okoye said she had been informed by the bank that her account was frozen.",
        ["the bank < Ms. Okoye"],
        "that her account",
    ),
    ("He recalled her saying that the house would be sold before the winter.", ["her < He"], "that the house"),
    (
        "The report cites a guard as saying the cameras were switched off that night.",
        ["a guard < The report"],
        "the cameras",
    ),
    (
        "A police report said the driver was described by neighbours as “a danger to the whole street.”",
        ["neighbours < A police report"],
        "",
    ),
    (
        "“The doctor told me that my son would never walk again,” said Ms. Okoye.",
        ["The doctor < Ms. Okoye"],
        "that my son",
    ),
    (
        "“My neighbour said, ‘You must leave tonight,’ and we ran,” Mr. Aslan recalled.",
        ["My neighbour < Mr. Aslan"],
        "‘You must",
    ),
    (
        "“The governor has said there is no money left for the schools, and that is simply false,” Ms. Brandt said.",
        ["The governor < Ms. Brandt"],
        "there is no money",
    ),
    (
        "“According to the engineers, the wall cannot hold,” the mayor said on Friday.",
        ["the engineers < the mayor"],
        "the wall",
    ),
    ("“They kept telling us it was safe to drink,” said Tomas Reyes, a welder.", ["They < Tomas Reyes"], "it was safe"),
    (
        "“Critics claim the law is cruel,” he told reporters. “The judges have said that it is fair.”",
        ["Critics < he", "The judges < he"],
        "",
    ),
    (
        "The senator told Delta Radio: “Our scientists say the lake will be dry in ten years.”",
        ["Our scientists < The senator"],
        "the lake",
    ),
    (
        "Ms. Lee said: “The minister promised me that the school would open. He lied to all of us.”",
        ["The minister < Ms. Lee"],
        "that the school",
    ),
    (
        "The study’s authors write that Reyes (2010) found that the fish avoided the warm water.",
        ["Reyes (2010) < The study’s authors"],
        "that the fish",
    ),
    ("The guide says legend has it that a king sleeps under the hill.", ["legend < The guide"], "that a king"),
    (
        "The professor said a study published in March showed that sleep improves memory.",
        ["a study published in March < The professor"],
        "that sleep",
    ),
    (
        "The mayor said figures from the statistics office show crime fell by a tenth.",
        ["figures from the statistics office < The mayor"],
        "crime fell",
    ),
    (
        "Ms. Lee added that, according to the fire brigade, two doors had been locked.",
        ["the fire brigade < Ms. Lee"],
        "two doors",
    ),
    (
        "The Kestrel Post reported that three former ministers had told investigators it was signed in Lima.",
        ["three former ministers < The Kestrel Post"],
        "",
    ),
    (
        "Tarek Nassar, the group's director, said that doctors at the hospital reported at least 14 deaths.",
        ["doctors at the hospital < Tarek Nassar, the group's director"],
        "",
    ),
    (
        "The president's spokesman said the general had assured him that no civilians were in the building.",
        ["the general < The president's spokesman"],
        "",
    ),
    (
        "Police sources told Kestrel TV that the suspect had confessed to the killing, saying he acted alone.",
        ["the suspect < Police sources"],
        "",
    ),
    (
        "In an interview with the Kestrel Post, Ms. Vidal recalled that her father used to say the river forgets.",
        ["her father < Ms. Vidal"],
        "",
    ),
    ("“I was told by the embassy that my visa was ready,” Mr. Nassar said.", ["the embassy < Mr. Nassar"], ""),
    (
        "The report, which quotes two former guards, says prisoners were beaten daily.",
        ["two former guards < The report"],
        "",
    ),
    (
        "Quoting an unnamed official, the state news agency said the train had been carrying fuel.",
        ["an unnamed official < the state news agency"],
        "",
    ),
    (
        "Mr. Vidal's lawyer argued that the witness had admitted she never saw the knife.",
        ["the witness < Mr. Vidal's lawyer"],
        "",
    ),
    (
        "A senior aide said Mr. Moreau had denied to aides that he met the banker, according to the Kestrel Post.",
        ["A senior aide < the Kestrel Post", "Mr. Moreau < A senior aide"],
        "",
    ),
    (
        "The prosecutor said in court that the accused wrote in a text message that “they will never find it.”",
        ["the accused < The prosecutor"],
        "",
    ),
    (
        "Kestrel TV says it was told by two diplomats that the summit would be moved to Oslo.",
        ["two diplomats < Kestrel TV"],
        "",
    ),
    ("Witnesses said they heard the officer shout that he had a gun.", ["the officer < Witnesses"], ""),
    ("“My mother always said that we came from the coast,” she said.", ["My mother < she"], ""),
    (
        "Opposition leaders say the government has claimed victory before the votes were counted.",
        ["the government < Opposition leaders"],
        "",
    ),
    (
        "He told lawmakers the company's own scientists found that the dye caused tumors in mice.",
        ["the company's own scientists < He"],
        "",
    ),
    (
        "Researchers at Oslo said their survey suggests that one in five adults believes the vaccine is harmful.",
        ["their survey < Researchers at Oslo", "one in five adults < their survey"],
        "",
    ),
    (
        "The Kestrel Post cited a confidential memo saying the ships had been sold.",
        ["a confidential memo < The Kestrel Post"],
        "",
    ),
    (
        "“The army says it hit a weapons store. We saw only a school,” said Rana Haddad, a nurse.",
        ["The army < Rana Haddad"],
        "",
    ),
    (
        "Iran's foreign minister said on Monday that Moscow had informed Tehran that the jets were coming.",
        ["Moscow < Iran's foreign minister"],
        "",
    ),
    (
        "A spokeswoman for the mayor said that, as the fire chief stated, the building had no alarms.",
        ["the fire chief < A spokeswoman for the mayor"],
        "",
    ),
    (
        "The family says doctors told them there was no hope, but the hospital disputes this.",
        ["doctors < The family"],
        "",
    ),
    (
        "Mr. Osei said the police chief, Carl Meier, had acknowledged that the files were lost.",
        ["the police chief, Carl Meier < Mr. Osei"],
        "",
    ),
    ("She testified that Mr. Meier bragged that he could make the charges disappear.", ["Mr. Meier < She"], ""),
    (
        "Rumors of his death were false, the palace said, adding that the king had told his family he felt well.",
        ["the king < the palace"],
        "",
    ),
    ("According to Mr. Osei, the minister said: “We have nothing to hide.”", ["the minister < Mr. Osei"], ""),
    (
        "The paper quoted Mr. Osei, a former judge, as having said that the vote was stolen.",
        ["Mr. Osei, a former judge < The paper"],
        "",
    ),
    ("Ms. Haddad said a neighbor texted her that the soldiers were coming.", ["a neighbor < Ms. Haddad"], ""),
    ("The mayor said he had heard from residents that the smell was getting worse.", ["residents < The mayor"], ""),
    ("“He looked at me and said, ‘You are free to go,’” Mr. Osei recalled in an interview.", ["He < Mr. Osei"], ""),
    (
        "The agency says residents reported hearing two explosions, and that officials later denied there were any.",
        ["residents < The agency"],
        "hearing two explosions",
    ),
    (
        "Residents told Radio Sava that officials had promised them that new homes would come by winter.",
        ["officials < Residents"],
        "",
    ),
    (
        "A defense official, who asked not to be named, said the pilot radioed the tower that he had lost an engine.",
        ["the pilot < A defense official"],
        "",
    ),
    (
        "The lawsuit alleges that Mr. Pike told his assistants that patients “would never know the difference.”",
        ["Mr. Pike < The lawsuit"],
        "",
    ),
    (
        "The Sava Herald said Wednesday it had obtained a letter in which the bishop admits that payments were made.",
        ["the bishop < The Sava Herald"],
        "",
    ),
    (
        "“People around here say the mine killed the river,” said Dunja Kos, 44, a teacher.",
        ["People around here < Dunja Kos"],
        "",
    ),
    ("Ms. Kos said her lawyer advised her that the deadline had passed.", ["her lawyer < Ms. Kos"], ""),
    (
        "The company's statement said that an outside audit had found no evidence of fraud.",
        ["an outside audit < The company's statement"],
        "",
    ),
    (
        "The minister, quoted by the state news agency, said that the harvest would double.",
        ["The minister < the state news agency"],
        "",
    ),
    (
        "“The harvest will double,” the minister said, according to the state news agency.",
        ["the minister < the state news agency"],
        "",
    ),
    (
        "Speaking to Radio Sava, the mayor said he had been assured by engineers that the bridge was safe.",
        ["engineers < the mayor"],
        "",
    ),
    (
        "Investigators say in the report that the captain ignored a warning from an officer that the ship was low.",
        ["an officer < Investigators"],
        "",
    ),
    (
        "Mr. Pike wrote in an email to staff that the regulator had confirmed it would drop the case.",
        ["the regulator < Mr. Pike"],
        "",
    ),
    (
        "The rebels said in a statement that the army's claim that it had taken the town was false.",
        ["the army < The rebels"],
        "",
    ),
    (
        "He said that when he asked about the money, Ms. Kos replied that it was none of his business.",
        ["Ms. Kos < He"],
        "",
    ),
    (
        "Analysts at Sava Bank wrote on Monday that the central bank has signaled that rates will rise.",
        ["the central bank < Analysts at Sava Bank"],
        "",
    ),
    (
        "The Herald reports that sources close to the family say the heir has fled.",
        ["sources close to the family < The Herald"],
        "",
    ),
    (
        "The ministry said on its website that, according to preliminary data, 12 people were killed.",
        ["preliminary data < The ministry"],
        "",
    ),
    (
        "The Herald, quoting witnesses and a hospital source, reported that at least nine people died.",
        ["witnesses and a hospital source < The Herald"],
        "",
    ),
    ("The mayor told a news conference that police believe the fire was set on purpose.", ["police < The mayor"], ""),
    (
        "In her book, Ms. Kos writes that her mother told neighbors the family was moving to Canada.",
        ["her mother < Ms. Kos"],
        "",
    ),
    (
        "The ambassador recalled that during the talks the general had warned that “blood will be spilled.”",
        ["the general < The ambassador"],
        "",
    ),
    ("Mr. Pike's wife told the court her husband said, “I did it for you.”", ["her husband < Mr. Pike's wife"], ""),
    (
        "The inquiry found staff had repeatedly complained to managers that the alarm did not work.",
        ["staff < The inquiry"],
        "",
    ),
    ("Officials cited by Radio Sava said the gunman had crossed the border in March.", ["Officials < Radio Sava"], ""),
    (
        "Internal documents seen by the Herald show that managers told staff the leak was harmless.",
        ["managers < Internal documents seen by the Herald"],
        "",
    ),
    (
        "Lina Abbas, a friend of the victim, said the young woman told her she was being followed.",
        ["the young woman < Lina Abbas"],
        "",
    ),
    (
        "The minister resigned because his doctors told him to rest, the Herald reported, quoting a family member.",
        ["a family member < the Herald"],
        "",
    ),
    (
        "As reported by Radio Sava, the general told parliament that 40 tanks had been lost.",
        ["the general < Radio Sava"],
        "",
    ),
    (
        "The explosion killed three people, the Herald reported, citing the regional governor.",
        ["the regional governor < the Herald"],
        "",
    ),
    (
        "The Herald said the regional governor, Ivo Tadic, had told its reporter that the plant would reopen.",
        ["the regional governor, Ivo Tadic < The Herald"],
        "",
    ),
    (
        "Asked whether the plant would reopen, Mr. Tadic said the owners had assured him it would.",
        ["the owners < Mr. Tadic"],
        "",
    ),
    ("“When I asked the guard, he told me that nobody had come,” Ms. Abbas said.", ["he < Ms. Abbas"], ""),
    ("“The president said it himself: ‘We were too slow,’” Mr. Tadic added.", ["The president < Mr. Tadic"], ""),
    (
        "Ms. Abbas, who is 31, says police officers at the station told her they could do nothing.",
        ["police officers at the station < Ms. Abbas"],
        "",
    ),
    ("The indictment says Tadic wrote to a partner, “We must move the money tonight.”", ["Tadic < The indictment"], ""),
    (
        "Three neighbors told the Herald they heard Mr. Tadic yell that he would burn the place down.",
        ["Mr. Tadic < Three neighbors"],
        "",
    ),
    (
        "The Kremlin said Friday that reports claiming the two leaders had met were untrue.",
        ["reports < The Kremlin"],
        "",
    ),
    (
        "Turkish media reported that the suspect told prosecutors he had acted on orders from abroad.",
        ["the suspect < Turkish media"],
        "",
    ),
    ("Mr. Tadic insisted Monday that it was the owners who said the plant was unsafe.", ["the owners < Mr. Tadic"], ""),
    ("The priest said that according to tradition the well never runs dry.", ["tradition < The priest"], ""),
    (
        "The filing states that Ms. Abbas has repeatedly said she did not sign the contract.",
        ["Ms. Abbas < The filing"],
        "",
    ),
    (
        "The Herald reports that Mr. Tadic, in a letter to shareholders, conceded that the plant loses money.",
        ["Mr. Tadic < The Herald"],
        "",
    ),
    (
        "He also noted that the World Bank estimates that 2 million people lack clean water.",
        ["the World Bank < He"],
        "",
    ),
]
# What only looks like a report in a report.
FLAT = [
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
    "Mr. Pike testified last week that nobody from the company had informed him that the valves were cracked.",
    "The opposition accuses the president of lying when he said the budget was balanced.",
    "Mr. Tadic's office said Thursday that he never told anyone that the plant would close.",
    "“If anyone says that the dam leaks, call me,” the mayor said.",
    "“She could say that the dam leaks,” the mayor said.",
]


def _plain(words: str) -> str:
    """Without the article it begins with and the apposition it ends with: how much of it is taken is not the point."""
    words = words.split(",")[0].lower().removesuffix(" who").removesuffix("'s")
    return words.split(" ", 1)[1] if words.startswith(("the ", "a ", "an ")) else words


def _pairs(text: str) -> dict[str, str]:
    """Each nested pair with the inner content."""
    every = read(text).attributions
    return {
        f"{_plain(one.source[0].of(text))} < {_plain(every[one.nested_in].source[0].of(text))}": one.content[0].of(text)
        for one in every
        if one.nested_in is not None and one.source and every[one.nested_in].source
    }


@pytest.mark.parametrize(("text", "pairs", "begins"), NESTED)
def test_who_is_said_to_have_said_it_is_found(text: str, pairs: list[str], begins: str) -> None:
    found = _pairs(text)
    wanted = [" < ".join(_plain(side) for side in pair.split(" < ")) for pair in pairs]
    assert set(wanted) <= set(found)
    if begins:
        assert found[wanted[0]].removeprefix("that ").startswith(begins.removeprefix("that "))


def test_hardly_a_pair_is_found_that_is_not_there() -> None:
    assert sum(len(_pairs(text)) - len(pairs) for text, pairs, _ in NESTED) <= 2


@pytest.mark.parametrize("text", FLAT)
def test_what_only_looks_nested_is_not(text: str) -> None:
    assert not _pairs(text)


def test_an_inner_report_says_no_more_than_the_words_it_stands_in() -> None:
    text = "The driver told police she was worn out by the guards, a police report said."
    every = read(text).attributions
    inner = next(one for one in every if one.nested_in is not None)
    assert inner.content[-1].of(text).endswith("the guards")


def test_what_one_teller_said_next_is_beside_not_inside() -> None:
    text = "Lee told the court that the charge was “absurd,” adding that the dam had “no faults.”"
    told, adding = read(text).attributions
    assert (told.nested_in, adding.nested_in) == (None, None)
    assert told.content[-1].of(text).endswith("“absurd,”")


def test_a_credit_in_the_middle_of_a_clause_does_not_end_it() -> None:
    outer = read("He said the wall, according to the engineers, cannot hold.").attributions[0]
    assert outer.content[-1].of("He said the wall, according to the engineers, cannot hold.").endswith("cannot hold")


def test_a_quotation_is_signed_only_by_a_name_that_ends_there() -> None:
    signed = read("It was wet.\n\n“The dam has leaked for years.” — Ann Lee, on the flood.").attributions
    assert [one.rule for one in signed] == ["signed"]
    assert not read("It was wet.\n\n“The dam has leaked for years.” — Ann goes on like that.").attributions


def test_who_continued_without_a_quotation_said_nothing() -> None:
    assert not read("The rain went on, and the mayor continued the long walk that he had begun.").attributions
    assert not read("Ann Lee did not respond on Monday, but that was no surprise to the town.").attributions
