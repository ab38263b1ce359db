"""Who "the minister", "his counterpart", "he" and "the two sides" are."""

from __future__ import annotations

from tests.genre import Story

LEAD = "Kenyan Defence Minister Josphat Kiprono met Rwandan Army Chief General Patrice Habimana in Nairobi on Tuesday. "


def test_office_with_its_country_is_the_holder() -> None:
    story = Story(LEAD + "The Kenyan minister said that the border was quiet.")
    assert story.meant("The Kenyan minister") == ["Josphat Kiprono"]
    assert story.speakers() == ["Josphat Kiprono"]


def test_office_of_another_country_is_not() -> None:
    story = Story(LEAD + "The Ugandan minister said that the border was quiet.")
    assert story.meant("The Ugandan minister") != ["Josphat Kiprono"]
    assert story.speakers() == ["The Ugandan minister"]


def test_rank_word_is_the_officer() -> None:
    assert Story(LEAD + "The Rwandan general praised the talks.").speakers() == ["Patrice Habimana"]


def test_he_is_the_last_speaker() -> None:
    story = Story(LEAD + "Kiprono said that the border was quiet. He added that patrols would go on.")
    assert story.speakers() == ["Josphat Kiprono", "Josphat Kiprono"]


def test_i_is_who_is_quoted() -> None:
    story = Story(LEAD + "“I told them that the lake is calm,” Kiprono said.")
    assert story.meant("I") == ["Josphat Kiprono"]


def test_she_is_not_who_has_been_he() -> None:
    story = Story(
        LEAD + "Uganda's Foreign Minister Grace Akello said that trade would grow. She added that roads were built. "
        "Mr Kiprono said that the border was quiet. She warned of smugglers."
    )
    assert story.speakers()[-1] == "Grace Akello"


def test_they_are_the_two_told_of_last() -> None:
    story = Story(LEAD + "The two sides agreed on patrols. They said that the lake was calm.")
    assert set(story.speakers()[-1].split(" + ")) == {"Josphat Kiprono", "Patrice Habimana"}


def test_the_counterpart_of_somebody_is_not_that_somebody() -> None:
    story = Story(LEAD + "Kiprono's Rwandan counterpart Patrice Habimana said that the lake was calm.")
    assert story.speakers() == ["Patrice Habimana"]


def test_the_statement_goes_on_being_that_of_its_issuer() -> None:
    story = Story(
        LEAD + "The Kenyan Defence Ministry said that the lake was calm. The statement added that trade grew."
    )
    assert story.speakers() == ["Kenyan Ministry of Defence", "Kenyan Ministry of Defence"]


def test_official_may_be_an_adjective() -> None:
    story = Story(LEAD + "The official Kenyan news service reported that the lake was calm during the official visit.")
    assert not any("official" in m["surface"] and m["entity"] == "josphat-kiprono" for m in story.rows["mentions"])


def test_an_office_that_acts_behind_a_name_is_somebody_else() -> None:
    story = Story(LEAD + "According to spokesman Peter Ouko, the minister thanked the Rwandan navy.")
    assert "Josphat Kiprono" in story.speakers()


def test_he_is_not_somebody_whom_the_speaker_only_named() -> None:
    story = Story(
        LEAD + "Kiprono praised the late General Wycliffe Otieno as a friend of peace. He expressed hope for calm."
    )
    assert story.speakers()[-1] == "Josphat Kiprono"


def test_counterpart_by_nationality() -> None:
    story = Story(LEAD + "Kiprono said that his Rwandan counterpart had agreed to a joint patrol.")
    assert story.meant("his Rwandan counterpart") == ["Patrice Habimana"]


def test_both_officials_are_the_two() -> None:
    story = Story(LEAD + "Both officials condemned the attack on the bridge.")
    assert set(story.speakers()[0].split(" + ")) == {"Josphat Kiprono", "Patrice Habimana"}


def test_plural_of_an_office_is_not_just_any_two() -> None:
    story = Story(LEAD + "Kiprono hailed the will of the presidents to work together.")
    assert story.meant("the presidents") == []


def test_plural_of_an_office_that_three_hold_is_left_open() -> None:
    two = "Kenyan Defence Minister Moses Barasa flew with Rwandan Defence Minister Jean Mugisha. "
    said = "The talks of the ministers were short."
    assert Story(two + said).meant("the ministers") == ["Jean Mugisha", "Moses Barasa"]
    assert (
        Story(two + "Kenyan Foreign Minister Paul Kemboi stood by. Mugisha left. " + said).meant("the ministers") == []
    )


