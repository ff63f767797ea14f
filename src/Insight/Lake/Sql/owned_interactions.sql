-- Every interaction up to $until, and those without a clock, owner by owner, oldest first; nothing of who opted out.
SELECT coalesce('c:' || customer_id, 'a:' || anonymous_id, 's:' || session_id, 'o:' || order_id) AS owner, coalesce('s:' || session_id, 'o:' || order_id) AS session,
       product_id, happened_at, kind
FROM interactions ANTI JOIN opted_out USING (customer_id) -- who has no id stays
WHERE (happened_at IS NULL OR happened_at <= $until) AND coalesce(customer_id, anonymous_id, session_id, order_id) IS NOT NULL
ORDER BY owner, happened_at NULLS FIRST, position NULLS FIRST, kind, order_id NULLS FIRST, product_id;
