-- How far people have looked at a report (0 machine only, 1 begun, 2 checked, 3 corrected; `store/listing.py`), and
-- which judgements settle what coders disagree on.
ALTER TABLE reports ADD COLUMN review INTEGER NOT NULL DEFAULT 0;
CREATE INDEX reports_review ON reports (live, review, date, id);
ALTER TABLE judgements ADD COLUMN final INTEGER NOT NULL DEFAULT 0;
