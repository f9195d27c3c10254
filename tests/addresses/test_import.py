"""What an import takes, repairs, counts and refuses."""
from __future__ import annotations

import random

import pytest
from rue311.plugin.addresses import import_register
from rue311.plugin.addresses.errors import (
    ImportCancelled,
    RegisterColumnMissing,
    RegisterEmpty,
    RegisterFileUnreadable,
    RegisterUnwritable,
)


def test_letterboxes_become_one_house(best, make):
    best.add("12").add("12", box_number="1").add("12", box_number="2").add("14")
    register = make(best.csv())
    assert register.info.addresses == 2
    assert [box.box for box in register.boxes(register.houses(register.streets[0])[0])] == ["1", "2"]


def test_lines_may_come_in_any_order(best, destination):
    for street in ("Rue de Fer", "Rue du Moulin", "Clos des Ormes"):
        for number in range(1, 40):
            best.add(str(number), street).add(str(number), street, box_number="A")
    sorted_report = import_register(best.csv(), destination)
    seed = random.randrange(10**6)
    print("seed", seed)  # noqa: T201
    random.Random(seed).shuffle(best.lines)
    report = import_register(best.csv(), destination)
    assert (report.addresses, report.boxes, report.streets) == (117, 117, 3)
    assert (sorted_report.addresses, sorted_report.boxes, sorted_report.streets) == (117, 117, 3)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_bom_and_line_ends(best, destination, end):
    raw = "\ufeff".encode() + best.add("1").add("2").text.replace("\n", end).encode()
    report = import_register(best.csv(raw=raw), destination)
    assert (report.addresses, report.rejected) == (2, 0)


def test_quoted_comma_stays_one_name(best, make):
    best.add("5", "", streetname_de="Weiherstraße,Recht", municipality_id="63067", municipality_name_de="Sankt Vith")
    register = make(best.csv())
    assert register.streets[0].name == "Weiherstraße,Recht"
    assert register.search("weiherstrasse 5")[0].number == "5"


def test_german_only_street_is_found_and_labelled(best, make):
    best.add("10", "", streetname_de="Aachener Straße", municipality_id="63023", municipality_name_de="Eupen",
             municipality_name_fr="", postcode="4700")  # fmt: skip
    found = make(best.csv()).search("aachener str 10")[0]
    assert found.label == "Aachener Straße 10, 4700 Eupen"


@pytest.mark.parametrize(("grid_best", "expected"), [("best", (4.8664, 50.4651)), ("old_best", (4.8458, 50.4529))])
def test_both_headers_give_the_same_kind_of_position(request, make, grid_best, expected):
    best = request.getfixturevalue(grid_best)
    where = {} if grid_best == "best" else {"x": "183881.514", "y": "126999.199"}
    found = make(best.add("1", **where).csv()).search("rue de fer 1")[0]
    assert (found.lon, found.lat) == pytest.approx(expected, abs=0.01)
    assert 180_000 < found.x < 190_000
    assert 120_000 < found.y < 130_000


@pytest.mark.parametrize(("x", "y"), [("0.000", "0.000"), ("", ""), ("0", "628370.89"), ("nan", "nan"), ("1e9", "5")])
def test_no_position_is_never_a_point(best, make, x, y):
    register = make(best.add("1", x=x, y=y).add("3").csv())
    assert register.info.unpositioned == 1
    found = register.search("rue de fer 1")[0]
    assert (found.number, found.lon, found.lat, found.x, found.y) == ("1", None, None, None, None)
    assert register.nearest(2.31, 49.29, 5000) is None  # where 0,0 lands: near Compiègne


def test_a_box_lends_its_position_to_a_house_without(best, make):
    register = make(best.add("1", x="0", y="0").add("1", box_number="A", x="685300.0", y="628400.0").csv())
    assert register.info.unpositioned == 0
    assert register.search("rue de fer 1")[0].lon is not None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Rue de l'Église".encode("cp1252"), "Rue de l'Église"),
        ("Rue de l'Ã‰glise".encode(), "Rue de l'Église"),
        ("Chaussée de la Chênée".encode().decode("cp1252").encode(), "Chaussée de la Chênée"),
        ("Place du Pâtre".encode().decode("cp1252").encode().decode("cp1252").encode(), "Place du Pâtre"),
    ],
)
def test_mixed_encodings_are_mended(best, make, written, meant):
    best.add("1", "Rue de Fer").add("1", "QQQ")
    raw = best.text.encode().replace(b"QQQ", written)
    register = make(best.csv(raw=raw))
    assert sorted(street.name for street in register.streets) == sorted(["Rue de Fer", meant])


def test_lost_letters_are_rejected_with_line_and_reason_unless_another_line_knows_the_name(best, destination):
    best.add("1", "Rue de l'\ufffdglise", street_id="5").add("2", "Rue de l'Église", street_id="5")
    best.add("3", "Rue du Ch\ufffdne", street_id="6")
    report = import_register(best.csv(), destination)
    assert (report.addresses, report.rejected) == (2, 1)
    assert report.rejections[0].line == 4
    assert "lost letters" in report.rejections[0].reason


def test_open_quote_costs_its_own_line_only(best, destination):
    best.add("1").add("2").add("3").add("4")
    best.lines[1] = best.lines[1].replace("Rue de Fer", '"Rue de Fer')
    report = import_register(best.csv(), destination)
    assert (report.addresses, report.rejected) == (3, 1)
    assert report.rejections[0].line == 3


