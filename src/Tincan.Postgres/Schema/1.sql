-- The book. Two spellings that differ only in case have one key, which Tincan computes: lower() depends on the database's locale.
CREATE SCHEMA IF NOT EXISTS tincan;

CREATE TABLE tincan.book_schema (
    version integer NOT NULL
);

CREATE TABLE tincan.book_entry (
    key text COLLATE "C" PRIMARY KEY,
    email text NOT NULL CHECK (octet_length(email) BETWEEN 1 AND 255),
    name text NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 255),
    revision bigint NOT NULL
);
CREATE INDEX book_entry_revision ON tincan.book_entry (revision);

-- The addresses that were taken out lately, for those who catch up.
CREATE TABLE tincan.book_removed (
    key text COLLATE "C" PRIMARY KEY,
    revision bigint NOT NULL
);
CREATE INDEX book_removed_revision ON tincan.book_removed (revision);

-- One row a transaction that changed the book. The stamp tells two histories apart: who knows a revision by a stamp that is not here
-- (the database was restored or replaced, or the row is too old) cannot catch up and reads the whole book.
CREATE TABLE tincan.book_change (
    revision bigint PRIMARY KEY,
    stamp uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO tincan.book_change (revision) VALUES (1);

-- One writer after the other. The lock is taken before a statement locks any row: who locked a row first and waited here would stand in the way
-- of the writer that is at work, and that one in its. It lasts until the transaction ends, so revisions become visible in their order.
CREATE FUNCTION tincan.book_writing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE tincan.book_change IN SHARE ROW EXCLUSIVE MODE;
    RETURN NULL;
END
$$;

-- The revision of this transaction.
CREATE FUNCTION tincan.book_revision() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    known text := current_setting('tincan.book_revision', true);
    fresh bigint;
BEGIN
    IF known <> '' THEN
        RETURN known::bigint;
    END IF;
    INSERT INTO tincan.book_change (revision) SELECT max(revision) + 1 FROM tincan.book_change RETURNING revision INTO fresh;
    DELETE FROM tincan.book_change WHERE revision <= fresh - 10000;
    DELETE FROM tincan.book_removed WHERE revision <= fresh - 10000;
    PERFORM set_config('tincan.book_revision', fresh::text, true);
    PERFORM pg_notify('tincan_book', fresh::text);
    RETURN fresh;
END
$$;

CREATE FUNCTION tincan.book_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := tincan.book_revision();
    IF TG_OP = 'UPDATE' AND NEW.key <> OLD.key THEN
        INSERT INTO tincan.book_removed (key, revision) VALUES (OLD.key, NEW.revision)
            ON CONFLICT (key) DO UPDATE SET revision = excluded.revision;
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION tincan.book_taken_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tincan.book_removed (key, revision) VALUES (OLD.key, tincan.book_revision())
        ON CONFLICT (key) DO UPDATE SET revision = excluded.revision;
    RETURN OLD;
END
$$;

-- A truncated table does not say what was in it: nobody can catch up over this. The revision is made first: it deletes from the same table.
CREATE FUNCTION tincan.book_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fresh bigint := tincan.book_revision();
BEGIN
    DELETE FROM tincan.book_change WHERE revision < fresh;
    RETURN NULL;
END
$$;

CREATE TRIGGER book_writing BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON tincan.book_entry
    FOR EACH STATEMENT EXECUTE FUNCTION tincan.book_writing();
CREATE TRIGGER book_written BEFORE INSERT OR UPDATE ON tincan.book_entry FOR EACH ROW EXECUTE FUNCTION tincan.book_written();
CREATE TRIGGER book_taken_out BEFORE DELETE ON tincan.book_entry FOR EACH ROW EXECUTE FUNCTION tincan.book_taken_out();
CREATE TRIGGER book_emptied AFTER TRUNCATE ON tincan.book_entry FOR EACH STATEMENT EXECUTE FUNCTION tincan.book_emptied();

INSERT INTO tincan.book_schema (version) VALUES (1);
