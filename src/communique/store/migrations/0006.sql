-- Sums by day lie in the order of their days: a timeline of many years reads them in one go.
ALTER TABLE day_totals RENAME TO day_totals_before;
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
) WITHOUT ROWID;
INSERT INTO day_totals SELECT day, type, status, quad, n, happenings, claimed, score_tenths FROM day_totals_before;
DROP TABLE day_totals_before;
