-- The days, in the shop's zone, on which customers who may be profiled were seen in the shop, up to $day: by customer, oldest first. Who has never bought has them only under an id of the shop's own.
WITH seen AS (
    SELECT coalesce(e.customer_id, e.anonymous_id) AS customer_id, timezone(current_setting('TimeZone'), timezone('UTC', e.occurred_at))::DATE AS day,
           e.event_type, interaction_kind(e.event_type) AS kind, e.product_id
    FROM events AS e CROSS JOIN told_by AS s
    WHERE e.occurred_at <= $until AND e.event_type NOT IN ('purchase', 'refund')
        AND (e.customer_id IS NOT NULL OR (s.only_events AND e.anonymous_id IN (SELECT customer_id FROM buyers($until))))
)
SELECT customer_id, day, count(*) FILTER (kind = 0), count(*) FILTER (kind = 1), count(*) FILTER (event_type = 'search'),
       count(DISTINCT product_id) FILTER (kind IS NOT NULL AND NOT is_non_product(product_id))
FROM seen ANTI JOIN opted_out USING (customer_id) WHERE day <= $day
GROUP BY customer_id, day
ORDER BY customer_id, day;