def test_every_bad_line_is_counted_with_a_reason(best, destination):
    best.add("1").add("2", x="abc", y="1").add("3", postcode="50").add("4", municipality_id="x").add("", "Rue de Fer")
    best.lines.append("a,b,c")
    report = import_register(best.csv(), destination)
    assert (report.addresses, report.rejected) == (1, 5)
    assert [each.line for each in sorted(report.rejections, key=lambda each: each.line)] == [3, 4, 5, 6, 7]
    assert all(each.reason for each in report.rejections)


COLUMNS_NEEDED = ["EPSG:3812_x", "street_id", "house_number", "postcode", "municipality_id", "box_number", "status"]


@pytest.mark.parametrize("column", COLUMNS_NEEDED)
def test_missing_column_is_named_and_the_register_in_use_stays(best, destination, column):
    import_register(best.add("1").csv(), destination)
    before = destination.read_bytes()
    with pytest.raises(RegisterColumnMissing) as caught:
        import_register(best.csv(raw=best.text.replace(column, "other", 1).encode()), destination)
    assert column in caught.value.user
    assert destination.read_bytes() == before
    assert sorted(path.name for path in destination.parent.iterdir()) == ["adresses.sqlite", "openaddress.csv"]


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.999])
def test_truncated_zip_is_refused_and_the_register_in_use_stays(best, destination, keep):
    for number in range(500):
        best.add(str(number + 1))
    source = best.zip()
    import_register(source, destination)
    before = destination.read_bytes()
    source.write_bytes(source.read_bytes()[: int(source.stat().st_size * keep)])
    with pytest.raises(RegisterFileUnreadable, match="REG-101"):
        import_register(source, destination)
    assert destination.read_bytes() == before
    assert len(list(destination.parent.iterdir())) == 2


@pytest.mark.parametrize("name", ["absent.zip", "absent.csv"])
def test_a_file_that_is_gone_is_said_to_be_gone_and_no_fault_of_the_register(tmp_path, destination, name):
    with pytest.raises(RegisterFileUnreadable, match="it is not there"):
        import_register(tmp_path / name, destination)


def test_zip_with_a_broken_middle_is_refused(best, destination):
    for number in range(500):
        best.add(str(number + 1), f"Rue {number * 7919 % 1000}")
    source = best.zip()
    raw = bytearray(source.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    source.write_bytes(raw)
    with pytest.raises(RegisterFileUnreadable):
        import_register(source, destination)
    assert not destination.exists()


def test_csv_cut_in_its_last_line_is_refused(best, destination):
    with pytest.raises(RegisterFileUnreadable):
        import_register(best.csv(raw=best.add("1").add("2").text.encode()[:-80]), destination)
    assert not destination.exists()


@pytest.mark.parametrize("raw", [b"", b"\x89PNG\r\n\x1a\n", b"<html>login</html>", b"\xff\xfea\0b\0"])
def test_files_that_are_something_else(best, destination, raw):
    with pytest.raises((RegisterColumnMissing, RegisterFileUnreadable)):
        import_register(best.csv(raw=raw), destination)
    assert not destination.exists()


def test_header_only_is_refused(best, destination):
    with pytest.raises(RegisterEmpty):
        import_register(best.csv(), destination)


def test_communes_are_filtered_by_the_code_of_today_or_of_then(best, destination):
    best.add("1").add("1", "Rue du Vivier", municipality_id="82005", municipality_name_fr="Bertogne", postcode="6687")
    assert import_register(best.csv(), destination, communes=["82005"]).addresses == 1
    assert import_register(best.csv(), destination, communes=["82039"]).addresses == 1  # Bastogne after the merger
    with pytest.raises(RegisterEmpty, match="11001"):
        import_register(best.csv(), destination, communes=["11001"])


def test_merged_commune_bears_todays_code_and_name_and_is_found_by_the_old_one(best, make):
    best.add("1", "Rue du Vivier", municipality_id="82005", municipality_name_fr="Bertogne", postcode="6687")
    register = make(best.csv())
    found = register.search("rue du vivier 1 bertogne")[0]
    assert (found.nis, found.commune) == ("82039", "Bastogne")
    assert register.info.communes == ("82039",)


def test_cancel_leaves_everything_as_it_was(best, destination):
    import_register(best.add("1").csv(), destination)
    before = destination.read_bytes()
    with pytest.raises(ImportCancelled):
        import_register(best.add("2").csv(), destination, progress=lambda fraction: fraction < 0.5)
    assert destination.read_bytes() == before
    assert len(list(destination.parent.iterdir())) == 2


def test_progress_grows_to_one(best, destination):
    seen = []
    import_register(best.add("1").zip(), destination, progress=lambda fraction: seen.append(fraction) or True)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_folder_that_is_not_there(best, folder):
    with pytest.raises(RegisterUnwritable, match="REG-104"):
        import_register(best.add("1").csv(), folder / "nowhere" / "r.sqlite")


def test_status_is_kept(best, make):
    register = make(best.add("1", status="retired").add("2", status="proposed").csv())
    assert [house.status for house in register.houses(register.streets[0])] == ["retired", "proposed"]


def test_address_ids_come_back_letter_by_letter(best, make):
    ids = ["icar-7", "icar-007", "https://x/9", "icar-12345678901234567890", "icar-"]
    for number, address_id in enumerate(ids, 1):
        best.add(str(number), address_id=address_id)
    register = make(best.csv())
    assert [house.address_id for house in register.houses(register.streets[0])] == ids