def test_the_two_countries_are_the_states_named_most() -> None:
    story = Story(LEAD + "Kiprono said that the two countries would hold a drill. Kenya and Rwanda share no border.")
    assert story.meant("the two countries") == ["Kenya", "Rwanda"]


def test_office_in_the_lead_is_who_made_the_remarks() -> None:
    story = Story(
        "Stressing the need for calm, the Kenyan Navy commander voiced readiness for joint patrols.\n\n"
        "Brigadier Moses Barasa made the remarks in a meeting with Rwandan General Patrice Habimana on Tuesday."
    )
    assert set(story.speakers()) == {"Moses Barasa"}


def test_spokesman_of_a_person_is_not_the_person() -> None:
    story = Story(LEAD + "A spokesman for Kiprono said that the border was quiet.")
    assert story.speakers() == ["A spokesman for Kiprono"]


def test_statement_is_that_of_who_issued_it() -> None:
    story = Story(LEAD + "A statement by the Kenyan Defence Ministry said that the border was quiet.")
    assert story.speakers() == ["Kenyan Ministry of Defence"]


def test_the_report_is_that_of_the_outlet_that_released_it() -> None:
    story = Story(
        "A report released by Reuters said that two ships had left the port. "
        "The report states that they carried radar parts."
    )
    assert story.speakers() == ["Reuters", "Reuters"]


def test_unnamed_source_is_an_actor_of_its_own() -> None:
    story = Story(LEAD + "Two diplomatic sources said that the talks were tense.")
    assert story.speakers() == ["Two diplomatic sources"]
    assert "Two diplomatic sources" not in story.people()


def test_capital_speaks_for_its_state() -> None:
    assert Story(LEAD + "Nairobi has stressed that it seeks no conflict.").speakers() == ["Kenya"]


CHIEFS = (
    "RAWALPINDI: Turkish Army Commander General Orhan Aksoy on Monday called on Chief of Army Staff (COAS) General "
    "Tariq Mehmood Awan of Pakistan. "
)


def test_acronym_of_an_office_is_its_holder() -> None:
    assert Story(CHIEFS + "The COAS said that the border was calm.").speakers() == ["Tariq Mehmood Awan"]
    assert Story(CHIEFS + "COAS reaffirmed the army’s support.").speakers() == ["Tariq Mehmood Awan"]
    lead = "The General Officer Commanding (GOC), Major General Kofi Asante, met reporters in Accra. "
    assert Story(lead + "The GOC said that training would go on.").speakers() == ["Kofi Asante"]


def test_who_visits_is_not_of_the_country_visited() -> None:
    assert Story(CHIEFS + "The visiting general praised the army.").speakers() == ["Orhan Aksoy"]


def test_office_in_the_words_of_the_title_comes_before_the_last_named() -> None:
    story = Story(
        "The Commander of the Lake Command, General Ruth Banda, met the Chief of Defence Staff, General Musa Keita, in "
        "Dakar. General Keita said that he was glad. The Lake Command commander said that patrols would go on."
    )
    assert story.speakers() == ["Musa Keita", "Ruth Banda"]


def test_phrase_begins_at_the_nearest_determiner() -> None:
    story = Story(CHIEFS + "The COAS thanked the Turkish commander.")
    assert story.meant("the Turkish commander") == ["Orhan Aksoy"]


def test_they_and_both_are_the_two_of_different_states() -> None:
    both = {"Orhan Aksoy", "Tariq Mehmood Awan"}
    for sentence in ("Both stressed the need for peace.", "The two generals have said that peace is near."):
        assert set(Story(CHIEFS + sentence).speakers()[-1].split(" + ")) == both


def test_he_is_the_subject_of_the_sentence_before() -> None:
    story = Story(CHIEFS + "Awan said that it was calm. General Aksoy opened the hall. He said that it was late.")
    assert story.speakers() == ["Tariq Mehmood Awan", "Orhan Aksoy"]
    story = Story(
        "Admiral Jan Visser arrived on Wednesday and met General Priit Saar. On Friday, he said that it was late."
    )
    assert story.speakers() == ["Jan Visser"]


def test_counterpart_without_a_nation_is_of_the_same_office() -> None:
    story = Story(
        "Kenyan Defence Minister Josphat Kiprono met Rwandan Defence Minister Alice Uwase in Nairobi. Kiprono said "
        "that it was calm. He thanked his counterpart."
    )
    assert story.meant("his counterpart") == ["Alice Uwase"]


