-- Sums over years of days are read from the index alone; old versions of a report are found without reading all.
CREATE INDEX day_totals_sums ON day_totals (day, type, quad, status, n);
CREATE INDEX reports_versions ON reports (id, version);
CREATE INDEX reports_copies ON reports (copy_of) WHERE copy_of IS NOT NULL;
