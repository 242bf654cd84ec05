-- The store's first schema. Plain SQL: SQLite runs it as it stands; `store/dialect.py` says what another
-- database would read instead (INTEGER -> BIGINT, BLOB -> BYTEA). Full-text search is made by the dialect.
-- Times are UTC, "2024-05-06T07:08:09Z"; days "2024-05-06"; lists and objects are JSON in TEXT.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- What was run, by whom, with what.
CREATE TABLE runs (
    run_key INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    seen_at TEXT NOT NULL,
    outcome TEXT NOT NULL DEFAULT 'running',
    generation INTEGER NOT NULL,
    coder TEXT NOT NULL,
    options TEXT NOT NULL DEFAULT '{}',
    host TEXT NOT NULL DEFAULT '',
    process TEXT NOT NULL DEFAULT ''
);

-- Files whose items are all accounted for: while size and time stay, they need not be opened again.
CREATE TABLE files (
    path TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    items INTEGER NOT NULL,
    settings TEXT NOT NULL,
    run_key INTEGER NOT NULL
);

-- Every place in the input that should hold a report, and what became of it.
CREATE TABLE inputs (
    input_key TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    fingerprint TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    reason_code TEXT,
    reason TEXT,
    report_key INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    settings TEXT NOT NULL DEFAULT '',
    run_key INTEGER NOT NULL
);
CREATE INDEX inputs_state ON inputs (state, reason_code);
CREATE INDEX inputs_path ON inputs (path);
CREATE INDEX inputs_report ON inputs (report_key);

CREATE TABLE reports (
    report_key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    given_id TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1,
    version INTEGER NOT NULL DEFAULT 1,
    superseded_by INTEGER,
    state TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    title TEXT,
    date TEXT,
    date_origin TEXT,
    publisher TEXT,
    url TEXT,
    language TEXT NOT NULL,
    copy_of TEXT,
    coder TEXT NOT NULL,
    characters INTEGER NOT NULL,
    actors INTEGER NOT NULL,
    events INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    places INTEGER NOT NULL,
    notes INTEGER NOT NULL,
    min_confidence REAL,
    judged INTEGER NOT NULL DEFAULT 0,
    identity TEXT NOT NULL DEFAULT '',
    explicit INTEGER NOT NULL DEFAULT 0,
    generation INTEGER NOT NULL DEFAULT 0,
    settled INTEGER NOT NULL DEFAULT 1,
    run_key INTEGER NOT NULL,
    read_notes INTEGER NOT NULL DEFAULT 0,
    record BLOB NOT NULL
);
CREATE UNIQUE INDEX reports_id ON reports (id) WHERE live = 1;
CREATE INDEX reports_given_id ON reports (given_id);
CREATE INDEX reports_sha256 ON reports (sha256);
CREATE INDEX reports_date ON reports (date, id) WHERE live = 1;
CREATE INDEX reports_publisher ON reports (publisher, date);
CREATE INDEX reports_confidence ON reports (min_confidence) WHERE live = 1;
CREATE INDEX reports_copy_of ON reports (copy_of);
CREATE INDEX reports_unsettled ON reports (report_key) WHERE settled = 0;

-- What a list of reports is filtered by: country, type, status, quad, sector.
CREATE TABLE report_facets (
    report_key INTEGER NOT NULL,
    facet TEXT NOT NULL,
    value TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (facet, value, report_key)
);
CREATE INDEX report_facets_report ON report_facets (report_key);

CREATE TABLE actors (
    report_key INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT,
    countries TEXT NOT NULL,
    sector TEXT,
    sectors TEXT NOT NULL,
    office TEXT,
    wikidata TEXT,
    mentions INTEGER NOT NULL,
    size INTEGER,
    PRIMARY KEY (report_key, ordinal)
);
CREATE INDEX actors_id ON actors (id, report_key);

