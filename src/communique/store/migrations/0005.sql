-- Events by day and country of either side, each once a country: the timeline of a country, read from one place.
CREATE TABLE country_totals (
    country TEXT NOT NULL,
    day TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    quad TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (country, day, type, status, quad)
) WITHOUT ROWID;
INSERT INTO country_totals (country, day, type, status, quad, n)
SELECT s.country, coalesce(e.day, ''), e.type, e.status, e.quad, count(*)
FROM (SELECT DISTINCT event_key, country FROM event_sides WHERE country <> '') s
JOIN events e ON e.event_key = s.event_key
GROUP BY s.country, coalesce(e.day, ''), e.type, e.status, e.quad;