def test_paper_is_that_of_who_issued_it_behind() -> None:
    story = Story(CHIEFS + "General Aksoy praised the role of the navy, said a press release by the Pakistan Navy.")
    assert story.speakers()[-1] == "Pakistan Navy"


def test_words_beside_a_name_that_speak_are_its_bearer() -> None:
    story = Story(
        "Brazilian Air Force General Raul Teixeira, chairman of the Joint Chiefs of Staff said, “We share a sea.”"
    )
    assert story.speakers() == ["Raul Teixeira"]


def test_office_before_the_only_one_of_its_country() -> None:
    story = Story(
        "Turkey's defence minister said that talks went on. Kaan Erdem and Rashid Al Kuwari of Qatar met there."
    )
    assert "Rashid Al Kuwari" not in story.speakers()


def test_the_ministry_goes_on_being_the_one_that_spoke() -> None:
    story = Story("The defense ministry said it was calm. Trade grew. The ministry said that it was late.")
    assert len(set(story.speakers())) == 1


def test_a_guest_is_of_another_state_and_a_host_of_this_one() -> None:
    lead = "NAIROBI: Rwandan Army Chief General Patrice Habimana met Kenyan Defence Minister Josphat Kiprono. "
    assert Story(lead + "The visiting dignitary said that the lake was calm.").speakers() == ["Patrice Habimana"]
    assert Story(lead + "The host said that the lake was calm.").speakers() == ["Josphat Kiprono"]
    assert Story(lead + "Habimana told his host that the lake was calm.").meant("his host") == ["Josphat Kiprono"]


def test_where_no_home_is_told_the_guest_is_who_was_named_last() -> None:
    story = Story(
        "Kenyan Minister Josphat Kiprono received Rwandan General Patrice Habimana. The guest said that it rained."
    )
    assert story.speakers() == ["Patrice Habimana"]


def test_host_of_a_thing_is_nobody() -> None:
    assert Story(LEAD + "The host country said that the lake was calm.").meant("The host") == []


def test_speaker_at_the_end_of_a_headline_is_who_is_named_later() -> None:
    text = "Lake patrols will go on – Kenyan minister\n\n" + LEAD
    assert Story(text).speakers() == ["Josphat Kiprono"]
    assert Story(text.replace("Kenyan minister", "Defence Minister")).speakers() == ["Josphat Kiprono"]
    assert Story(text.replace("Kenyan minister", "LAKECOM Commander")).speakers() != ["Patrice Habimana"]


def test_the_two_chiefs_are_chiefs_of_staff_before_other_chiefs() -> None:
    story = Story(
        "Kenyan Army Chief of Staff General Moses Barasa met Rwandan Army Chief of Staff General Patrice Habimana "
        "in Kigali. Kenyan Director of Intelligence Paul Kemboi greeted Rwandan intelligence chief Jean Mugisha. "
        "The two chiefs said that the lake was calm."
    )
    assert set(story.speakers()[-1].split(" + ")) == {"Moses Barasa", "Patrice Habimana"}


def test_both_ministers_may_include_a_deputy_prime_minister() -> None:
    story = Story(
        "Kenyan Deputy Prime Minister Moses Barasa met Rwandan Defence Minister Jean Mugisha. "
        "Both ministers said that the lake was calm."
    )
    assert set(story.speakers()[-1].split(" + ")) == {"Moses Barasa", "Jean Mugisha"}


def test_his_counterpart_is_that_of_the_subject() -> None:
    story = Story(
        "Kenyan Minister Josphat Kiprono met Rwandan counterpart Jean Mugisha. His counterpart said that it rained."
    )
    assert story.speakers() == ["Jean Mugisha"]


def test_they_are_the_sources_that_spoke_last() -> None:
    story = Story(LEAD + "Informed sources said that the lake was calm. They said that patrols would go on.")
    assert story.speakers() == ["Informed sources", "Informed sources"]


def test_he_is_the_subject_of_his_own_sentence() -> None:
    story = Story(
        LEAD + "Habimana said that it rained. Kiprono will fly to Kampala, where he is to meet General Okot Odong."
    )
    assert [m["entity"] for m in story.rows["mentions"] if m["surface"] == "he"] == ["josphat-kiprono"]


