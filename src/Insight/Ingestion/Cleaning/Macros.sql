-- The states that shop systems give an order or a line, as the lake's three. NULL: a word that is not known.
CREATE MACRO order_status(state) AS CASE
    WHEN state IS NULL OR state = 'completed' THEN 'completed'
    WHEN lower(state) IN ('completed', 'complete', 'paid', 'partially_paid', 'partially_refunded', 'delivered', 'shipped', 'fulfilled', 'processing', 'approved',
                          'invoiced', 'created', 'pending', 'authorized', 'on-hold', 'open', 'closed', 'success', 'purchase') THEN 'completed'
    WHEN lower(state) IN ('cancelled', 'canceled', 'cancellation', 'voided', 'failed', 'unavailable', 'expired', 'declined', 'adjustment') THEN 'cancelled'
    WHEN lower(state) IN ('returned', 'return', 'refunded', 'refund', 'chargeback') THEN 'returned'
END;

CREATE MACRO finite(v) AS CASE WHEN isfinite(v) THEN v END;

-- A rejected value as people may see it: addresses masked, because they stand in clear in the dropped file only, and nothing that a
-- spreadsheet would run as a formula.
CREATE MACRO shown(value) AS
    CASE WHEN regexp_matches(value, '^[=+@\t\r-]') AND NOT regexp_matches(value, '^[+-]?[0-9., ]*$') THEN '''' ELSE '' END || regexp_replace(value, '[^\s@,;]+@[^\s@,;]+', '[e-mail]', 'g');