-- `day` is the event's first day, else the report's: what timelines and periods go by.
CREATE TABLE events (
    event_key INTEGER PRIMARY KEY,
    report_key INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT NOT NULL,
    context TEXT NOT NULL,
    quad TEXT NOT NULL,
    score REAL NOT NULL,
    cameo TEXT,
    status TEXT NOT NULL,
    statement TEXT,
    same_as TEXT,
    day TEXT,
    date_start TEXT,
    date_end TEXT,
    granularity TEXT,
    due_start TEXT,
    due_end TEXT,
    place TEXT,
    place_kind TEXT,
    place_country TEXT,
    latitude REAL,
    longitude REAL,
    geonames INTEGER,
    killed INTEGER,
    injured INTEGER,
    size INTEGER,
    amount REAL,
    currency TEXT,
    confidence REAL NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL
);
CREATE INDEX events_report ON events (report_key);
CREATE INDEX events_id ON events (id);
CREATE INDEX events_day ON events (day, type);
CREATE INDEX events_type ON events (type, day);
CREATE INDEX events_place ON events (place_country, day);

-- Who stands on which side: side is `actor` or `recipient`.
CREATE TABLE event_sides (
    event_key INTEGER NOT NULL,
    side TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    actor_id TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    sector TEXT,
    kind TEXT NOT NULL,
    day TEXT,
    PRIMARY KEY (event_key, side, ordinal)
);
CREATE INDEX event_sides_country ON event_sides (country, day, side);
CREATE INDEX event_sides_actor ON event_sides (actor_id, day);

