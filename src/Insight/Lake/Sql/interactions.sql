-- Who did what with which product: views and carts from events, purchases from the lines of orders, which purchase events have become where no order tells of them.
-- kind: the numbers of InteractionKind. customer_id is NULL for who is not known; a visitor is a customer where events alone tell of purchases, as in
-- provisional_purchases, and known tells buyers and ids of the shop's own from visitors who only looked. happened_at is NULL in data without a clock, which position puts in order.
CREATE VIEW interactions AS
WITH visits AS (
    SELECT order_id, min(anonymous_id) AS anonymous_id, min(session_id) AS session_id
    FROM (
        SELECT order_id, anonymous_id, session_id FROM newest_events WHERE event_type = 'purchase' AND order_id IS NOT NULL
        UNION ALL
        SELECT order_id, anonymous_id, session_id FROM provisional_purchases
    )
    GROUP BY order_id
), bought AS (
    SELECT DISTINCT order_id, product_id FROM order_lines WHERE status = 'completed' AND quantity > 0 AND NOT is_non_product(product_id)
)
SELECT o.customer_id, true AS known, v.anonymous_id, v.session_id, b.order_id, b.product_id, o.ordered_at AS happened_at, CAST(NULL AS BIGINT) AS position, 2 AS kind
FROM bought AS b JOIN orders AS o USING (order_id) LEFT JOIN visits AS v USING (order_id)
UNION ALL
SELECT coalesce(e.customer_id, CASE WHEN s.only_events THEN e.anonymous_id END), e.customer_id IS NOT NULL, e.anonymous_id, e.session_id, NULL, e.product_id, e.occurred_at, e.position,
       CASE WHEN e.event_type = 'purchase' THEN 2 ELSE interaction_kind(e.event_type) END
FROM events AS e CROSS JOIN told_by AS s
WHERE e.product_id IS NOT NULL AND NOT is_non_product(e.product_id)
    -- A purchase without a clock is no order; as an interaction it has its place.
    AND (interaction_kind(e.event_type) IS NOT NULL OR (s.only_events AND e.event_type = 'purchase' AND e.occurred_at IS NULL));

CREATE MACRO buyers(until) AS TABLE SELECT DISTINCT customer_id FROM orders WHERE customer_id IS NOT NULL AND ordered_at <= until;