def test_an_office_with_a_body_in_it_is_its_holder_and_not_the_body() -> None:
    story = Story(
        "The Army Chief of Staff of Rwanda Defence Force (RDF), Maj Gen Patrice Habimana, said that the lake was calm."
    )
    assert story.speakers() == ["Patrice Habimana"]


def test_acronym_behind_an_office_and_its_body_is_the_officer() -> None:
    story = Story(
        "Kenyan Minister Josphat Kiprono met the Chief of General Staff (CGS) of Rwanda, General Patrice Habimana. "
        "The CGS said that the lake was calm."
    )
    assert story.speakers() == ["Patrice Habimana"]
    story = Story("The Commander of the Lowland Command (LOWCOM) came. LOWCOM said that the lake was calm.")
    assert story.speakers() == ["Lowland Command"]


def test_nsa_is_the_adviser_where_the_text_names_one() -> None:
    story = Story("Indian NSA Arjun Menon flew to Moscow. The NSA said that terror must end.")
    assert story.speakers() == ["Arjun Menon"]
    story = Story("The NSA said that its servers were safe. Arjun Menon of the NSA agreed.")
    assert story.speakers()[0] != "Arjun Menon"


def test_a_peer_is_a_counterpart() -> None:
    story = Story(LEAD + "Uganda's Defence Minister Grace Akello thanked her Tanzanian peer Juma Mrema.")
    assert "Juma Mrema" in story.people()


def test_the_side_of_a_nation_is_its_state() -> None:
    assert Story(LEAD + "The Rwandan side said that the lake was calm.").speakers() == ["Rwanda"]


def test_his_highness_without_a_name_is_who_was_told_of() -> None:
    story = Story(LEAD + "Sheikh Hamed bin Zayed arrived. His Highness said that the lake was calm.")
    assert story.speakers() == ["Hamed bin Zayed"]
    assert Story("His Highness Sheikh Hamed bin Zayed arrived.").people() == {"Hamed bin Zayed"}


def test_his_host_tells_that_the_guest_is_no_she() -> None:
    story = Story(
        "Kenyan Defence Minister Josphat Kiprono told his host, Rwandan Defence Minister Grace Uwase, that it rained. "
        "She replied that it was dry."
    )
    assert story.speakers() == ["Josphat Kiprono", "Grace Uwase"]


def test_delegations_are_of_the_states() -> None:
    story = Story(LEAD + "Kenya and Rwanda share a lake. Both delegations agreed on the need for patrols.")
    assert story.meant("Both delegations") == ["Kenya", "Rwanda"]


def test_the_two_ministers_are_those_of_before() -> None:
    story = Story(
        "Kenyan Defence Minister Josphat Kiprono received Rwandan Defence Minister Patrice Habimana on Tuesday. The "
        "two ministers spoke about patrols. Habimana was then received by Prime Minister Rose Achieng. The two "
        "ministers had last met in March."
    )
    assert [m[2] for m in story.meetings() if m[3] == "2024-03"] == [{"Josphat Kiprono", "Patrice Habimana"}]


def test_the_two_are_those_of_the_sentence_and_not_its_source() -> None:
    story = Story(
        "Kenyan President Rose Achieng discussed it with Malawian President Grace Banda, according to aide Peter Were, "
        "who added that the two leaders had spoken by phone in January."
    )
    assert story.meant("the two leaders") == ["Grace Banda", "Rose Achieng"]


def test_the_sides_where_one_is_named_are_states() -> None:
    start = LEAD + "Kenya and Rwanda are neighbours. "
    story = Story(start + "In March, President Rose Achieng flew to Rwanda, where the sides signed a contract.")
    assert story.meant("the sides") == ["Kenya", "Rwanda"]


def test_ministers_of_three_states_behind_a_comma() -> None:
    story = Story(
        "The defence ministers of Kenya, Rwanda, and Malawi met on Tuesday. Kenya’s Defence Minister Josphat Kiprono, "
        "Rwanda’s Defence Minister Patrice Habimana and Malawi’s Defence Minister Grace Banda signed nothing."
    )
    assert story.meant("The defence ministers of Kenya, Rwanda, and Malawi") == [
        "Grace Banda",
        "Josphat Kiprono",
        "Patrice Habimana",
    ]


def test_according_to_him() -> None:
    story = Story(LEAD + "Habimana said that the border was quiet.\n\nAccording to him, patrols would go on.")
    assert story.speakers() == ["Patrice Habimana", "Patrice Habimana"]


