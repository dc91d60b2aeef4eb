-- Several cafés in one PostgreSQL, each in a schema of its own, and on their way from one place to another: docs/adr/0039-stores.md.

-- Where the café lives now, if it was moved elsewhere.
ALTER TABLE store ADD COLUMN moved_to TEXT;
-- postgres:
-- What whoever wants to write is told then: nobody gets the lock. Processes that still serve it answer 503, and tills keep what they sell.
CREATE FUNCTION refuse_moved(place TEXT) RETURNS BIGINT LANGUAGE plpgsql AS
'BEGIN
    RAISE EXCEPTION ''this café was moved to %'', place USING ERRCODE = ''lock_not_available'';
END';
-- Who changes a row by hand may have another search path: the trigger must find the store of its own schema all the same.
ALTER FUNCTION raise_known_version() SET search_path FROM CURRENT;
