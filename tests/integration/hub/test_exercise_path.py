"""A learner's way through the hub: sign in, open, work, check, submit, feedback."""

from __future__ import annotations

from tests.integration.hub.harness import Academy, Learner

CORRECT = "total = 12 + 15"


def test_deep_link_on_a_cold_server_lands_in_the_notebook(academy: Academy) -> None:
    learner = Learner(academy, "cold-start")

    answer = learner.open("basics", "first")

    assert answer.status_code == 200
    assert answer.url.path == "/workspace/user/cold-start/lab/tree/basics/first/first.ipynb"
    assert learner.get("api/contents/basics/first/data/s.csv").json()["content"].startswith("year")


def test_deep_link_to_a_second_exercise_works_on_a_running_server(anna: Learner) -> None:
    answer = anna.open("basics", "second", seconds=5)

    assert answer.url.path == "/workspace/user/anna.b/lab/tree/basics/second/second.ipynb"


def test_opening_again_keeps_work_and_restores_what_is_missing(anna: Learner) -> None:
    anna.open("basics", "second")
    anna.solve("basics/second/second.ipynb", "mine = 1")
    anna.run("import os; os.remove('/home/learner/basics/second/data/s.csv')")

    anna.open("basics", "second")

    kept = anna.get("api/contents/basics/second/second.ipynb").json()["content"]
    assert "mine = 1" in [cell["source"] for cell in kept["cells"]]
    assert anna.get("api/contents/basics/second/data/s.csv").status_code == 200


def test_unknown_exercise_gets_a_readable_page_with_the_portals_status(anna: Learner) -> None:
    answer = anna.get("academy/open/basics/nowhere")

    assert answer.status_code == 404
    assert "There is no such exercise." in answer.text
    assert "/exercises/basics/nowhere/" in answer.text


def test_nbgraders_own_buttons_list_fetch_validate_and_submit(anna: Learner) -> None:
    listed = anna.get("assignments?course_id=basics").json()
    fetched = anna.post("assignments/fetch", course_id="basics", assignment_id="second").json()
    anna.solve("basics/second/second.ipynb", "total = 3")
    wrong = anna.post("assignments/validate", path="basics/second/second.ipynb").json()
    anna.solve("basics/second/second.ipynb", CORRECT)
    right = anna.post("assignments/validate", path="basics/second/second.ipynb").json()
    submitted = anna.post("assignments/submit", course_id="basics", assignment_id="second").json()

    assert {"first", "second"} == {one["assignment_id"] for one in listed["value"]}
    assert fetched["success"]
    assert "CheckFailed" in wrong["value"]["failed"][0]["error"]
    assert right == {"success": True, "value": {}}
    states = [one["status"] for one in submitted["value"]]
    assert "submitted" in states
    assert anna.get("courses").json() == {"success": True, "value": ["basics"]}


def test_save_and_submit_answers_with_a_receipt(anna: Learner, academy: Academy) -> None:
    anna.solve("basics/first/first.ipynb", CORRECT)

    answer = anna.post("academy/submit/basics/first")

    assert answer.status_code == 201
    assert len(answer.json()["sha256"]) == 64
    made = academy.control()["submissions"][-1]
    assert made["names"] == ["first.ipynb"]
    assert made["student_id"] == "anna.b"
    assert answer.json()["is_blank"] is False


def test_submitting_the_same_work_twice_gives_the_same_receipt(anna: Learner) -> None:
    anna.solve("basics/first/first.ipynb", f"{CORRECT}  # twice")

    first, second = (anna.post("academy/submit/basics/first").json() for _ in range(2))

    assert first["submission_id"] == second["submission_id"]


def test_submitting_an_unknown_exercise_is_refused_with_the_reason(anna: Learner) -> None:
    answer = anna.post("academy/submit/basics/nowhere")

    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "nothing_to_submit"


def test_feedback_arrives_beside_the_notebook(anna: Learner) -> None:
    anna.post("academy/submit/basics/first")

    answer = anna.post("assignments/fetch_feedback", course_id="basics", assignment_id="first")

    made = [one for one in answer.json()["value"] if one["status"] == "submitted"]
    page = made[0]["submissions"][-1]["notebooks"][0]
    assert page["has_local_feedback"]
    assert not page["feedback_updated"]


def test_a_learner_cannot_reach_another_learners_server(anna: Learner, academy: Academy) -> None:
    stranger = Learner(academy, "stranger")

    answer = stranger.http.get("/workspace/user/anna.b/api/contents/basics")

    assert answer.status_code in (403, 404)
    assert "first" not in answer.text.replace("first-", "")
