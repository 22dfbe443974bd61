"""The competency framework is whole."""

from tests.content.content_files import FRAMEWORK, read


def test_framework_holds_eight_domains_and_thirty_competencies() -> None:
    domains = read(FRAMEWORK)["domains"]
    codes = [item["code"] for domain in domains for item in domain["competencies"]]

    assert len(domains) == 8
    assert len(codes) == len(set(codes)) == 30


def test_every_competency_belongs_to_its_domain_by_code() -> None:
    for domain in read(FRAMEWORK)["domains"]:
        for number, item in enumerate(domain["competencies"], start=1):
            assert item["code"] == f"{domain['code']}-{number}"


def test_framework_has_four_levels_with_a_meaning() -> None:
    levels = read(FRAMEWORK)["levels"]

    assert [level["level"] for level in levels] == [1, 2, 3, 4]
    assert all(level["name"] and level["meaning"] and level["evidence"] for level in levels)


def test_no_machine_awards_the_expert_level() -> None:
    assert "never by machine" in read(FRAMEWORK)["levels"][3]["evidence"]


def test_every_domain_says_what_can_be_observed_at_each_level() -> None:
    for domain in read(FRAMEWORK)["domains"]:
        assert set(domain["observables"]) == {1, 2, 3, 4}, domain["code"]
        for level, lines in domain["observables"].items():
            assert len(lines) >= 2, (domain["code"], level)
            assert all(line[0].isupper() and not line.endswith(".") for line in lines)


def test_every_competency_is_described_in_one_full_sentence() -> None:
    for domain in read(FRAMEWORK)["domains"]:
        for item in domain["competencies"]:
            assert 8 <= len(item["descriptor"].split()) <= 40, item["code"]
            assert item["descriptor"].endswith("."), item["code"]
