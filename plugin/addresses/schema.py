"""The tables of a register file. It is written once by an import and only read afterwards.

Houses stand in the order of their street and number, so a street owns one run of house ids (`first_house` to
`last_house`) and needs no index. x and y are whole millimetres in the grid of the BeSt file (`meta.grid`); NULL is no
position, for 0,0 in the file means just that.
"""
from __future__ import annotations

# "R311": `file` and a person with a hex editor can tell what this is
APPLICATION_ID = 0x52333131
SCHEMA = 1
# side of a cell of the position index, in millimetres
CELL_MM = 100_000
# cells are numbered row by row; more columns than Belgium is wide
CELL_COLUMNS = 10_000

# quick and unsafe on purpose: a file whose making was interrupted is thrown away
SETTINGS = """
PRAGMA journal_mode = OFF;
PRAGMA stage.journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA stage.synchronous = OFF;
PRAGMA cache_size = -32000;
PRAGMA stage.cache_size = -32000;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA application_id = 0x52333131;
PRAGMA user_version = 1;
"""

TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE commune(
    nis TEXT PRIMARY KEY,          -- as in the BeSt file
    current_nis TEXT NOT NULL,     -- as of today, after mergers
    name_fr TEXT NOT NULL, name_nl TEXT NOT NULL, name_de TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE street(               -- one row per street and postcode
    id INTEGER PRIMARY KEY,
    street_id TEXT NOT NULL, nis TEXT NOT NULL, postcode TEXT NOT NULL,
    name_fr TEXT NOT NULL, name_nl TEXT NOT NULL, name_de TEXT NOT NULL,
    key_fr TEXT NOT NULL, key_nl TEXT NOT NULL, key_de TEXT NOT NULL,   -- text.street_key of the names
    first_house INTEGER NOT NULL, last_house INTEGER NOT NULL,
    x INTEGER, y INTEGER,          -- the house nearest to the middle of the street
    radius INTEGER NOT NULL        -- metres from there to the farthest house
);
CREATE TABLE house(
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    address,                       -- BeSt id; an integer stands for meta.address_prefix and these digits
    x INTEGER, y INTEGER,
    status INTEGER NOT NULL        -- place in STATUSES
);
CREATE TABLE box(                  -- letterboxes; x and y only where they differ from the house
    house INTEGER NOT NULL, box TEXT NOT NULL, address, x INTEGER, y INTEGER, status INTEGER NOT NULL
);
CREATE TABLE locality(             -- sections and localities by postcode
    postcode TEXT NOT NULL, nis TEXT NOT NULL, name_fr TEXT NOT NULL, name_nl TEXT NOT NULL, name_de TEXT NOT NULL,
    PRIMARY KEY(postcode, nis, name_fr, name_nl, name_de)
) WITHOUT ROWID;
CREATE TABLE historic(
    postcode TEXT NOT NULL, old_name TEXT NOT NULL, new_name TEXT NOT NULL, PRIMARY KEY(postcode, old_name, new_name)
) WITHOUT ROWID;
"""

INDEXES = """
CREATE INDEX house_cell ON house((y / 100000) * 10000 + x / 100000) WHERE x IS NOT NULL;
CREATE INDEX box_house ON box(house);
"""

# table of the lines as they come; it lives in a file of its own beside the register and is thrown away
STAGE = """
CREATE TABLE stage.line(
    id INTEGER PRIMARY KEY, variant INTEGER, number TEXT, box TEXT, address, x INTEGER, y INTEGER, status INTEGER
);
CREATE TABLE stage.variant(id INTEGER PRIMARY KEY, street INTEGER);
"""

STATUSES = ("current", "proposed", "retired", "rejected", "reserved", "unknown")
