-- How much rain there was in all years of the archive.
SELECT 'Rain in ' || count(*) || ' years: ' || sum(millimetres) || ' mm' AS report FROM rain;
