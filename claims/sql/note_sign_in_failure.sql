-- One failure more for a key: one statement, so that none is lost when many come at once.
-- Who has been quiet for long enough begins anew. From `free` failures on each one blocks twice as long as the one
-- before, beginning with a minute, up to `longest`.
INSERT INTO claims_signinfailures AS known (key, failures, last_at, blocked_until)
VALUES (%(key)s, 1, now(), CASE WHEN %(free)s <= 1 THEN now() + least(%(longest)s, interval '1 minute') END)
ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN known.last_at < now() - %(forgotten)s THEN 1 ELSE known.failures + 1 END,
    last_at = now(),
    blocked_until = CASE
        WHEN known.last_at < now() - %(forgotten)s OR known.failures + 1 < %(free)s THEN NULL
        ELSE now() + least(
            %(longest)s, interval '1 minute' * power(2, least(known.failures + 1 - %(free)s, 12)))
    END