CREATE TABLE statements (
    statement_key INTEGER PRIMARY KEY,
    report_key INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    speaker TEXT,
    speaker_name TEXT,
    speaker_country TEXT,
    speaker_sector TEXT,
    on_behalf_of TEXT,
    cue_class TEXT,
    polarity TEXT,
    medium TEXT,
    outlet TEXT,
    addressee TEXT,
    parent TEXT,
    day TEXT,
    date_start TEXT,
    date_end TEXT,
    granularity TEXT,
    confidence REAL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX statements_report ON statements (report_key);
CREATE INDEX statements_id ON statements (id);
CREATE INDEX statements_speaker ON statements (speaker, day);

-- The places of a report's events, each once.
CREATE TABLE places (
    report_key INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT,
    country TEXT,
    latitude REAL,
    longitude REAL,
    geonames INTEGER,
    events INTEGER NOT NULL,
    PRIMARY KEY (report_key, ordinal)
);

CREATE TABLE notes (
    report_key INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    span_start INTEGER,
    span_end INTEGER,
    PRIMARY KEY (report_key, ordinal)
);
CREATE INDEX notes_code ON notes (code);

-- Near-copies: reports with one band key in common are compared by their signatures.
CREATE TABLE signatures (
    report_key INTEGER PRIMARY KEY,
    made_by TEXT NOT NULL,
    signature BLOB NOT NULL
);
CREATE TABLE bands (
    band INTEGER NOT NULL,
    report_key INTEGER NOT NULL
);
CREATE INDEX bands_band ON bands (band, report_key);
CREATE INDEX bands_report ON bands (report_key);

-- What people decided. Rows are only ever added; they outlive every re-coding.
CREATE TABLE judgements (
    judgement_key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    report_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    record_kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    field TEXT,
    old_value TEXT,
    new_value TEXT,
    verdict TEXT NOT NULL,
    undoes TEXT,
    coder TEXT NOT NULL,
    judged_at TEXT NOT NULL,
    note TEXT,
    quote TEXT,
    span_start INTEGER,
    span_end INTEGER
);
CREATE INDEX judgements_report ON judgements (report_id, judgement_key);
CREATE INDEX judgements_record ON judgements (record_id, judgement_key);
CREATE INDEX judgements_coder ON judgements (coder, judgement_key);

-- One thing that happened, however often it was told. `data` is the whole object as `communique stories` writes it.
CREATE TABLE occurrences (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    mode TEXT NOT NULL,
    context TEXT NOT NULL,
    quad TEXT NOT NULL,
    score REAL NOT NULL,
    status TEXT NOT NULL,
    day TEXT,
    date_start TEXT,
    date_end TEXT,
    granularity TEXT,
    place TEXT,
    place_country TEXT,
    latitude REAL,
    longitude REAL,
    geonames INTEGER,
    events INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    confidence REAL NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX occurrences_day ON occurrences (day, type);

CREATE TABLE occurrence_sides (
    occurrence_id TEXT NOT NULL,
    side TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    actor_id TEXT,
    name TEXT NOT NULL,
    country TEXT,
    sector TEXT,
    PRIMARY KEY (occurrence_id, side, ordinal)
);
CREATE INDEX occurrence_sides_country ON occurrence_sides (country, occurrence_id);

-- `why` says which features joined the event to the occurrence, with their weights.
CREATE TABLE occurrence_members (
    occurrence_id TEXT NOT NULL,
    report_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (report_id, event_id)
);
CREATE INDEX occurrence_members_occurrence ON occurrence_members (occurrence_id);

CREATE TABLE threads (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    stage TEXT,
    disputed INTEGER NOT NULL,
    first_day TEXT,
    last_day TEXT,
    reports INTEGER NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX threads_last ON threads (last_day, id);
CREATE INDEX threads_kind ON threads (kind, last_day);

CREATE TABLE thread_parties (
    thread_id TEXT NOT NULL,
    role TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    actor_id TEXT,
    name TEXT NOT NULL,
    country TEXT,
    sector TEXT,
    PRIMARY KEY (thread_id, role, ordinal)
);
CREATE INDEX thread_parties_country ON thread_parties (country, thread_id);

CREATE TABLE thread_stages (
    thread_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    stage TEXT NOT NULL,
    day TEXT,
    asserted_by TEXT,
    established INTEGER NOT NULL,
    report_id TEXT NOT NULL,
    event_id TEXT,
    statement_id TEXT,
    span_start INTEGER,
    span_end INTEGER,
    quote TEXT,
    data TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (thread_id, ordinal)
);
CREATE INDEX thread_stages_day ON thread_stages (day, thread_id);
CREATE INDEX thread_stages_report ON thread_stages (report_id);

CREATE TABLE thread_members (
    thread_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (thread_id, kind, id)
);
CREATE INDEX thread_members_id ON thread_members (kind, id);

-- Splits and joins by hand: two events that are, or are not, one happening. Only ever added.
CREATE TABLE merge_decisions (
    decision_key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    verdict TEXT NOT NULL,
    left_report TEXT NOT NULL,
    left_event TEXT NOT NULL,
    left_quote TEXT,
    right_report TEXT NOT NULL,
    right_event TEXT NOT NULL,
    right_quote TEXT,
    undoes TEXT,
    coder TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    note TEXT
);
CREATE INDEX merge_decisions_left ON merge_decisions (left_event);
CREATE INDEX merge_decisions_right ON merge_decisions (right_event);

-- Sums, kept in the transaction that writes the events. `n` counts tellings, `happenings` those without `same_as`,
-- `claimed` those told only in somebody's words; `score_tenths` sums ten times the PLOVER score, exactly.
CREATE TABLE day_totals (
    day TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    quad TEXT NOT NULL,
    n INTEGER NOT NULL,
    happenings INTEGER NOT NULL,
    claimed INTEGER NOT NULL,
    score_tenths INTEGER NOT NULL,
    PRIMARY KEY (day, type, status, quad)
);
CREATE TABLE dyad_totals (
    month TEXT NOT NULL,
    actor TEXT NOT NULL,
    recipient TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    quad TEXT NOT NULL,
    n INTEGER NOT NULL,
    happenings INTEGER NOT NULL,
    claimed INTEGER NOT NULL,
    score_tenths INTEGER NOT NULL,
    PRIMARY KEY (month, actor, recipient, type, status, quad)
);
CREATE INDEX dyad_totals_pair ON dyad_totals (actor, recipient, month);
CREATE TABLE place_totals (
    month TEXT NOT NULL,
    place TEXT NOT NULL,
    country TEXT NOT NULL,
    kind TEXT NOT NULL,
    latitude REAL,
    longitude REAL,
    type TEXT NOT NULL,
    quad TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (month, place, country, kind, type, quad)
);
CREATE TABLE outlet_totals (
    day TEXT NOT NULL,
    publisher TEXT NOT NULL,
    state TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (day, publisher, state)
);
CREATE TABLE actor_totals (
    actor_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    country TEXT,
    sector TEXT,
    kind TEXT NOT NULL,
    reports INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    acting INTEGER NOT NULL,
    receiving INTEGER NOT NULL,
    speaking INTEGER NOT NULL
);
CREATE INDEX actor_totals_reports ON actor_totals (reports);