def test_head_of_a_ministry_is_the_minister() -> None:
    assert Story(LEAD + "The head of the Kenyan defence ministry said that A was well.").speakers() == [
        "Josphat Kiprono"
    ]


def test_a_full_rank_is_that_of_its_holder() -> None:
    story = Story(
        "Senior General Maung Lwin met Lao Deputy Defence Minister Major General Kham Souvanna on Tuesday. Souvanna "
        "thanked him. The Senior General said that the border was quiet."
    )
    assert story.speakers()[-1] == "Maung Lwin"


def test_he_behind_a_quotation_is_the_subject_of_the_sentence_before() -> None:
    story = Story(
        LEAD + "Kiprono said no more.\n\nHabimana took to X after the talks. “The border is quiet,” he wrote."
    )
    assert story.speakers()[-1] == "Patrice Habimana"


def test_office_behind_according_to_is_somebody_else() -> None:
    story = Story(LEAD + "According to spokesman Peter Were, the minister will visit Kigali.")
    assert story.meant("the minister") == ["Josphat Kiprono"]


MINISTRY = (
    "Kiprono met Habimana, the Kenyan Defence Ministry said in a statement, which stressed that the lake was calm. "
)


def test_a_statement_speaks_for_who_said_it_there() -> None:
    story = Story(LEAD + MINISTRY + "It added that trade grew.")
    assert story.speakers() == ["Kenyan Ministry of Defence"] * 3


def test_his_office_is_the_body_that_spoke_for_the_subject() -> None:
    story = Story(LEAD + MINISTRY + "Kiprono later visited a school, his office said.")
    assert story.speakers()[-1] == "Kenyan Ministry of Defence"
    story = Story(LEAD + MINISTRY + "Habimana later visited a school, his office said.")
    assert story.speakers()[-1] == "his office"


def test_a_ministry_by_its_state_is_that_of_the_one_minister_told_of() -> None:
    assert Story(LEAD + "The Kenyan ministry said that the lake was calm.").speakers() == ["Kenyan Ministry of Defence"]
    assert Story(LEAD + "The Rwandan ministry said that the lake was calm.").speakers() == ["The Rwandan ministry"]


def test_who_is_told_of_in_a_quotation_is_not_who_said_it() -> None:
    story = Story(
        "Spokesman Peter Hale said the trip went well. “Minister Cruz also thanked the hosts,” he said. "
        "“Both sides will meet again,” he added."
    )
    assert story.speakers() == ["Peter Hale"] * 3


def test_the_minister_is_not_the_deputy_minister() -> None:
    story = Story(
        "Defence Minister Musa Danladi met Deputy Defence Minister Adel Fahim on Monday. "
        "The Defence Minister said that the teams would work fast. The Deputy Minister said that Egypt agreed."
    )
    assert story.speakers() == ["Musa Danladi", "Adel Fahim"]


def test_counterparts_of_several_states() -> None:
    lead = "Estonian Defence Minister Anna Kask met her Finnish, Swedish and Danish counterparts in Oslo on Tuesday. "
    states = {"Anna Kask", "Finland", "Sweden", "Denmark"}
    assert [m[2] for m in Story(lead).meetings()] == [states]
    named = "The meeting brought together Antti Virta (Finland), Nils Berg (Sweden) and Lars Holm (Denmark). "
    story = Story(lead + named + "The ministers also discussed the border.")
    assert story.meetings() == [
        ("meeting", "held", {"Anna Kask", "Antti Virta", "Nils Berg", "Lars Holm"}, "2024-05-14")
    ]


def test_three_of_whom_the_text_has_told_are_the_three() -> None:
    lead = "Norwegian Defence Minister Omar Lund and General Nils Vik met Danish General Ida Holm in Oslo. "
    three = "The visit ends on Friday. In their talks the three officials praised the patrols."
    assert Story(lead + three).speakers() == ["Omar Lund + Nils Vik + Ida Holm"]
    assert Story(lead + three.replace("three", "three Swedish")).speakers() == ["the three Swedish officials"]
    ministers = "In their talks the three ministers praised the patrols."
    assert Story(lead.replace("Danish", "Danish Army Chief") + ministers).speakers() == ["the three ministers"]


