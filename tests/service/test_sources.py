"""Which files a build reads, and under which names."""

from pathlib import Path

import pytest

from service.errors import UseError
from service.sources import LARGEST, Source, find_sources, load
from tests.ingest.formats.office import workbook

SUFFIXES = (".txt", ".md")


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_file_keeps_its_own_name_and_one_in_a_folder_its_path_from_there(tmp_path: Path) -> None:
    one = write(tmp_path / "one.txt")
    write(tmp_path / "plans" / "deep" / "two.md")
    found = find_sources([one, tmp_path / "plans"], SUFFIXES)
    assert [s.name for s in found.files] == ["one.txt", "deep/two.md"]
    assert not found.problems


def test_two_files_that_would_share_a_name_keep_more_of_their_paths(tmp_path: Path) -> None:
    paths = [write(tmp_path / "northam" / "plan.txt"), write(tmp_path / "eastvale" / "plan.txt")]
    assert [s.name for s in find_sources(paths, SUFFIXES).files] == ["northam/plan.txt", "eastvale/plan.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    plan = write(tmp_path / "plan.txt")
    assert len(find_sources([plan, plan, tmp_path], SUFFIXES).files) == 1


def test_other_kinds_and_hidden_files_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "plan.txt")
    write(tmp_path / "sheet.xlsx")
    write(tmp_path / ".cache" / "old.txt")
    found = find_sources([tmp_path], SUFFIXES)
    assert [s.name for s in found.files] == ["plan.txt"]
    assert found.passed_over == (str(tmp_path / "sheet.xlsx"),)


def test_documents_of_a_folder_are_known_whatever_they_are_called(tmp_path: Path) -> None:
    (tmp_path / "plan").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "sheet.bak").write_bytes(workbook(lambda sheet: sheet.append(["Action"])))
    (tmp_path / "page.php").write_bytes(b"<!DOCTYPE html><html><body>")
    (tmp_path / "photos.zip").write_bytes(b"PK\x03\x04" + b"\0" * 30 + b"beach.jpg")
    write(tmp_path / "~$plan.txt")
    found = find_sources([tmp_path], SUFFIXES)
    assert [s.name for s in found.files] == ["page.php", "plan", "sheet.bak"]
    assert found.passed_over == (str(tmp_path / "photos.zip"),)


def test_a_file_named_outright_is_tried_whatever_its_kind(tmp_path: Path) -> None:
    assert len(find_sources([write(tmp_path / "plan.pdf")], SUFFIXES).files) == 1


def test_what_is_not_there_and_folders_with_nothing_are_one_line_each(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "sheets" / "a.xlsx")
    found = find_sources([tmp_path / "none.txt", tmp_path / "empty", tmp_path / "sheets"], SUFFIXES)
    assert not found.files
    assert found.problems == (
        f"{tmp_path}/none.txt: no such file or folder",
        f"{tmp_path}/empty: the folder holds no files",
        f"{tmp_path}/sheets: the folder holds no file of a kind that is read (.md, .txt)",
    )


def test_a_file_of_absurd_size_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(UseError, match=r"huge.txt: 200 MB; files of up to"):
        load(Source("huge.txt", path))
