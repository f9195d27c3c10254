"""Sections, localities and former street names: from CSV, from XML, remembered for the next import."""
from __future__ import annotations

import zipfile

import pytest
from rue311.plugin.addresses import Matcher, import_register, open_register
from rue311.plugin.addresses.best_xml import CHUNK, read_sections
from rue311.plugin.addresses.errors import LocalitiesUnreadable

LOCALITIES = "part_id,postcode,nis,name_fr,name_nl,name_de\n1,5100,92094,Jambes,,\n2,5100,92094,Dave,,\n"

PART = """<tns:PartOfMunicipality beginLifeSpanVersion="2017"><com:code><add:namespace>geodata.wallonie.be/id/\
PartOfMunicipality</add:namespace><add:objectIdentifier>{id}</add:objectIdentifier><add:versionIdentifier>1\
</add:versionIdentifier></com:code><add:partOfMunicipalityName><add:language>fr</add:language><add:spelling>{name}\
</add:spelling></add:partOfMunicipalityName></tns:PartOfMunicipality>"""
ADDRESS = """<tns:Address><com:code><add:objectIdentifier>{n}</add:objectIdentifier></com:code><add:hasMunicipality>\
<add:objectIdentifier>92094</add:objectIdentifier></add:hasMunicipality><add:hasPartOfMunicipality>\
<add:objectIdentifier>7</add:objectIdentifier></add:hasPartOfMunicipality><add:hasPostalInfo><add:objectIdentifier>5100\
</add:objectIdentifier></add:hasPostalInfo></tns:Address>"""


@pytest.fixture
def localities(folder):
    path = folder / "localités.csv"
    path.write_text(LOCALITIES, encoding="utf-8")
    return path


def test_section_stands_for_its_commune(best, make, localities):
    register = make(best.add("5", "Avenue Jean Materne", postcode="5100").csv(), localities=localities)
    match = Matcher(register).match_line("Avenue Jean Materne 5, Jambes")
    assert (match.level, match.address.locality, match.address.commune) == ("house", "Jambes", "Namur")


def test_lists_stay_for_the_next_import(best, destination, localities, folder):
    historic = folder / "old.csv"
    historic.write_text("postcode,old_name,new_name\n5000,Rue du Canal,Rue de Fer\n", encoding="utf-8")
    import_register(best.add("5").csv(), destination, localities=localities, historic=historic)
    import_register(best.add("6").csv(), destination)
    register = open_register(destination)
    match = Matcher(register).match_line("Rue du Canal 6, 5000 Namur")
    assert (match.level, match.verdict, match.address.street) == ("house", "corrected", "Rue de Fer")
    assert match.changes[0].why == "renamed"
    assert register.places.localities("5100", "92094") == ["Dave", "Jambes"]
    register.close()


def test_column_missing_or_no_text_is_said_before_anything_is_read(best, destination, folder):
    wrong = folder / "wrong.csv"
    for raw in (b"postcode,name\n1,2\n", b"\0\0\0", b""):
        wrong.write_bytes(raw)
        with pytest.raises(LocalitiesUnreadable):
            import_register(best.add("1").csv(), destination, localities=wrong)
    assert not destination.exists()


def test_xml_of_sections_alone_gives_names(folder):
    path = folder / "WalloniaPartOfMunicipality20261001.xml"
    path.write_text(f"<r>{PART.format(id=7, name='Jambes &amp; C')}</r>", encoding="utf-8")
    assert read_sections(path) == (("", "", "Jambes & C", "", ""),)


def test_full_export_gives_sections_with_their_postcode(folder):
    inner = folder / "inner.zip"
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        many = "".join(ADDRESS.format(n=n) for n in range(CHUNK // len(ADDRESS) + 10))
        archive.writestr("WalloniaAddress20261001.xml", f"<r>{many}</r>")
        archive.writestr("WalloniaPartOfMunicipality20261001.xml", f"<r>{PART.format(id=7, name='Jambes')}</r>")
    outer = folder / "best-full-latest.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, "Wallonia20261001.zip")
        archive.writestr("Flanders20261001.zip", b"not looked at")
    assert read_sections(outer) == (("5100", "92094", "Jambes", "", ""),)


def test_xml_with_a_doctype_is_refused(folder):
    path = folder / "x.xml"
    path.write_text('<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', encoding="utf-8")
    with pytest.raises(LocalitiesUnreadable, match="DOCTYPE"):
        read_sections(path)