def test_the_two_countries_are_those_of_the_two_people_of_the_sentence() -> None:
    lead = "Norwegian Defence Minister Omar Lund met Danish General Ida Holm. Norway and Denmark are near. "
    other = "Swedish General Nils Ek called on Danish President Eva Moen to discuss ties between the two countries."
    assert Story(f"{lead}{other} Sweden is near.").meant("the two countries") == ["Denmark", "Sweden"]
    assert Story(f"{lead}Norway is large. Ties between the two countries are old.").meant("the two countries") == [
        "Denmark",
        "Norway",
    ]


def test_the_paper_of_whose_issuer_stands_in_apposition() -> None:
    said = "“Our troops held the ford,” said a statement issued on Monday by the army’s media wing, the Norwegian Army."
    assert Story(said).speakers() == ["Norwegian Army"]


def test_ministers_of_states_with_two_words() -> None:
    lead = "South Korean Defence Minister Yoon Min-soo and Saudi Defence Minister Adel Fahim met in Seoul on Tuesday. "
    both = ["Yoon Min-soo + Adel Fahim"]
    assert Story(lead + "The defence ministers of South Korea and Saudi Arabia praised the drill.").speakers() == both
    assert Story(lead + "The South Korean and Saudi Arabian ministers praised the drill.").speakers() == both
    story = Story(lead + "The ministers of South Korea and Saudi Arabia Monday praised the drill.")
    assert story.meant("The ministers of South Korea and Saudi Arabia") == ["Adel Fahim", "Yoon Min-soo"]


def test_they_are_the_two_of_the_sentence() -> None:
    text = "Foreign Minister Cho Min-soo and Norwegian Minister Nils Vik met, as they shared the view that A is calm."
    assert Story(text).speakers() == ["Cho Min-soo + Nils Vik"]


def test_its_ministry_is_that_of_the_state_that_opens_the_sentence() -> None:
    story = Story("Norway recalled its envoy over the shelling, its foreign ministry said on Thursday.")
    assert story.speakers()[-1] == "Norwegian Foreign Ministry"


def test_the_ministry_that_nothing_names_is_that_of_the_minister_at_home() -> None:
    lead = "ANKARA - Turkish Defence Minister Ali Demir met Norwegian Defence Minister Omar Lund on Tuesday"
    assert Story(f"{lead}, the ministry said.").speakers() == ["Turkish Ministry of Defence"]
    assert Story(f"{lead}, according to a ministry statement.").speakers() == ["Turkish Ministry of Defence"]
    abroad = lead.replace("ANKARA", "OSLO")
    assert Story(f"{abroad}, the ministry said.").speakers() == ["the ministry"]
    guest = "Defence Minister Arjun Rao met Kenyan Defence Minister Josphat Kiprono in Nairobi. "
    assert Story(f"{guest}The defence ministry said it rained.").speakers() == ["The defence ministry"]


def test_a_spokesperson_is_none_of_the_two_of_whom_he_tells() -> None:
    lead = "Norwegian Defence Minister Omar Lund met Danish Defence Minister Ida Holm in Oslo. "
    told = "Norwegian ministry spokesperson Eva Vik said the sea was calm. Both officials praised the drill, Vik added."
    assert Story(lead + told).speakers() == ["Eva Vik", "Ida Holm + Omar Lund", "Eva Vik"]


def test_the_head_of_a_portfolio_is_the_minister() -> None:
    lead = "The Minister of Defence of Norway, Omar Lund, denounced the raid. "
    assert Story(lead + "The head of the military portfolio said the sea was calm.").speakers()[1] == "Omar Lund"


def test_who_says_it_at_the_end_of_a_headline() -> None:
    body = "\n\nRomanian Air Force Commander General Cornel Stanu met Nils Vik in Bucharest on Sunday."
    assert Story(f"Romania ready to help, says Romanian air force commander{body}").speakers() == ["Cornel Stanu"]


def test_an_office_behind_a_date_header() -> None:
    head = " date 2024-05-17 Bolivian army chief speaks of cables\n\n"
    text = f"{head}“It rained,” Bolivia’s Army Chief General Esteban Ruiz said."
    assert Story(text).speakers() == ["Esteban Ruiz", "Esteban Ruiz"]


def test_he_who_said_it_is_the_subject_of_the_sentence_before() -> None:
    lead = "General Omar Lund met Minister Nils Vik in Oslo. Lund stressed that it rained.\n\n"
    then = "Minister Vik also addressed the meeting. The training of pilots had saved lives, he said."
    assert Story(lead + then).speakers() == ["Omar Lund", "Nils Vik"]
